import { Link } from 'wouter';
import { useFresh } from '../fresh';
import { addDays, count, dayDate, longDate, percent, roleName, schoolYearOf, shortDate } from '../format';
import { DayRegistersDocument, type DayRegistersQuery, TeamBoardsDocument, type TeamBoardsQuery } from '../gql/graphql';
import { useSession } from '../session';
import { Heads } from '../ui/Heads';
import { Empty, NotFound, Show } from '../ui/states';
import { useTitle } from '../ui/title';
import { Tile } from './PupilPage';
import { PublishSupport, WithoutOfficer } from './SupportAndOfficers';

type Team = TeamBoardsQuery['teams'][number];
type School = Team['schools'][number];
type Register = DayRegistersQuery['registersOfDay'][number];

/** The boards of the locality teams: one line each, or one whole. */
export function TeamsPage({ id }: { id?: string }) {
  useTitle('Team boards');
  const { today } = useSession();
  // The same weekday a year ago: as many school weeks lie behind it.
  const asOf = addDays(today, -364);
  const fresh = useFresh(TeamBoardsDocument, { year: schoolYearOf(today), before: schoolYearOf(asOf), asOf }, { every: 15_000, on: 'pupils' });
  const registers = useFresh(DayRegistersDocument, { date: today, school: null }, { every: 10_000, on: 'registers' });
  const all = registers.data?.registersOfDay ?? [];
  return (
    <Show fresh={fresh} what="teams">
      {({ teams }) => {
        if (!id) return <Boards teams={teams} registers={all} at={fresh.at} />;
        const team = teams.find((each) => each.id === id);
        return team ? <Board team={team} registers={all} asOf={asOf} /> : <NotFound what="team" />;
      }}
    </Show>
  );
}

