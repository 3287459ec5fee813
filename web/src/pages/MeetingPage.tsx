import { Link } from 'wouter';
import { useFresh } from '../fresh';
import { count, longDate, moment, sessionName } from '../format';
import { CareMeetingDocument, type CareMeetingQuery } from '../gql/graphql';
import { kindName } from '../lookedafter/meetings';
import { MeetingActions } from '../lookedafter/MeetingActions';
import { MeetingForm } from '../lookedafter/MeetingForm';
import { MeetingTag } from '../lookedafter/MeetingTag';
import { useSession } from '../session';
import { Empty, Show } from '../ui/states';
import { useTitle } from '../ui/title';
import { Tile } from './PupilPage';

export type Meeting = NonNullable<CareMeetingQuery['careMeeting']>;

/** One meeting about a child: its agenda, the attendance before it, what is written of it, and what it agreed. */
export function MeetingPage({ id }: { id: string }) {
  const fresh = useFresh(CareMeetingDocument, { id }, { every: 15_000 });
  const meeting = fresh.data?.careMeeting;
  useTitle(meeting ? `${kindName[meeting.kind]}: ${meeting.pupil.givenName} ${meeting.pupil.familyName}` : 'Meeting');
  return (
    <Show fresh={fresh} what="meeting">
      {({ careMeeting: found }) => found && <Sheet meeting={found} refresh={fresh.refresh} key={found.id} />}
    </Show>
  );
}

function Sheet({ meeting, refresh }: { meeting: Meeting; refresh: () => void }) {
  const works = useSession().may.includes('WorkOnCare');
  return (
    <>
      <p className="govuk-body">
        <Link className="govuk-link" href="/looked-after/meetings">
          Meetings and reviews
        </Link>
      </p>
      <h1 className="govuk-heading-l">
        {kindName[meeting.kind]}: {meeting.pupil.givenName} {meeting.pupil.familyName}
      </h1>
      <p className="govuk-body">
        {longDate(meeting.on)}, {meeting.at}
        {meeting.inSchoolHours && ', in school hours'}. <MeetingTag state={meeting.state} overdue={meeting.overdue} />
        {meeting.closedAt && ` ${moment(meeting.closedAt)}`}
      </p>
      <h2 className="govuk-heading-m">Agenda</h2>
      <ul className="govuk-list govuk-list--bullet">
        {meeting.agenda.map((item) => (
          <li key={item.text}>{item.kind === 'TEN_DAYS' || item.kind === 'TWENTY_FIVE_DAYS' ? <strong>{item.text}</strong> : item.text}</li>
        ))}
      </ul>
      <Attendance meeting={meeting} />
      {works && meeting.state === 'PLANNED' ? <MeetingForm meeting={meeting} refresh={refresh} key={meeting.version} /> : <Read meeting={meeting} />}
      <MeetingActions meeting={meeting} works={works} refresh={refresh} />
    </>
  );
}

/** The set item: what the marks say, the open flags, and the plan. */
function Attendance({ meeting }: { meeting: Meeting }) {
  const { attendance, pupil } = meeting;
  return (
    <section aria-labelledby="attendance">
      <h2 className="govuk-heading-m" id="attendance">
        Attendance since the last meeting
      </h2>
      {attendance && (
        <>
          <p className="govuk-body">
            {longDate(attendance.from)} to {longDate(attendance.to)}
            {meeting.state === 'CLOSED' && ', as it stood when the meeting was closed'}.{' '}
            <Link className="govuk-link" href={`/pupils/${pupil.id}/register`}>
              The half-days
            </Link>
          </p>
          <ul className="app-tiles">
            <Tile label="Attended" value={attendance.attended} more={`of ${count(attendance.possible, 'possible half-day')}`} />
            <Tile label="Missed with leave" value={attendance.authorised} more="half-days" />
            <Tile label="Missed without leave" value={attendance.unauthorised} more="half-days" />
            <Tile label="Excluded" value={attendance.excluded} more="half-days, among those missed" />
          </ul>
        </>
      )}
      {pupil.flags?.length ? (
        <ul className="govuk-list govuk-list--bullet">
          {pupil.flags.map((flag) => (
            <li key={flag.rule + flag.opened.date}>
              Flag: {flag.title}, since {sessionName(flag.opened)}
            </li>
          ))}
        </ul>
      ) : (
        <Empty>No open flag.</Empty>
      )}
      <p className="govuk-body">
        {pupil.openCase?.plan ? (
          <>
            Plan: {pupil.openCase.plan.aim}{' '}
            <Link className="govuk-link" href={`/cases/${pupil.openCase.id}`}>
              The case
            </Link>
          </>
        ) : (
          'No attendance plan.'
        )}
      </p>
    </section>
  );
}

function Read({ meeting }: { meeting: Meeting }) {
  const { text } = meeting;
  return (
    <dl className="govuk-summary-list">
      <Row name="Who was there">{text.attendees.join(', ') || 'nobody is named'}</Row>
      <Row name="Attendance">{text.discussed ? text.minute : 'not minuted'}</Row>
      <Row name={meeting.state === 'CANCELLED' ? 'Why it was not held' : 'Outcome'}>{text.outcome || 'nothing written'}</Row>
    </dl>
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
