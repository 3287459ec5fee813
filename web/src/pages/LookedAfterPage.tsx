import { useState } from 'react';
import { Link } from 'wouter';
import { useFresh } from '../fresh';
import { clock, count, dayDate, longDate, sessionName } from '../format';
import { LookedAfterBoardDocument, type LookedAfterBoardQuery } from '../gql/graphql';
import { isStreaming } from '../live';
import { progressText, type Rung, rungOf } from '../lookedafter/ladder';
import { useSession } from '../session';
import { Heads } from '../ui/Heads';
import { Empty, Show } from '../ui/states';
import { useTitle } from '../ui/title';
import { Tile } from './PupilPage';

type Board = NonNullable<LookedAfterBoardQuery['lookedAfterBoard']>;
type Child = Board['children'][number];

const rungs: { rung: Rung; title: string; empty: string }[] = [
  { rung: 'twenty-five', title: '25 days reached', empty: 'Nobody has missed 25 days.' },
  { rung: 'near-twenty-five', title: 'Near 25 days', empty: 'Nobody is within three days of the 25th.' },
  { rung: 'ten', title: '10 days reached', empty: 'Nobody has missed 10 to 21 days.' },
  { rung: 'near-ten', title: 'Near 10 days', empty: 'Nobody is within two days of the 10th.' },
];

/** Looked-after children today: who is confirmed, who is absent, and who is near or past the 10th and 25th missed day. */
export function LookedAfterPage() {
  useTitle('Looked-after children');
  const fresh = useFresh(LookedAfterBoardDocument, {}, { every: 5_000, on: 'looked-after' });
  const [wall, setWall] = useState(false);
  const { may } = useSession();
  return (
    <>
      <h1 className="govuk-heading-l">Looked-after children</h1>
      <Show fresh={fresh} what="looked-after children">
        {({ lookedAfterBoard: board }) =>
          board && (
            <>
              <p className="govuk-body">
                {dayDate(board.day)}, {board.session === 'AM' ? 'morning' : 'afternoon'}.{' '}
                <span role="status">{isStreaming('looked-after') ? 'Live.' : `Last update ${fresh.at ? clock(fresh.at) : 'not yet'}.`}</span>
              </p>
              <p className="govuk-body app-noprint">
                <button type="button" className="govuk-button govuk-button--secondary" aria-pressed={wall} onClick={() => setWall(!wall)}>
                  {wall ? 'Show names' : 'Wall mode: initials only'}
                </button>{' '}
                <ReportLinks may={may} />
              </p>
              <ul className="app-tiles">
                <Tile label="On roll today" value={board.onRoll} more="in care and due at school" />
                <Tile label="Confirmed" value={board.confirmed} more="marked where they should be" />
                <Tile label="Absent now" value={board.absent} more="for whatever reason" />
                <Tile label="Not confirmed" value={board.notConfirmed} more={`without a mark after ${board.session === 'AM' ? '10:30' : '14:30'}`} />
              </ul>
              <Today board={board} wall={wall} />
              {rungs.map(({ rung, title, empty }) => {
                const children = board.children.filter((child) => rungOf(child) === rung);
                return (
                  <section key={rung} aria-labelledby={rung}>
                    <h2 className="govuk-heading-m" id={rung}>
                      {title} ({children.length})
                    </h2>
                    {children.length === 0 ? (
                      <Empty>{empty}</Empty>
                    ) : (
                      <div className="app-cards">
                        {children.map((child) => (
                          <Card child={child} wall={wall} key={child.pupil.id} />
                        ))}
                      </div>
                    )}
                  </section>
                );
              })}
              <Everybody board={board} wall={wall} />
            </>
          )
        }
      </Show>
    </>
  );
}

/** The pages beside the board. */
function ReportLinks({ may }: { may: readonly string[] }) {
  const links = [
    { href: '/looked-after/audits', title: 'Audits of 25 days', act: 'AuditCare' },
    { href: '/looked-after/ten-days', title: 'Reports of 10 days', act: 'AuditCare' },
    { href: '/looked-after/meetings', title: 'Meetings and reviews', act: 'AuditCare' },
    { href: '/looked-after/updates', title: 'Termly updates', act: 'ReadCare' },
    { href: '/looked-after/members', title: 'Reports for elected members', act: 'ReleaseCareFigures' },
    { href: '/looked-after/groups', title: 'Groups by school', act: 'ReadCareFigures' },
    { href: '/looked-after/years', title: 'Annual report', act: 'ReadCareFigures' },
    { href: '/looked-after/units', title: 'Residential units', act: 'WorkAtUnit' },
    { href: '/looked-after/going-home', title: 'Placement with parents', act: 'AuditCare' },
    { href: '/looked-after/health', title: 'Health reviews', act: 'AuditCare' },
    { href: '/looked-after/homes', title: 'Homes', act: 'ReadHome' },
    { href: '/looked-after/out-of-school', title: 'Time out of school', act: 'AuditCare' },
    { href: '/looked-after/carers', title: 'Training and procedures', act: 'AuditCare' },
    { href: '/looked-after/told', title: 'Schools told', act: 'AuditCare' },
    { href: '/looked-after/awards', title: 'Attendance awards', act: 'AuditCare' },
  ].filter(({ act }) => may.includes(act));
  return links.map(({ href, title }) => (
    <span key={href}>
      <Link className="govuk-link" href={href}>
        {title}
      </Link>{' '}
    </span>
  ));
}