function Boards({ teams, registers, at }: { teams: readonly Team[]; registers: readonly Register[]; at: Date | null }) {
  const { today } = useSession();
  return (
    <>
      <h1 className="govuk-heading-l">Team boards</h1>
      <p className="govuk-body">{dayDate(today)}, by locality</p>
      <WithoutOfficer />
      <PublishSupport />
      {teams.length === 0 ? (
        <Empty at={at}>No team looks after a school that is yours to look at.</Empty>
      ) : (
        <table className="govuk-table app-table app-table--cards">
          <caption className="govuk-visually-hidden">Teams</caption>
          <Heads titles={['Team', 'Schools', 'Action needed', 'Concern or action', 'Registers missing', 'Attendance this year']} />
          <tbody>
            {teams.map((team) => (
              <tr key={team.id}>
                <th scope="row" className="govuk-table__header">
                  <Link className="govuk-link" href={`/teams/${team.id}`}>
                    {team.name}
                  </Link>
                </th>
                <td className="govuk-table__cell" data-label="Schools">
                  {team.schools.length}
                </td>
                <td className="govuk-table__cell" data-label="Action needed">
                  {count(sum(team.schools, (school) => school.concerns.action), 'pupil')}
                </td>
                <td className="govuk-table__cell" data-label="Concern or action">
                  {count(sum(team.schools, flagged), 'pupil')}
                </td>
                <td className="govuk-table__cell" data-label="Registers missing">
                  {missing(registers, team.schools)}
                </td>
                <td className="govuk-table__cell" data-label="Attendance this year">
                  {rate(team.schools, 'figures').text}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </>
  );
}

function Board({ team, registers, asOf }: { team: Team; registers: readonly Register[]; asOf: string }) {
  const { today } = useSession();
  const now = rate(team.schools, 'figures');
  const before = rate(team.schools, 'lastYear');
  const own = new Set(team.schools.map((school) => school.laestab));
  const todays = registers.filter((register) => own.has(register.school));
  return (
    <>
      <Link className="govuk-link app-back" href="/teams">
        All teams
      </Link>
      <h1 className="govuk-heading-l">{team.name}</h1>
      <p className="govuk-body">{dayDate(today)}</p>
      <ul className="app-tiles">
        <Tile label="Action needed" value={sum(team.schools, (school) => school.concerns.action)} more="pupils with a flag that asks for it" />
        <Tile label="Concern or action" value={sum(team.schools, flagged)} more="pupils with an open flag of either" />
        <Tile label="Registers missing today" value={missing(todays, team.schools)} href="/missing" more={`of ${count(todays.length, 'half-day register')}`} />
        <Tile
          label="Missed today"
          value={sum(todays, (register) => register.authorised + register.unauthorised)}
          href={`/half-days?team=${team.id}`}
          more={`half-days, of ${count(sum(todays, (register) => register.marked), 'mark')} in force`}
        />
        <Tile
          label="Attendance this school year"
          value={now.text}
          more={before.possible > 0 ? `${before.text} by ${longDate(asOf)}, ${change(now.value - before.value)}` : 'no marks of last year to compare with'}
        />
      </ul>
      <h2 className="govuk-heading-m">Schools</h2>
      {team.schools.length === 0 ? (
        <p className="govuk-body">None of the team’s schools is yours to look at.</p>
      ) : (
        <Schools schools={team.schools} registers={todays} />
      )}
      <h2 className="govuk-heading-m">People</h2>
      <ul className="govuk-list">
        {team.members.map((member) => (
          <li key={member.id}>
            <strong>{member.name}</strong>, {roleName(pascal(member.role))}
            {member.coveredBy.map((cover) => (
              <span key={cover.from + cover.name} className="app-quiet">
                {' '}
                {cover.name} stands in from {shortDate(cover.from)} until {shortDate(cover.until)}
              </span>
            ))}
          </li>
        ))}
        {team.members.length === 0 && <li>Nobody works in the team yet.</li>}
      </ul>
    </>
  );
}

function Schools({ schools, registers }: { schools: readonly School[]; registers: readonly Register[] }) {
  const { may } = useSession();
  return (
    <table className="govuk-table app-table app-table--cards">
      <caption className="govuk-visually-hidden">Schools of the team</caption>
      <Heads titles={['School', 'Named officer', 'Action needed', 'Concern or action', 'Registers today', 'Missed today', 'Attendance']} />
      <tbody>
        {schools.map((school) => {
          const todays = registers.filter((register) => register.school === school.laestab);
          const gone = missing(todays, [school]);
          const before = rate([school], 'lastYear');
          const list = `/pupils?school=${school.laestab}`;
          return (
            <tr key={school.laestab}>
              <th scope="row" className="govuk-table__header">
                {may.includes('ReadChild') ? (
                  <Link className="govuk-link" href={`${list}&show=all&order=MISSED`}>
                    {school.name}
                  </Link>
                ) : (
                  school.name
                )}
              </th>
              <td className="govuk-table__cell" data-label="Named officer">
                {school.namedOfficer?.name ?? 'nobody'}
              </td>
              <td className="govuk-table__cell" data-label="Action needed">
                <Link className="govuk-link" href={`${list}&show=flagged&action=1`}>
                  {school.concerns.action}
                  <span className="govuk-visually-hidden"> pupils of {school.name} need action</span>
                </Link>
              </td>
              <td className="govuk-table__cell" data-label="Concern or action">
                <Link className="govuk-link" href={`${list}&show=flagged`}>
                  {flagged(school)}
                  <span className="govuk-visually-hidden"> pupils of {school.name} have a flag of concern or action</span>
                </Link>
              </td>
              <td className="govuk-table__cell" data-label="Registers today">
                {todays.length === 0
                  ? 'closed'
                  : gone > 0
                    ? `${gone} missing`
                    : `${todays.filter((register) => register.state === 'COMPLETE').length} of ${todays.length} in`}
              </td>
              <td className="govuk-table__cell" data-label="Missed today">
                <Link className="govuk-link" href={`/half-days?school=${school.laestab}`}>
                  {sum(todays, (register) => register.authorised + register.unauthorised)}
                  <span className="govuk-visually-hidden"> half-days missed at {school.name}</span>
                </Link>
              </td>
              <td className="govuk-table__cell" data-label="Attendance">
                {rate([school], 'figures').text}
                <div className="app-quiet">{before.possible > 0 ? `${before.text} a year ago` : 'no marks a year ago'}</div>
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

function sum<T>(rows: readonly T[], of: (row: T) => number): number {
  return rows.reduce((total, row) => total + of(row), 0);
}

function flagged(school: School): number {
  return school.concerns.action + school.concerns.concern;
}

function missing(registers: readonly Register[], schools: readonly { laestab: string }[]): number {
  const own = new Set(schools.map((school) => school.laestab));
  return registers.filter((register) => own.has(register.school) && (register.state === 'MISSING' || register.state === 'PARTIAL')).length;
}

/** Attendance of schools together: half-days added up first, then divided. */
function rate(schools: readonly School[], which: 'figures' | 'lastYear'): { possible: number; value: number; text: string } {
  const possible = sum(schools, (school) => school[which].totals.possible);
  const value = possible === 0 ? 0 : (100 * sum(schools, (school) => school[which].totals.attended)) / possible;
  return { possible, value, text: possible === 0 ? 'no marks yet' : percent(value) };
}

function change(points: number): string {
  return `${Math.abs(points).toFixed(1)} points ${points < 0 ? 'less' : 'more'} now`;
}

/** "WELFARE_OFFICER" as sessions name the role: "WelfareOfficer". */
function pascal(role: string): string {
  return role
    .split('_')
    .map((word) => word.charAt(0) + word.slice(1).toLowerCase())
    .join('');
}
