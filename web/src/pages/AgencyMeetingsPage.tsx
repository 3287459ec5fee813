import { type FormEvent, type ReactNode, useState } from 'react';
import { Link } from 'wouter';
import { useFresh } from '../fresh';
import { addDays, instantOf, longDate, moment } from '../format';
import {
  AgencyMeetingsDocument,
  CallMeetingDocument,
  MinuteMeetingDocument,
  OwnMeetingsDocument,
  PartnerDirectoryDocument,
  type PartnersMeetingWordsFragment,
  SettleAgreedActionDocument,
} from '../gql/graphql';
import { meetingKind } from '../partners/names';
import { problemsOf, useSend } from '../send';
import { useSession } from '../session';
import { Field, Opening, TextField } from '../ui/Field';
import { Problem } from '../ui/Problem';
import { Select } from '../ui/Select';
import { Empty, Show } from '../ui/states';
import { useTitle } from '../ui/title';

type Meeting = PartnersMeetingWordsFragment;

/** Meetings of agencies: agenda, who came, minutes and what was agreed. */
export function AgencyMeetingsPage() {
  useTitle('Meetings of agencies');
  const { may } = useSession();
  return (
    <>
      <h1 className="govuk-heading-l">Meetings of agencies</h1>
      {may.includes('ReadCase') || may.includes('RunPartners') ? <Authority /> : <Partner />}
    </>
  );
}

function Authority() {
  const { may } = useSession();
  const [missed, setMissed] = useState(false);
  const fresh = useFresh(AgencyMeetingsDocument, { missed }, { every: 15_000 });
  return (
    <Show fresh={fresh} what="meetings">
      {({ agencyMeetings }) => (
        <>
          <Missed missed={missed} set={setMissed} />
          {may.includes('RunPartners') && <Call done={fresh.refresh} />}
          {agencyMeetings?.length ? (
            agencyMeetings.map(({ pupil, meeting }) => (
              <Card
                key={meeting.id}
                meeting={meeting}
                about={
                  pupil ? (
                    <Link className="govuk-link" href={`/pupils/${pupil.id}/case`}>
                      {pupil.givenName} {pupil.familyName}
                    </Link>
                  ) : (
                    meeting.area
                  )
                }
                minutes={may.includes(pupil ? 'WorkCase' : 'RunPartners')}
                done={fresh.refresh}
              />
            ))
          ) : (
            <Empty at={fresh.at}>No meeting of agencies yet.</Empty>
          )}
        </>
      )}
    </Show>
  );
}

function Partner() {
  const { roles } = useSession();
  const [missed, setMissed] = useState(false);
  const fresh = useFresh(OwnMeetingsDocument, { missed }, { every: 15_000 });
  return (
    <Show fresh={fresh} what="meetings">
      {({ ownMeetings }) => (
        <>
          {roles.includes('YouthOffending') && <Missed missed={missed} set={setMissed} />}
          {ownMeetings.length === 0 ? (
            <Empty at={fresh.at}>{missed ? 'No school missed a meeting that you called.' : 'Your agency is asked to no meeting.'}</Empty>
          ) : (
            ownMeetings.map(({ child, meeting }) => (
              <Card
                key={meeting.id}
                meeting={meeting}
                about={child ? `Child ${child.slice(0, 6)}` : meeting.area}
                minutes={meeting.isOwn}
                done={fresh.refresh}
              />
            ))
          )}
        </>
      )}
    </Show>
  );
}

/** Only the meetings to which a school or PRU did not come. */
function Missed({ missed, set }: { missed: boolean; set: (missed: boolean) => void }) {
  return (
    <div className="govuk-checkboxes govuk-checkboxes--small">
      <div className="govuk-checkboxes__item">
        <input className="govuk-checkboxes__input" id="missed-by-school" type="checkbox" checked={missed} onChange={(event) => set(event.target.checked)} />
        <label className="govuk-label govuk-checkboxes__label" htmlFor="missed-by-school">
          Only those that a school or PRU did not come to
        </label>
      </div>
    </div>
  );
}

