import { type FormEvent, useState } from 'react';
import { Link } from 'wouter';
import { useFresh } from '../fresh';
import { longDate, moment, sessionName } from '../format';
import { KeepAuditDocument, MissedDayAuditDocument, type MissedDayAuditQuery, SignAuditDocument, TakeAuditDocument, WriteAuditDocument } from '../gql/graphql';
import { AuditTag } from '../lookedafter/AuditTag';
import { problemsOf, useSend } from '../send';
import { useSession } from '../session';
import { Field, TextField } from '../ui/Field';
import { Problem } from '../ui/Problem';
import { Show } from '../ui/states';
import { useTitle } from '../ui/title';

type Audit = NonNullable<MissedDayAuditQuery['missedDayAudit']>;

/** One audit: what it rests on, its form, and signing it. */
export function AuditPage({ id }: { id: string }) {
  const fresh = useFresh(MissedDayAuditDocument, { id }, { every: 10_000, on: 'looked-after' });
  const audit = fresh.data?.missedDayAudit;
  useTitle(audit ? `Audit: ${audit.pupil.givenName} ${audit.pupil.familyName}` : 'Audit');
  return (
    <Show fresh={fresh} what="audit">
      {({ missedDayAudit: found }) => found && <Sheet audit={found} refresh={fresh.refresh} key={found.id} />}
    </Show>
  );
}

function Sheet({ audit, refresh }: { audit: Audit; refresh: () => void }) {
  const { may, person } = useSession();
  const { send, sending } = useSend();
  const [problem, setProblem] = useState<string | null>(null);
  const works = may.includes('WorkOnCare');
  const mine = audit.owner === person;
  const act = async (what: 'take' | 'keep') => {
    const sent = what === 'take' ? await send(TakeAuditDocument, { id: audit.id }) : await send(KeepAuditDocument, { id: audit.id });
    const payload = sent.data && ('takeAudit' in sent.data ? sent.data.takeAudit : sent.data.keepAudit);
    setProblem(sent.problem ?? problemsOf(payload));
    refresh();
  };
  return (
    <>
      <p className="govuk-body">
        <Link className="govuk-link" href="/looked-after/audits">
          Audits of 25 days
        </Link>
      </p>
      <h1 className="govuk-heading-l">
        Audit: {audit.pupil.givenName} {audit.pupil.familyName}
      </h1>
      <dl className="govuk-summary-list">
        <Row name="State">
          <AuditTag state={audit.state} overdue={audit.overdue} />
          {audit.signedAt && ` signed ${moment(audit.signedAt)}`}
        </Row>
        <Row name="School">{audit.school ?? 'on no roll'}</Row>
        <Row name="25th day">
          reached with {sessionName(audit.reachedWith)} in {audit.year};{' '}
          <Link className="govuk-link" href={`/pupils/${audit.pupil.id}/register`}>
            the half-days
          </Link>
        </Row>
        <Row name="Sign by">{longDate(audit.dueOn)}</Row>
        <Row name="Whose">{audit.owner === null ? 'nobody has taken it' : mine ? 'yours' : 'a colleague’s'}</Row>
        {audit.trace && audit.reversedAt && (
          <Row name="Corrected">
            {moment(audit.reversedAt)}: {audit.trace}
            {audit.kept && ' Its owner keeps it.'}
          </Row>
        )}
      </dl>
      <Problem text={problem} />
      {works && audit.state === 'OPEN' && !mine && (
        <button type="button" className="govuk-button govuk-button--secondary" disabled={sending} onClick={() => void act('take')}>
          Take this audit
        </button>
      )}
      {works && mine && audit.state !== 'SIGNED' && !audit.kept && (
        <button type="button" className="govuk-button govuk-button--secondary" disabled={sending} onClick={() => void act('keep')}>
          Keep it whatever is corrected
        </button>
      )}
      {works && audit.state === 'OPEN' ? <Form audit={audit} refresh={refresh} key={audit.version} /> : <Read audit={audit} />}
    </>
  );
}

