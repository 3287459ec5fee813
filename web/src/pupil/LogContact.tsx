import { type FormEvent, useState } from 'react';
import { contactMode, contactOutcome, instantOf } from '../format';
import { LogContactDocument } from '../gql/graphql';
import { problemsOf, useSend } from '../send';
import { useSession } from '../session';
import { Field, TextField } from '../ui/Field';
import { Problem } from '../ui/Problem';
import { Select } from '../ui/Select';

/** Logs an attempt to reach the family. What is logged stays as it is. */
export function LogContact({ id, people, done }: { id: string; people: readonly { name: string; relationship: string }[]; done: () => void }) {
  const { today } = useSession();
  const { send, sending } = useSend();
  const empty = { mode: 'phone', outcome: 'reached', with: '', date: today, time: '', note: '' };
  const [entry, setEntry] = useState(empty);
  const [problem, setProblem] = useState<string | null>(null);
  const [saved, setSaved] = useState(false);
  const set = (name: keyof typeof empty) => (value: string) => {
    setSaved(false);
    setEntry({ ...entry, [name]: value });
  };
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const now = entry.date === today && entry.time === '';
    const at = now ? null : instantOf(entry.date, entry.time);
    if (!now && !at) return setProblem('Say at what time it was.');
    const sent = await send(LogContactDocument, {
      input: { pupil: id, mode: entry.mode, outcome: entry.outcome, at, with: entry.with || null, note: entry.note || null },
    });
    const wrong = sent.problem ?? problemsOf(sent.data.logContact);
    setProblem(wrong);
    if (wrong) return;
    setSaved(true);
    setEntry(empty);
    done();
  };
  return (
    <form onSubmit={(event) => void submit(event)} aria-label="Log a contact">
      <div role="status">{saved && <p className="govuk-body app-saved">The contact is logged.</p>}</div>
      <Problem text={problem} />
      <div className="app-fields">
        <Select id="contact-mode" label="How" value={entry.mode} onChange={set('mode')} options={contactMode} />
        <Select id="contact-outcome" label="What came of it" value={entry.outcome} onChange={set('outcome')} options={contactOutcome} />
        <div className="govuk-form-group">
          <label className="govuk-label" htmlFor="contact-with">
            With whom
          </label>
          <input
            id="contact-with"
            className="govuk-input"
            list="contact-people"
            maxLength={100}
            autoComplete="off"
            value={entry.with}
            onChange={(event) => set('with')(event.target.value)}
          />
          <datalist id="contact-people">
            {people.map((person) => (
              <option key={person.name} value={`${person.name}, ${person.relationship}`} />
            ))}
          </datalist>
        </div>
        <Field id="contact-date" label="Date" type="date" max={today} required value={entry.date} onChange={set('date')} />
        <Field id="contact-time" label="Time, if not just now" type="time" value={entry.time} onChange={set('time')} />
      </div>
      <TextField id="contact-note" label="What was said or agreed" maxLength={2000} value={entry.note} onChange={set('note')} />
      <button type="submit" className="govuk-button" disabled={sending}>
        Log the contact
      </button>
    </form>
  );
}