function Card({ meeting, about, minutes, done }: { meeting: Meeting; about: ReactNode; minutes: boolean; done: () => void }) {
  const { send, sending } = useSend();
  const [problem, setProblem] = useState<string | null>(null);
  const settle = async (number: number) => {
    const sent = await send(SettleAgreedActionDocument, { id: meeting.id, number });
    setProblem(sent.problem ?? problemsOf(sent.data.settleAgreedAction));
    done();
  };
  return (
    <div className="app-panel">
      <h2 className="govuk-heading-m">
        {meetingKind[meeting.kind]}: {about}
      </h2>
      <p className="govuk-body">
        {moment(meeting.at)}, {meeting.place}.{' '}
        {[...meeting.parties, ...meeting.schools]
          .map((party) => `${party.name}${party.attended === null ? '' : party.attended ? ' (came)' : ' (did not come)'}`)
          .join(', ')}
      </p>
      <h3 className="govuk-heading-s">Agenda</h3>
      <p className="govuk-body">{meeting.agenda ?? 'The words were erased.'}</p>
      {meeting.summary && (
        <>
          <h3 className="govuk-heading-s">Attendance</h3>
          <p className="govuk-body">{meeting.summary}</p>
        </>
      )}
      {meeting.attendance && <p className="govuk-body">Said of it: {meeting.attendance}</p>}
      {meeting.minutes && (
        <>
          <h3 className="govuk-heading-s">Minutes</h3>
          <p className="govuk-body">{meeting.minutes}</p>
        </>
      )}
      {meeting.actions.length > 0 && (
        <ul className="govuk-list govuk-list--bullet">
          {meeting.actions.map((action) => (
            <li key={action.number}>
              {action.agency}: {action.what}, by {longDate(action.dueOn)}
              {action.doneOn ? `, done ${longDate(action.doneOn)}` : action.overdue ? ', overdue' : ''}{' '}
              {!action.doneOn && (
                <button type="button" className="app-link-button" disabled={sending} onClick={() => void settle(action.number)}>
                  Done<span className="govuk-visually-hidden">: {action.what}</span>
                </button>
              )}
            </li>
          ))}
        </ul>
      )}
      <Problem text={problem} />
      {minutes && meeting.minutes === null && <Minute meeting={meeting} done={done} />}
    </div>
  );
}

function Minute({ meeting, done }: { meeting: Meeting; done: () => void }) {
  const { today } = useSession();
  const { send, sending } = useSend();
  const [minutes, setMinutes] = useState('');
  const [said, setSaid] = useState('');
  const [attended, setAttended] = useState<readonly string[]>([]);
  const [schools, setSchools] = useState<readonly string[]>([]);
  const [actions, setActions] = useState<Record<string, string>>({});
  const [dueOn, setDueOn] = useState(addDays(today, 14));
  const [problem, setProblem] = useState<string | null>(null);
  const save = async (event: FormEvent) => {
    event.preventDefault();
    const sent = await send(MinuteMeetingDocument, {
      input: {
        id: meeting.id,
        minutes,
        ...(said.trim() && { attendance: said }),
        attended: [...attended],
        attendedSchools: [...schools],
        actions: Object.entries(actions)
          .filter(([, what]) => what.trim())
          .map(([agency, what]) => ({ agency, what, dueOn })),
      },
    });
    setProblem(sent.problem ?? problemsOf(sent.data.minuteMeeting));
    done();
  };
  return (
    <Opening title="Write the minutes">
      <form onSubmit={(event) => void save(event)} aria-label="Minutes">
        <TextField id={`minutes-${meeting.id}`} label="Minutes" hint="The agencies read them." maxLength={8000} value={minutes} onChange={setMinutes} />
        {(meeting.needsAttendance || meeting.summary) && (
          <TextField
            id={`said-${meeting.id}`}
            label="What was said of attendance"
            {...(meeting.needsAttendance && { hint: 'Needed for this kind of meeting.' })}
            maxLength={2000}
            value={said}
            onChange={setSaid}
          />
        )}
        {meeting.parties.map((party) => (
          <div key={party.agency}>
            <div className="govuk-checkboxes govuk-checkboxes--small">
              <div className="govuk-checkboxes__item">
                <input
                  className="govuk-checkboxes__input"
                  id={`came-${meeting.id}-${party.agency}`}
                  type="checkbox"
                  checked={attended.includes(party.agency)}
                  onChange={(event) =>
                    setAttended(event.target.checked ? [...attended, party.agency] : attended.filter((each) => each !== party.agency))
                  }
                />
                <label className="govuk-label govuk-checkboxes__label" htmlFor={`came-${meeting.id}-${party.agency}`}>
                  {party.name} came
                </label>
              </div>
            </div>
            <Field
              id={`action-${meeting.id}-${party.agency}`}
              label={`What ${party.name} does`}
              maxLength={500}
              value={actions[party.agency] ?? ''}
              onChange={(what) => setActions({ ...actions, [party.agency]: what })}
            />
          </div>
        ))}
        {meeting.schools.length > 0 && (
          <div className="govuk-checkboxes govuk-checkboxes--small">
            {meeting.schools.map(({ school, name }) => (
              <div className="govuk-checkboxes__item" key={school}>
                <input
                  className="govuk-checkboxes__input"
                  id={`came-${meeting.id}-${school}`}
                  type="checkbox"
                  checked={schools.includes(school)}
                  onChange={(event) => setSchools(event.target.checked ? [...schools, school] : schools.filter((each) => each !== school))}
                />
                <label className="govuk-label govuk-checkboxes__label" htmlFor={`came-${meeting.id}-${school}`}>
                  {name} came
                </label>
              </div>
            ))}
          </div>
        )}
        <Field id={`due-${meeting.id}`} label="Actions are done by" type="date" required value={dueOn} onChange={setDueOn} />
        <Problem text={problem} />
        <button type="submit" className="govuk-button" disabled={sending}>
          Save the minutes
        </button>
      </form>
    </Opening>
  );
}

