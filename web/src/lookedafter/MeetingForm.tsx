import { type FormEvent, useState } from 'react';
import { CancelCareMeetingDocument, CloseCareMeetingDocument, WriteCareMeetingDocument } from '../gql/graphql';
import type { Meeting } from '../pages/MeetingPage';
import { problemsOf, useSend } from '../send';
import { Field, Opening, TextField } from '../ui/Field';
import { Problem } from '../ui/Problem';
import { namesOf } from './PlanMeeting';

/** What is written of a planned meeting, and closing it. */
export function MeetingForm({ meeting, refresh }: { meeting: Meeting; refresh: () => void }) {
  const { send, sending } = useSend();
  const { id, version } = meeting;
  const [time, setTime] = useState({ on: meeting.on, at: meeting.at });
  const [attendees, setAttendees] = useState(meeting.text.attendees.join('\n'));
  const [discussed, setDiscussed] = useState(meeting.text.discussed);
  const [text, setText] = useState({ minute: meeting.text.minute, outcome: meeting.text.outcome });
  const [actions, setActions] = useState<{ what: string; owner: string; by: string }[]>([]);
  const [reason, setReason] = useState('');
  const [problem, setProblem] = useState<string | null>(null);
  const line = (place: number, change: Partial<(typeof actions)[number]>) =>
    setActions(actions.map((each, index) => (index === place ? { ...each, ...change } : each)));
  const save = async (event: FormEvent) => {
    event.preventDefault();
    const sent = await send(WriteCareMeetingDocument, {
      input: { id, version, ...time, attendees: namesOf(attendees), discussed, ...text, actions },
    });
    setProblem(sent.problem ?? problemsOf(sent.data?.writeCareMeeting));
    refresh();
  };
  const close = async () => {
    const sent = await send(CloseCareMeetingDocument, { id, version });
    setProblem(sent.problem ?? problemsOf(sent.data?.closeCareMeeting));
    refresh();
  };
  const cancel = async (event: FormEvent) => {
    event.preventDefault();
    const sent = await send(CancelCareMeetingDocument, { id, version, reason });
    setProblem(sent.problem ?? problemsOf(sent.data?.cancelCareMeeting));
    refresh();
  };
  return (
    <>
      <form onSubmit={(event) => void save(event)} aria-label="The meeting">
        <div className="app-fields">
          <Field id="meeting-on" label="Day" type="date" required value={time.on} onChange={(on) => setTime({ ...time, on })} />
          <Field id="meeting-at" label="Time" type="time" required value={time.at} onChange={(at) => setTime({ ...time, at })} />
        </div>
        <TextField id="meeting-attendees" label="Who is asked, or was there" hint="One person on each line." maxLength={3000} value={attendees} onChange={setAttendees} />
        <div className="govuk-checkboxes govuk-checkboxes--small">
          <div className="govuk-checkboxes__item">
            <input
              className="govuk-checkboxes__input"
              type="checkbox"
              id="meeting-discussed"
              checked={discussed}
              onChange={(event) => setDiscussed(event.target.checked)}
            />
            <label className="govuk-label govuk-checkboxes__label" htmlFor="meeting-discussed">
              Attendance was discussed
            </label>
          </div>
        </div>
        <TextField
          id="meeting-minute"
          label="Minute on attendance"
          maxLength={4000}
          value={text.minute}
          onChange={(minute) => setText({ ...text, minute })}
        />
        <TextField id="meeting-outcome" label="Outcome" maxLength={4000} value={text.outcome} onChange={(outcome) => setText({ ...text, outcome })} />
        {actions.map((each, place) => (
          // oxlint-disable-next-line react/no-array-index-key -- the place is all that tells two empty lines apart
          <fieldset className="govuk-fieldset app-panel" key={place}>
            <legend className="govuk-fieldset__legend govuk-fieldset__legend--s">New action {place + 1}</legend>
            <Field id={`action-what-${place}`} label="What" required value={each.what} onChange={(what) => line(place, { what })} />
            <div className="app-fields">
              <Field id={`action-owner-${place}`} label="Whose" required value={each.owner} onChange={(owner) => line(place, { owner })} />
              <Field id={`action-by-${place}`} label="By" type="date" required value={each.by} onChange={(by) => line(place, { by })} />
            </div>
          </fieldset>
        ))}
        <p className="govuk-body">
          <button
            type="button"
            className="govuk-button govuk-button--secondary"
            onClick={() => setActions([...actions, { what: '', owner: '', by: meeting.on }])}
          >
            Add an action
          </button>
        </p>
        <Problem text={problem} />
        <button type="submit" className="govuk-button" disabled={sending}>
          Save
        </button>{' '}
        <button type="button" className="govuk-button govuk-button--secondary" disabled={sending} onClick={() => void close()}>
          Close as saved
        </button>
      </form>
      <Opening title="It is not held">
        <form onSubmit={(event) => void cancel(event)}>
          <Field id="meeting-reason" label="Why" required maxLength={500} value={reason} onChange={setReason} />
          <button type="submit" className="govuk-button govuk-button--warning" disabled={sending}>
            Cancel the meeting
          </button>
        </form>
      </Opening>
    </>
  );
}
