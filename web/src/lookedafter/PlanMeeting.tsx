import { type FormEvent, useState } from 'react';
import { type MeetingKind, PlanCareMeetingDocument } from '../gql/graphql';
import { problemsOf, useSend } from '../send';
import { Field, Opening, TextField } from '../ui/Field';
import { Problem } from '../ui/Problem';
import { Select } from '../ui/Select';
import { kindName } from './meetings';

type Child = { id: string; givenName: string; familyName: string };

/** Plans a meeting about one of these children. */
export function PlanMeeting({ pupils, day, refresh }: { pupils: readonly Child[]; day: string; refresh: () => void }) {
  const { send, sending } = useSend();
  const [input, setInput] = useState({ pupil: pupils[0]?.id ?? '', kind: 'PROGRESS' as MeetingKind, on: day, at: '16:00' });
  const [attendees, setAttendees] = useState('');
  const [problem, setProblem] = useState<string | null>(null);
  const [done, setDone] = useState<string | null>(null);
  const plan = async (event: FormEvent) => {
    event.preventDefault();
    const sent = await send(PlanCareMeetingDocument, { input: { ...input, attendees: namesOf(attendees) } });
    const payload = sent.data?.planCareMeeting;
    setProblem(sent.problem ?? problemsOf(payload));
    setDone(payload?.changed ? ['The meeting is planned.', ...payload.warnings.map((warning) => warning.message)].join(' ') : null);
    refresh();
  };
  return (
    <Opening title="Plan a meeting">
      <form onSubmit={(event) => void plan(event)} aria-label="Plan a meeting">
        <Select
          id="meeting-child"
          label="Child"
          value={input.pupil}
          onChange={(pupil) => setInput({ ...input, pupil })}
          options={Object.fromEntries(pupils.map((child) => [child.id, `${child.givenName} ${child.familyName}`]))}
        />
        <Select id="meeting-kind" label="Kind" value={input.kind} onChange={(kind) => setInput({ ...input, kind })} options={kindName} />
        <div className="app-fields">
          <Field id="meeting-on" label="Day" type="date" required value={input.on} onChange={(on) => setInput({ ...input, on })} />
          <Field
            id="meeting-at"
            label="Time"
            type="time"
            hint="After school, so that nobody is taken out of it."
            required
            value={input.at}
            onChange={(at) => setInput({ ...input, at })}
          />
        </div>
        <TextField id="meeting-attendees" label="Who is asked" hint="One person on each line." maxLength={3000} value={attendees} onChange={setAttendees} />
        <Problem text={problem} />
        {done && (
          <p className="govuk-body" role="status">
            {done}
          </p>
        )}
        <button type="submit" className="govuk-button" disabled={sending || !input.pupil}>
          Plan it
        </button>
      </form>
    </Opening>
  );
}

/** Names, one on each line. */
export function namesOf(text: string): string[] {
  return text
    .split('\n')
    .map((name) => name.trim())
    .filter((name) => name);
}