const childKinds = {
  TEAM_AROUND_CHILD: meetingKind.TEAM_AROUND_CHILD,
  CHILD_IN_NEED: meetingKind.CHILD_IN_NEED,
  PROTECTION_PLANNING: meetingKind.PROTECTION_PLANNING,
  CORE_GROUP: meetingKind.CORE_GROUP,
  PROTECTION_CONFERENCE: meetingKind.PROTECTION_CONFERENCE,
} as const;

/** Calls a meeting: about an area, or (with a child) of the team around it. */
export function Call({ pupil, done }: { pupil?: string; done: () => void }) {
  const { today } = useSession();
  const { send, sending } = useSend();
  const directory = useFresh(PartnerDirectoryDocument, {}, { every: 0 });
  const [form, setForm] = useState({ area: '', place: '', agenda: '', date: addDays(today, 7), time: '10:00' });
  const [kind, setKind] = useState<keyof typeof childKinds>('TEAM_AROUND_CHILD');
  const [agencies, setAgencies] = useState<readonly string[]>([]);
  const [problem, setProblem] = useState<string | null>(null);
  const set = (name: keyof typeof form) => (value: string) => setForm({ ...form, [name]: value });
  const call = async (event: FormEvent) => {
    event.preventDefault();
    const at = instantOf(form.date, form.time);
    if (!at) {
      setProblem('There is no such time on that day.');
      return;
    }
    const sent = await send(CallMeetingDocument, {
      input: {
        kind: pupil ? kind : 'COMMUNITY_SECTOR',
        at,
        place: form.place,
        agenda: form.agenda,
        agencies: [...agencies],
        ...(pupil ? { pupil } : { area: form.area }),
      },
    });
    setProblem(sent.problem ?? problemsOf(sent.data.callMeeting));
    done();
  };
  return (
    <Opening title={pupil ? 'Call a meeting about the child' : 'Call a meeting'}>
      <form onSubmit={(event) => void call(event)} aria-label="Call a meeting">
        {pupil && <Select id="meeting-kind" label="What it is" value={kind} onChange={setKind} options={childKinds} />}
        {pupil && <p className="govuk-hint">The child’s attendance goes with the invitation.</p>}
        {!pupil && <Field id="meeting-area" label="Area" required maxLength={200} value={form.area} onChange={set('area')} />}
        <div className="app-fields">
          <Field id="meeting-date" label="Date" type="date" required value={form.date} onChange={set('date')} />
          <Field id="meeting-time" label="Time" type="time" required value={form.time} onChange={set('time')} />
        </div>
        <Field id="meeting-place" label="Place" required maxLength={200} value={form.place} onChange={set('place')} />
        <TextField id="meeting-agenda" label="Agenda" hint="The agencies read it." maxLength={4000} value={form.agenda} onChange={set('agenda')} />
        <fieldset className="govuk-fieldset">
          <legend className="govuk-fieldset__legend">Who is asked</legend>
          <div className="govuk-checkboxes govuk-checkboxes--small">
            {directory.data?.agencies
              .filter((agency) => agency.kind !== 'FAMILY')
              .map((agency) => (
                <div className="govuk-checkboxes__item" key={agency.id}>
                  <input
                    className="govuk-checkboxes__input"
                    id={`asked-${agency.id}`}
                    type="checkbox"
                    checked={agencies.includes(agency.id)}
                    onChange={(event) => setAgencies(event.target.checked ? [...agencies, agency.id] : agencies.filter((each) => each !== agency.id))}
                  />
                  <label className="govuk-label govuk-checkboxes__label" htmlFor={`asked-${agency.id}`}>
                    {agency.name}
                  </label>
                </div>
              ))}
          </div>
        </fieldset>
        <Problem text={problem} />
        <button type="submit" className="govuk-button" disabled={sending}>
          Call the meeting
        </button>
      </form>
    </Opening>
  );
}
