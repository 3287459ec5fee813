import { Fragment } from 'react';
import { Link } from 'wouter';
import { useFresh } from '../fresh';
import { addDays, longDate } from '../format';
import { CareMeetingsDocument, type CareMeetingsQuery, CareTimetableDocument, type CareTimetableQuery } from '../gql/graphql';
import { gapName, kindName } from '../lookedafter/meetings';
import { MeetingTag } from '../lookedafter/MeetingTag';
import { PlanMeeting } from '../lookedafter/PlanMeeting';
import { useSession } from '../session';
import { Heads } from '../ui/Heads';
import { Empty, Show } from '../ui/states';
import { useTitle } from '../ui/title';

type Child = NonNullable<CareTimetableQuery['careTimetable']>[number];
type Meeting = NonNullable<CareMeetingsQuery['careMeetings']>[number];

/** Meetings and reviews of looked-after children and of those with a child protection plan: what is missing, and what comes. */
export function MeetingsPage() {
  useTitle('Meetings and reviews');
  const { may, today } = useSession();
  const table = useFresh(CareTimetableDocument, {}, { every: 30_000 });
  const meetings = useFresh(CareMeetingsDocument, { from: addDays(today, -90), to: addDays(today, 180) }, { every: 30_000 });
  const refresh = () => {
    table.refresh();
    meetings.refresh();
  };
  return (
    <>
      <p className="govuk-body">
        <Link className="govuk-link" href="/looked-after">
          Looked-after children
        </Link>
      </p>
      <h1 className="govuk-heading-l">Meetings and reviews</h1>
      <Show fresh={table} what="dates">
        {({ careTimetable: children }) =>
          children?.length ? (
            <>
              {may.includes('WorkOnCare') && <PlanMeeting pupils={children.map((child) => child.pupil)} day={addDays(today, 14)} refresh={refresh} />}
              <Missing lines={children.filter((child) => child.missing.length > 0)} />
              <Dates lines={children} />
            </>
          ) : (
            <Empty at={table.at}>No child in your scope is in care or has a child protection plan today.</Empty>
          )
        }
      </Show>
      <Show fresh={meetings} what="meetings">
        {({ careMeetings: list }) => (
          <>
            <List title="Planned" meetings={(list ?? []).filter((meeting) => meeting.state === 'PLANNED')} empty="No meeting is planned." />
            <List
              title="Closed in the last 90 days"
              meetings={(list ?? []).filter((meeting) => meeting.state !== 'PLANNED').toReversed()}
              empty="No meeting was closed in the last 90 days."
            />
          </>
        )}
      </Show>
    </>
  );
}

function Missing({ lines }: { lines: readonly Child[] }) {
  return (
    <section aria-labelledby="missing">
      <h2 className="govuk-heading-m" id="missing">
        Missing ({lines.length})
      </h2>
      {lines.length === 0 ? (
        <Empty>Every child has its next dates, and attendance was minuted at every review.</Empty>
      ) : (
        <ul className="govuk-list">
          {lines.map((child) => (
            <li key={child.pupil.id}>
              <Link className="govuk-link" href={`/pupils/${child.pupil.id}`}>
                {child.pupil.givenName} {child.pupil.familyName}
              </Link>{' '}
              {child.missing.map((gap) => (
                <Fragment key={gap}>
                  <strong className={`govuk-tag govuk-tag--${gapName[gap].late ? 'red' : 'yellow'}`}>{gapName[gap].title}</strong>{' '}
                </Fragment>
              ))}
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

function Dates({ lines }: { lines: readonly Child[] }) {
  const date = (day: string | null) => (day ? longDate(day) : 'none');
  return (
    <section aria-labelledby="dates">
      <h2 className="govuk-heading-m" id="dates">
        Next dates
      </h2>
      <table className="govuk-table app-table app-table--cards">
        <Heads titles={['Child', 'Social worker', 'Progress meeting', 'Review', 'Review due by', 'Education plan of this term']} />
        <tbody>
          {lines.map((child) => (
            <tr key={child.pupil.id}>
              <th scope="row" className="govuk-table__header">
                {child.pupil.givenName} {child.pupil.familyName}
                {child.protectedSince && ' (child protection plan)'}
              </th>
              <td className="govuk-table__cell" data-label="Social worker">
                {child.socialWorker ?? 'not recorded'}
              </td>
              <td className="govuk-table__cell" data-label="Progress meeting">
                {child.lookedAfterSince ? date(child.nextProgress) : 'not in care'}
              </td>
              <td className="govuk-table__cell" data-label="Review">
                {date(child.nextReview ?? child.nextProtectionReview)}
              </td>
              <td className="govuk-table__cell" data-label="Review due by">
                {child.reviewDue ? date(child.reviewDue) : 'not in care'}
              </td>
              <td className="govuk-table__cell" data-label="Education plan of this term">
                {child.lookedAfterSince ? date(child.educationPlan) : 'not in care'}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function List({ title, meetings, empty }: { title: string; meetings: readonly Meeting[]; empty: string }) {
  return (
    <section aria-label={title}>
      <h2 className="govuk-heading-m">{title}</h2>
      {meetings.length === 0 ? (
        <Empty>{empty}</Empty>
      ) : (
        <table className="govuk-table app-table app-table--cards">
          <Heads titles={['Meeting', 'Child', 'School', 'State', 'Attendance minuted']} />
          <tbody>
            {meetings.map((meeting) => (
              <tr key={meeting.id}>
                <th scope="row" className="govuk-table__header">
                  <Link className="govuk-link" href={`/looked-after/meetings/${meeting.id}`}>
                    {kindName[meeting.kind]}, {longDate(meeting.on)}, {meeting.at}
                  </Link>
                  {meeting.inSchoolHours && ' (in school hours)'}
                </th>
                <td className="govuk-table__cell" data-label="Child">
                  {meeting.pupil.givenName} {meeting.pupil.familyName}
                </td>
                <td className="govuk-table__cell" data-label="School">
                  {meeting.school ?? 'none'}
                </td>
                <td className="govuk-table__cell" data-label="State">
                  <MeetingTag state={meeting.state} overdue={meeting.overdue} />
                </td>
                <td className="govuk-table__cell" data-label="Attendance minuted">
                  {meeting.hasItem ? 'yes' : 'no'}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}
