import { useState } from 'react';
import { count, longDate, sessionName } from '../format';
import { JudgeChangedEvidenceDocument } from '../gql/graphql';
import { problemsOf, useSend } from '../send';
import { Field } from '../ui/Field';
import { Problem } from '../ui/Problem';
import type { Enforcement } from './Enforcement';
import { issuerName, pounds } from './names';
import { StepOptions } from './StepOptions';

type MatterNode = Enforcement['matters'][number];

/** One matter: where it stands, its clocks, its steps, and what could be done next. */
export function Matter({ id, matter, track, done }: { id: string; matter: MatterNode; track: Enforcement; done: () => void }) {
  return (
    <section className="app-matter" aria-label={`Matter ${matter.number}`}>
      <h3 className="govuk-heading-s">
        {matter.title}, {matter.parentName}{' '}
        <strong className={`govuk-tag ${matter.over ? 'govuk-tag--grey' : ''}`}>{matter.stands}</strong>
      </h3>
      <dl className="govuk-summary-list app-facts">
        {facts(matter).map(([name, value]) => (
          <div className="govuk-summary-list__row" key={name}>
            <dt className="govuk-summary-list__key">{name}</dt>
            <dd className="govuk-summary-list__value">{value}</dd>
          </div>
        ))}
      </dl>
      {matter.changed && <Changed id={id} matter={matter} may={track.mayEnforce} done={done} />}
      <ol className="app-timeline">
        {matter.steps.map((step) => (
          <li key={step.on + step.text}>
            <h4 className="govuk-heading-s">{longDate(step.on)}</h4>
            <p className="govuk-body">
              {step.text} {step.by}
              {step.proposedBy && `, proposed by ${step.proposedBy}`}.{step.warning && <strong> {step.warning}</strong>}
            </p>
          </li>
        ))}
      </ol>
      {track.mayEnforce && !matter.over && <StepOptions id={id} options={matter.options} matter={matter.number} enforcement={track} done={done} />}
    </section>
  );
}

function facts(matter: MatterNode): [string, string][] {
  const rows: [string, string][] = [];
  if (matter.evidenceFrom && matter.evidenceTo)
    rows.push([
      'Evidence',
      `${longDate(matter.evidenceFrom)} to ${longDate(matter.evidenceTo)}${matter.evidenceHalfDays === null ? '' : `: ${count(matter.evidenceHalfDays ?? 0, 'unauthorised half-day')}`}`,
    ]);
  if (matter.watchUntil)
    rows.push([
      'Watched until',
      `${longDate(matter.watchUntil)}: ${
        matter.watchAbsences?.length ? matter.watchAbsences.map((absence) => `${sessionName(absence)} ${absence.code}`).join(', ') : 'no unauthorised half-day so far'
      }`,
    ]);
  if (matter.issuer && matter.issuer !== 'AUTHORITY') rows.push([matter.notice ? 'Issued by' : 'Warned by', issuerName[matter.issuer]]);
  const notice = matter.notice;
  if (notice) {
    rows.push(['Notice', `${notice.number}, issued ${longDate(notice.issuedOn)}, received ${longDate(notice.receivedOn)}`]);
    rows.push([
      'To pay',
      `${notice.lowUntil ? `${pounds(notice.low)} by ${longDate(notice.lowUntil)}, then ` : ''}${pounds(notice.high)} by ${longDate(notice.highUntil)}`,
    ]);
  }
  if (matter.courtBy) rows.push(['To court by', `${longDate(matter.courtBy)}${matter.courtOverdue ? ', overdue' : ''}`]);
  if (matter.offence) rows.push(['Offence', matter.offence]);
  if (matter.hearing) rows.push(['Hearing', longDate(matter.hearing)]);
  if (matter.orderFrom && matter.orderTo) rows.push(['In force', `${longDate(matter.orderFrom)} to ${longDate(matter.orderTo)}`]);
  for (const direction of matter.directions)
    rows.push([
      `Direction ${direction.number}`,
      `by ${longDate(direction.due)}: ${direction.followed === null ? (direction.overdue ? 'overdue, say whether it was followed' : 'waits') : direction.followed ? 'followed' : 'not followed'}`,
    ]);
  if (matter.amount !== null) rows.push(['Amount', pounds(matter.amount)]);
  if (matter.costs !== null) rows.push(['Costs', pounds(matter.costs)]);
  return rows;
}

function Changed({ id, matter, may, done }: { id: string; matter: MatterNode; may: boolean; done: () => void }) {
  const { send, sending } = useSend();
  const [reason, setReason] = useState('');
  const [problem, setProblem] = useState<string | null>(null);
  const changed = matter.changed!;
  const judge = async () => {
    const sent = await send(JudgeChangedEvidenceDocument, { input: { case: id, matter: matter.number, reason } });
    const wrong = sent.problem ?? problemsOf(sent.data.judgeChangedEvidence);
    setProblem(wrong);
    if (!wrong) done();
  };
  return (
    <div className="app-waiting">
      <p className="govuk-body">
        <strong>A correction changed the evidence after it was used.</strong> {changed.gone.length > 0 && `No longer counts: ${changed.gone.join(', ')}. `}
        {changed.new.length > 0 && `Counts now: ${changed.new.join(', ')}. `}Decide whether the matter goes on.
      </p>
      <Problem text={problem} />
      {may && (
        <>
          <Field id={`judge-${matter.number}`} label="Why it goes on" maxLength={500} value={reason} onChange={setReason} />
          <button type="button" className="govuk-button govuk-button--secondary" disabled={sending} onClick={() => void judge()}>
            It goes on
          </button>
        </>
      )}
    </div>
  );
}