function Today({ board, wall }: { board: Board; wall: boolean }) {
  const mark = (child: Child) => (board.session === 'AM' ? child.am : child.pm);
  const absent = board.children.filter((child) => mark(child) === 'AUTHORISED' || mark(child) === 'UNAUTHORISED');
  const unexplained = board.children.filter((child) => child.unexplained);
  return (
    <>
      <h2 className="govuk-heading-m">Absent now ({absent.length})</h2>
      {absent.length === 0 ? (
        <Empty>Nobody in care is marked absent at this session.</Empty>
      ) : (
        <ul className="govuk-list govuk-list--bullet">
          {absent.map((child) => (
            <li key={child.pupil.id}>
              <Name child={child} wall={wall} />, {child.school ?? 'on no roll'}: {mark(child) === 'AUTHORISED' ? 'authorised' : 'nobody has agreed to a reason'}
            </li>
          ))}
        </ul>
      )}
      {unexplained.length > 0 && (
        <div className="govuk-inset-text" role="status">
          {count(unexplained.length, 'child', 'children')} without a reason today: {unexplained.map((child) => (wall ? child.initials : nameOf(child))).join(', ')}.
        </div>
      )}
    </>
  );
}

function Card({ child, wall }: { child: Child; wall: boolean }) {
  const rung = rungOf(child);
  const step = child.daysToTen > 0 ? 10 : 25;
  const reaches = child.daysToTen > 0 ? child.reachesTenOn : child.reachesTwentyFiveOn;
  return (
    <article className={`app-card app-card--${rung === 'twenty-five' ? 'ACTION' : 'CONCERN'}`}>
      <h3 className="govuk-heading-s">
        <Name child={child} wall={wall} />
      </h3>
      <p className="govuk-body">
        {child.school ?? 'On no roll'}
        {child.outOfArea ? ' (out of area)' : ''}
      </p>
      <p className="govuk-body">
        {progressText(child)}
        <progress className="app-progress" max={step} value={Math.min(step, child.daysMissed)} aria-label={`Days missed of ${step}`} />
      </p>
      <p className="govuk-body">
        {count(child.paceMissed, 'half-day')} missed of the last {child.pacePossible}.
        {reaches ? ` At this pace ${step} days are reached on ${longDate(reaches)}.` : ''}
      </p>
      {child.lastMissed && <p className="govuk-body">Last missed {sessionName(child.lastMissed)}.</p>}
      {!wall && child.socialWorker && <p className="govuk-body">Social worker: {child.socialWorker}</p>}
    </article>
  );
}

function Everybody({ board, wall }: { board: Board; wall: boolean }) {
  if (board.children.length === 0) return <Empty>No looked-after child is in your scope today.</Empty>;
  return (
    <table className="govuk-table app-table app-table--cards">
      <caption className="govuk-table__caption govuk-table__caption--m">In care: {count(board.children.length, 'child', 'children')}</caption>
      <Heads titles={['Child', 'School', 'Days missed', 'Attendance', 'In care since', 'Unit']} />
      <tbody>
        {board.children.map((child) => (
          <tr key={child.pupil.id}>
            <th scope="row" className="govuk-table__header">
              <Name child={child} wall={wall} />
            </th>
            <td className="govuk-table__cell" data-label="School">
              {child.school ?? 'none'}
              {child.outOfArea ? ' (out of area)' : ''}
            </td>
            <td className="govuk-table__cell" data-label="Days missed">
              {child.daysMissed.toLocaleString('en-GB')}
            </td>
            <td className="govuk-table__cell" data-label="Attendance">
              {child.attendancePercent === null ? 'no marks' : `${child.attendancePercent.toFixed(1)}%`}
            </td>
            <td className="govuk-table__cell" data-label="In care since">
              {longDate(child.lookedAfterSince)}
            </td>
            <td className="govuk-table__cell" data-label="Unit">
              {child.unit ?? 'none'}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Name({ child, wall }: { child: Child; wall: boolean }) {
  if (wall) return <>{child.initials}</>;
  return (
    <Link className="govuk-link" href={`/pupils/${child.pupil.id}`}>
      {nameOf(child)}
    </Link>
  );
}

function nameOf(child: Child): string {
  return `${child.pupil.givenName} ${child.pupil.familyName}`;
}
