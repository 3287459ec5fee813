import { Link } from 'wouter';
import { useFresh } from '../fresh';
import { clock, count, dayDate, percent, phaseName, schoolYearOf } from '../format';
import { AuthorityDocument, DayRegistersDocument, type DayRegistersQuery, MarksByMinuteDocument, type MarksByMinuteQuery } from '../gql/graphql';
import { useHeld } from '../held';
import { useSession } from '../session';
import { Bars } from '../ui/Bars';
import { Heads } from '../ui/Heads';
import { StateTag } from '../ui/StateTag';
import { Empty, Show } from '../ui/states';
import { useTitle } from '../ui/title';
import { Updates } from '../ui/Updates';
import { Tile } from './PupilPage';

/** How far back marks are shown minute by minute. */
const minutes = 120;

type Register = DayRegistersQuery['registersOfDay'][number];

/** The authority's morning: registers in and missing, marks a minute, attendance so far by phase, the schools where most is missed. */
export function AuthorityPage() {
  useTitle('Authority today');
  const { today } = useSession();
  const fresh = useFresh(DayRegistersDocument, { date: today, school: null }, { every: 3_000, on: 'registers' });
  return (
    <>
      <h1 className="govuk-heading-l">Authority today</h1>
      <p className="govuk-body">{dayDate(today)}</p>
      <Show fresh={fresh} what="registers">
        {(data) =>
          data.registersOfDay.length === 0 ? (
            <Empty at={fresh.at}>No school is open today.</Empty>
          ) : (
            <Day registers={data.registersOfDay} today={today} />
          )
        }
      </Show>
      <Year year={schoolYearOf(today)} />
    </>
  );
}