function Form({ audit, refresh }: { audit: Audit; refresh: () => void }) {
  const { send, sending } = useSend();
  const [text, setText] = useState({ circumstances: audit.text.circumstances, pattern: audit.text.pattern, findings: audit.text.findings });
  const [plan, setPlan] = useState(audit.text.plan.map(({ what, owner, by }) => ({ what, owner, by })));
  const [problem, setProblem] = useState<string | null>(null);
  const set = (name: keyof typeof text) => (value: string) => setText({ ...text, [name]: value });
  const line = (place: number, change: Partial<(typeof plan)[number]>) =>
    setPlan(plan.map((each, index) => (index === place ? { ...each, ...change } : each)));
  const save = async (event: FormEvent) => {
    event.preventDefault();
    const sent = await send(WriteAuditDocument, { input: { id: audit.id, version: audit.version, ...text, plan } });
    setProblem(sent.problem ?? problemsOf(sent.data?.writeAudit));
    refresh();
  };
  const sign = async () => {
    const sent = await send(SignAuditDocument, { id: audit.id, version: audit.version });
    setProblem(sent.problem ?? problemsOf(sent.data?.signAudit));
    refresh();
  };
  return (
    <form onSubmit={(event) => void save(event)} aria-label="The audit">
      <TextField id="audit-circumstances" label="Circumstances" maxLength={4000} rows={4} value={text.circumstances} onChange={set('circumstances')} />
      <TextField id="audit-pattern" label="Pattern of missed days" maxLength={4000} rows={4} value={text.pattern} onChange={set('pattern')} />
      <TextField id="audit-findings" label="Findings" maxLength={4000} rows={4} value={text.findings} onChange={set('findings')} />
      <h2 className="govuk-heading-m">Action plan</h2>
      {plan.map((each, place) => (
        // oxlint-disable-next-line react/no-array-index-key -- the place is all that tells two empty lines apart
        <fieldset className="govuk-fieldset app-panel" key={place}>
          <legend className="govuk-fieldset__legend govuk-fieldset__legend--s">Action {place + 1}</legend>
          <Field id={`plan-what-${place}`} label="What" required value={each.what} onChange={(what) => line(place, { what })} />
          <div className="app-fields">
            <Field id={`plan-owner-${place}`} label="Whose" required value={each.owner} onChange={(owner) => line(place, { owner })} />
            <Field id={`plan-by-${place}`} label="By" type="date" required value={each.by} onChange={(by) => line(place, { by })} />
          </div>
          <button type="button" className="app-link-button" onClick={() => setPlan(plan.filter((_, index) => index !== place))}>
            Remove action {place + 1}
          </button>
        </fieldset>
      ))}
      <p className="govuk-body">
        <button type="button" className="govuk-button govuk-button--secondary" onClick={() => setPlan([...plan, { what: '', owner: '', by: audit.dueOn }])}>
          Add an action
        </button>
      </p>
      <Problem text={problem} />
      <button type="submit" className="govuk-button" disabled={sending}>
        Save
      </button>{' '}
      <button type="button" className="govuk-button govuk-button--secondary" disabled={sending || audit.version === 0} onClick={() => void sign()}>
        Sign as saved
      </button>
    </form>
  );
}

function Read({ audit }: { audit: Audit }) {
  return (
    <>
      <dl className="govuk-summary-list">
        <Row name="Circumstances">{audit.text.circumstances || 'nothing written'}</Row>
        <Row name="Pattern">{audit.text.pattern || 'nothing written'}</Row>
        <Row name="Findings">{audit.text.findings || 'nothing written'}</Row>
      </dl>
      <h2 className="govuk-heading-m">Action plan</h2>
      {audit.text.plan.length === 0 ? (
        <p className="govuk-body">No action.</p>
      ) : (
        <ul className="govuk-list govuk-list--bullet">
          {audit.text.plan.map((each) => (
            <li key={each.what + each.by}>
              {each.what}: {each.owner}, by {longDate(each.by)}
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

function Row({ name, children }: { name: string; children: React.ReactNode }) {
  return (
    <div className="govuk-summary-list__row">
      <dt className="govuk-summary-list__key">{name}</dt>
      <dd className="govuk-summary-list__value">{children}</dd>
    </div>
  );
}
