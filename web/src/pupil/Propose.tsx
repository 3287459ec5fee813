import { type FormEvent, useState } from 'react';
import { useFresh } from '../fresh';
import { moment, sessionName } from '../format';
import { type HalfDay, PupilFamilyDocument, type PupilFamilyQuery, ProposeCorrectionDocument } from '../gql/graphql';
import { useSchoolNames } from '../schools';
import { problemsOf, useSend } from '../send';
import { Field, Opening, TextField } from '../ui/Field';
import { Problem } from '../ui/Problem';

type Proposal = NonNullable<PupilFamilyQuery['pupil']>['proposals'][number];

const states: Record<Proposal['state'], [string, string]> = {
  WAITING: ['Waits for the school', 'orange'],
  ACCEPTED: ['Accepted', 'green'],
  REFUSED: ['Refused', 'grey'],
};

/** Proposes another mark for a half-day to the school. Only the school changes its register. */
export function Propose({ id, date, half, school, standing }: { id: string; date: string; half: HalfDay; school: string | null; standing: string | null }) {
  const { send, sending } = useSend();
  const [code, setCode] = useState('');
  const [minutes, setMinutes] = useState('');
  const [reason, setReason] = useState('');
  const [problem, setProblem] = useState<string | null>(null);
  const { data, refresh } = useFresh(PupilFamilyDocument, { id }, { every: 5_000 });
  const own = data?.pupil?.proposals.filter((each) => each.date === date && each.half === half && (!school || each.school === school)) ?? [];
  const late = /^[lu]$/i.test(code.trim());
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (!code.trim()) return setProblem('Give the code that would be right.');
    if (!reason.trim()) return setProblem('Say why.');
    const sent = await send(ProposeCorrectionDocument, {
      input: {
        pupil: id,
        date,
        half,
        code: code.trim().toUpperCase(),
        minutesLate: late && minutes ? Number(minutes) : null,
        reason: reason.trim(),
        school,
      },
    });
    const wrong = sent.problem ?? problemsOf(sent.data.proposeCorrection);
    setProblem(wrong);
    if (wrong) return;
    setCode('');
    setMinutes('');
    setReason('');
    refresh();
  };
  return (
    <>
      {own.length > 0 && <Proposals proposals={own} />}
      {!own.some((each) => each.state === 'WAITING') && (
        <Opening title="Propose a correction to the school">
          <form onSubmit={(event) => void submit(event)}>
            <p className="govuk-body">
              {standing ? `The register says ${standing}.` : 'The register has no mark.'} It stays so until the school corrects it.
            </p>
            <Problem text={problem} />
            <div className="app-fields">
              <Field id="propose-code" label="Code that would be right" className="govuk-input govuk-input--width-3" maxLength={2} value={code} onChange={setCode} />
              {late && (
                <Field id="propose-minutes" label="Minutes late" className="govuk-input govuk-input--width-3" inputMode="numeric" maxLength={4} value={minutes} onChange={setMinutes} />
              )}
            </div>
            <TextField id="propose-reason" label="Why" maxLength={500} rows={2} value={reason} onChange={setReason} />
            <button type="submit" className="govuk-button govuk-button--secondary" disabled={sending}>
              Send to the school
            </button>
          </form>
        </Opening>
      )}
    </>
  );
}

/** Proposed corrections and what became of them. */
export function Proposals({ proposals, sessions = false }: { proposals: readonly Proposal[]; sessions?: boolean }) {
  const { nameOf } = useSchoolNames();
  return (
    <ul className="govuk-list app-proposals" aria-live="polite">
      {proposals.map((each) => {
        const [title, colour] = states[each.state];
        return (
          <li key={each.id}>
            <strong className={`govuk-tag govuk-tag--${colour}`}>{title}</strong>{' '}
            {sessions && `${sessionName(each)}, ${nameOf(each.school)}: `}
            {each.standing ?? 'no mark'} to {each.code}
            {each.minutesLate != null && ` (${each.minutesLate} minutes late)`}
            {each.reason && `. ${each.reason}`}
            <div className="app-quiet">
              Proposed by {each.proposedBy}, {moment(each.proposedAt)}
              {each.answeredAt && `; answered by ${each.answeredBy}, ${moment(each.answeredAt)}`}
            </div>
            {each.refusal && <div>The school’s answer: {each.refusal}</div>}
          </li>
        );
      })}
    </ul>
  );
}