function Day({ registers, today }: { registers: readonly Register[]; today: string }) {
  const came = useMarksByMinute();
  const inNow = registers.filter((register) => register.state === 'COMPLETE').length;
  const missing = registers.filter((register) => register.state === 'MISSING' || register.state === 'PARTIAL').length;
  const marks = sum(registers, (register) => register.marked);
  const expected = sum(registers, (register) => register.expected);
  const held = useHeld(registers, today, (row) => row.school + row.half);
  const hot = hotSchools(registers);
  const phases = [...new Set(registers.map((register) => register.phase))];
  return (
    <>
      <ul className="app-tiles">
        <Tile label="Registers complete" value={`${inNow} of ${registers.length}`} more="half-days of schools" />
        <Tile label="Missing or incomplete" value={missing} href="/missing" more="closed without every mark" />
        <Tile label="Marks in force" value={marks.toLocaleString('en-GB')} more={`of ${expected.toLocaleString('en-GB')} due today`} />
        <Tile label="Marks a minute, latest" value={(came.at(-1)?.marks ?? 0).toLocaleString('en-GB')} more={came.length > 0 ? `at ${clock(came.at(-1)!.at)}, corrections too` : 'none yet today'} />
      </ul>
      <h2 className="govuk-heading-m">Marks a minute</h2>
      <Minutes rows={came} />
      <h2 className="govuk-heading-m">Attendance so far by phase</h2>
      <Bars
        label="Attendance so far by phase"
        unit="Attending, of marks in force"
        full={100}
        rows={phases.map((phase) => ({ name: phaseName[phase], href: `/half-days?phase=${phase}`, ...attendance(registers.filter((register) => register.phase === phase)) }))}
      />
      <h2 className="govuk-heading-m">Where most is missed</h2>
      {hot.length === 0 ? (
        <p className="govuk-body">No mark is in yet.</p>
      ) : (
        <Bars
          label="Schools where most is missed today"
          unit="Missed, of marks in force"
          rows={hot.map((school) => ({ name: school.name, href: `/half-days?school=${school.laestab}`, value: school.rate, text: `${percent(school.rate)} (${school.missed} of ${school.marked})` }))}
        />
      )}
      <h2 className="govuk-heading-m">By school</h2>
      <Updates updates={held.updates} show={held.show} />
      <table className="govuk-table app-table app-table--cards">
        <caption className="govuk-visually-hidden">Registers of today by school</caption>
        <Heads titles={['School', 'Session', 'State', 'Marks in', 'Attending', 'Last posted']} />
        <tbody>
          {held.shown?.map((row) => (
            <tr key={row.school + row.half} className={held.changed.has(row.school + row.half) ? 'app-changed' : undefined}>
              <th scope="row" className="govuk-table__header">
                <Link className="govuk-link" href={`/pupils?show=all&order=MISSED&school=${row.school}`}>
                  {row.schoolName}
                </Link>
              </th>
              <td className="govuk-table__cell" data-label="Session">
                {row.half}
              </td>
              <td className="govuk-table__cell" data-label="State">
                <StateTag state={row.state} />
              </td>
              <td className="govuk-table__cell" data-label="Marks in">
                {row.marked} of {row.expected}
              </td>
              <td className="govuk-table__cell" data-label="Attending">
                {row.marked > 0 ? attendance([row]).text : 'no mark yet'}
              </td>
              <td className="govuk-table__cell" data-label="Last posted">
                {row.lastPostedAt ? clock(row.lastPostedAt) : 'not yet'}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}

/** How marks come in, minute by minute, as the server counted them. */
function useMarksByMinute() {
  return useFresh(MarksByMinuteDocument, { minutes }, { every: 5_000, on: 'registers' }).data?.marksByMinute ?? [];
}

function Minutes({ rows }: { rows: MarksByMinuteQuery['marksByMinute'] }) {
  const last = rows.at(-1);
  if (!last) return <p className="govuk-body">No mark came in the last {minutes / 60} hours.</p>;
  const end = Date.parse(last.at);
  const bars = Array.from({ length: minutes }, (_, index) => end - (minutes - 1 - index) * 60_000);
  const marks = new Map(rows.map((row) => [Date.parse(row.at), row.marks]));
  const most = Math.max(...rows.map((row) => row.marks));
  return (
    <>
      <svg
        className="app-minutes"
        viewBox={`0 0 ${minutes} 40`}
        preserveAspectRatio="none"
        role="img"
        aria-label={`Marks by minute up to ${clock(last.at)}, at most ${count(most, 'mark')} in one`}
      >
        {bars.map((at, index) => {
          const height = (38 * (marks.get(at) ?? 0)) / most;
          return height > 0 && <rect key={at} x={index} y={40 - height} width="0.9" height={height} fill="#1a4f8b" />;
        })}
        <rect x="0" y="39.6" width={minutes} height="0.4" fill="#505a5f" />
      </svg>
      <div className="app-minutes__ends">
        <span>{clock(new Date(bars[0]!))}</span>
        <span>{clock(last.at)}</span>
      </div>
      <details className="govuk-details">
        <summary className="govuk-details__summary">
          <span className="govuk-details__summary-text">The numbers</span>
        </summary>
        <div className="govuk-details__text">
          <ul className="govuk-list">
            {rows.toReversed().map((row) => (
              <li key={row.at}>
                {clock(row.at)}: {count(row.marks, 'mark')}
              </li>
            ))}
          </ul>
        </div>
      </details>
    </>
  );
}

function Year({ year }: { year: string }) {
  const fresh = useFresh(AuthorityDocument, { year }, { every: 30_000 });
  return (
    <>
      <h2 className="govuk-heading-m">School year {year}</h2>
      <Show fresh={fresh} what="figures">
        {(data) =>
          data.authority && (
            <table className="govuk-table app-table app-table--cards">
              <caption className="govuk-visually-hidden">Figures of {year} by phase</caption>
              <Heads titles={['Phase', 'Schools', 'Pupils', 'Half-days missed', 'Unauthorised', 'Attendance']} />
              <tbody>
                {[...data.authority.phases, data.authority.total].map((row) => (
                  <tr key={row.phase ?? 'total'}>
                    <th scope="row" className="govuk-table__header">
                      <Link className="govuk-link" href={row.phase ? `/schools?phase=${row.phase}` : '/schools'}>
                        {row.phase ? phaseName[row.phase] : 'All schools'}
                      </Link>
                    </th>
                    <td className="govuk-table__cell" data-label="Schools">
                      {row.schools}
                    </td>
                    <td className="govuk-table__cell" data-label="Pupils">
                      {row.enrolments.toLocaleString('en-GB')}
                    </td>
                    <td className="govuk-table__cell" data-label="Half-days missed">
                      {row.totals.missed.toLocaleString('en-GB')} of {count(row.totals.possible, 'possible half-day')}
                    </td>
                    <td className="govuk-table__cell" data-label="Unauthorised">
                      {row.totals.unauthorised.toLocaleString('en-GB')}
                    </td>
                    <td className="govuk-table__cell" data-label="Attendance">
                      {percent(row.totals.attendancePercent)}
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          )
        }
      </Show>
    </>
  );
}

function sum<T>(rows: readonly T[], of: (row: T) => number): number {
  return rows.reduce((total, row) => total + of(row), 0);
}

function attendance(registers: readonly Register[]): { value: number; text: string } {
  const attended = sum(registers, (register) => register.attended);
  const possible = attended + sum(registers, (register) => register.authorised + register.unauthorised);
  const value = possible === 0 ? 0 : (100 * attended) / possible;
  return { value, text: possible === 0 ? 'no mark yet' : `${percent(value)} (${attended} of ${possible})` };
}

/** The ten schools with the largest part of today's marks missed. */
export function hotSchools(registers: readonly Pick<Register, 'school' | 'schoolName' | 'attended' | 'authorised' | 'unauthorised'>[]) {
  const bySchool = new Map<string, { laestab: string; name: string; missed: number; marked: number }>();
  for (const register of registers) {
    const before = bySchool.get(register.school) ?? { laestab: register.school, name: register.schoolName, missed: 0, marked: 0 };
    const missed = register.authorised + register.unauthorised;
    bySchool.set(register.school, { ...before, missed: before.missed + missed, marked: before.marked + missed + register.attended });
  }
  return [...bySchool.values()]
    .filter((school) => school.marked > 0)
    .map((school) => ({ ...school, rate: (100 * school.missed) / school.marked }))
    .toSorted((a, b) => b.rate - a.rate)
    .slice(0, 10);
}
