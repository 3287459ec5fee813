import { type FormEvent, useState } from 'react';
import { longDate, moment } from '../format';
import { SettleMeetingActionDocument } from '../gql/graphql';
import type { Meeting } from '../pages/MeetingPage';
import { problemsOf, useSend } from '../send';
import { Field, Opening } from '../ui/Field';
import { Problem } from '../ui/Problem';

/** What a meeting agreed, and what came of it. */
export function MeetingActions({ meeting, works, refresh }: { meeting: Meeting; works: boolean; refresh: () => void }) {
  if (meeting.actions.length === 0) return null;
  return (
    <section aria-labelledby="actions">
      <h2 className="govuk-heading-m" id="actions">
        Agreed actions
      </h2>
      <ul className="govuk-list govuk-list--bullet">
        {meeting.actions.map((action) => (
          <li key={action.id}>
            {action.what}: {action.owner}, by {longDate(action.by)}.{' '}
            {action.settledAt ? `${action.note ?? ''} (${moment(action.settledAt)})` : works && <Settle action={action} refresh={refresh} />}
          </li>
        ))}
      </ul>
    </section>
  );
}

function Settle({ action, refresh }: { action: Meeting['actions'][number]; refresh: () => void }) {
  const { send, sending } = useSend();
  const [note, setNote] = useState('');
  const [problem, setProblem] = useState<string | null>(null);
  const settle = async (event: FormEvent) => {
    event.preventDefault();
    const sent = await send(SettleMeetingActionDocument, { id: action.id, note });
    setProblem(sent.problem ?? problemsOf(sent.data?.settleMeetingAction));
    refresh();
  };
  return (
    <Opening title="Settle it">
      <form onSubmit={(event) => void settle(event)}>
        <Field id={`settle-${action.id}`} label="What came of it" required maxLength={500} value={note} onChange={setNote} />
        <Problem text={problem} />
        <button type="submit" className="govuk-button govuk-button--secondary" disabled={sending}>
          Settle
        </button>
      </form>
    </Opening>
  );
}
