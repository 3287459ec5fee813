import { type FormEvent, useState } from 'react';
import { LookInSweepDocument, type LookInSweepMutation } from '../gql/graphql';
import { problemsOf, useSend } from '../send';
import { Field } from '../ui/Field';
import { Problem } from '../ui/Problem';
import { findingName } from './names';

type Found = NonNullable<LookInSweepMutation['lookInSweep']>;

/** Looks one child up by whole names and birth date. Each look is on record. */
export function LookUp({ sweep }: { sweep: string }) {
  const { send, sending } = useSend();
  const [who, setWho] = useState({ givenName: '', familyName: '', birthDate: '' });
  const [found, setFound] = useState<Found | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const set = (name: keyof typeof who) => (value: string) => setWho({ ...who, [name]: value });
  const look = async (event: FormEvent) => {
    event.preventDefault();
    setFound(null);
    const sent = await send(LookInSweepDocument, { input: { sweep, ...who } });
    const wrong = sent.problem ?? problemsOf(sent.data.lookInSweep);
    setProblem(wrong);
    if (!wrong) setFound(sent.data!.lookInSweep ?? null);
  };
  return (
    <form onSubmit={(event) => void look(event)} aria-label="Look a child up">
      <h2 className="govuk-heading-m">Look a child up</h2>
      <p className="govuk-body">Each look is recorded under this sweep.</p>
      <Field id="look-given" label="Given name" required maxLength={100} value={who.givenName} onChange={set('givenName')} />
      <Field id="look-family" label="Family name" required maxLength={100} value={who.familyName} onChange={set('familyName')} />
      <Field id="look-born" label="Birth date" type="date" required value={who.birthDate} onChange={set('birthDate')} />
      <Problem text={problem} />
      <div role="status">
        {found && (
          <p className="govuk-inset-text">
            {found.child ? (
              <>
                <strong>
                  {found.child.givenName} {found.child.familyName}
                </strong>
                , {found.child.school ?? 'on no roll'}. {found.finding && findingName[found.finding]}.
              </>
            ) : (
              'No child, or more than one, is called so and was born on that day.'
            )}
          </p>
        )}
      </div>
      <button type="submit" className="govuk-button govuk-button--secondary" disabled={sending}>
        Look up
      </button>
    </form>
  );
}
