import { Link, useSearchParams } from 'wouter';
import { useFresh } from '../fresh';
import { clock, count, dayDate, viaName } from '../format';
import { type HalfDay, SchoolDayDocument, type SchoolDayQuery } from '../gql/graphql';
import { Keys } from '../school/Keys';
import { TakeRegister } from '../school/TakeRegister';
import { Upload } from '../school/Upload';
import { WaitingMarks } from '../school/Waiting';
import { useSession } from '../session';
import { StateTag } from '../ui/StateTag';
import { Empty, NotFound, Show } from '../ui/states';
import { useTitle } from '../ui/title';

type Day = NonNullable<SchoolDayQuery['school']>;
type Register = Day['registers'][number];

/** What a school's office looks at in the morning: which classes are in, three ways to put in the others, what waits to be settled. */
export function SchoolTodayPage({ laestab, part }: { laestab: string; part: string }) {
  const { schools, today } = useSession();
  const [parameters] = useSearchParams();
  const date = parameters.get('date') ?? today;
  const half: HalfDay = parameters.get('half') === 'PM' ? 'PM' : 'AM';
  if (!schools.includes(laestab)) return <NotFound what="school" />;
  if (part === 'register')
    return (
      <TakeRegister
        key={`${date}${half}${parameters.get('group')}`}
        laestab={laestab}
        date={date}
        half={half}
        group={parameters.get('group')}
      />
    );
  if (part === 'upload') return <Upload laestab={laestab} />;
  return part === 'today' ? <Today laestab={laestab} date={date} /> : <NotFound what="page" />;
}

function Today({ laestab, date }: { laestab: string; date: string }) {
  const { today, may } = useSession();
  const [, setParameters] = useSearchParams();
  const title = date === today ? 'School today' : 'School day';
  useTitle(title);
  const fresh = useFresh(SchoolDayDocument, { laestab, date }, { every: 5_000, on: 'registers' });
  return (
    <>
      <h1 className="govuk-heading-l">{title}</h1>
      <div className="app-filters">
        <div className="govuk-form-group">
          <label className="govuk-label" htmlFor="day">
            Day
          </label>
          <input
            id="day"
            className="govuk-input"
            type="date"
            value={date}
            max={today}
            onChange={(event) => event.target.value && setParameters({ date: event.target.value }, { replace: true })}
          />
        </div>
        <Link className="govuk-button govuk-button--secondary" href={`/schools/${laestab}/upload?date=${date}`}>
          Upload a CSV file
        </Link>
        <Link className="govuk-button govuk-button--secondary" href={`/schools/${laestab}/quality`}>
          Data quality
        </Link>
        <Link className="govuk-button govuk-button--secondary" href={`/schools/${laestab}/together`}>
          School and authority
        </Link>
        <Link className="govuk-button govuk-button--secondary" href={`/schools/${laestab}/transport`}>
          Failed journeys
        </Link>
        <Link className="govuk-button govuk-button--secondary" href={`/schools/${laestab}/at-risk`}>
          Children at risk
        </Link>
        <Link className="govuk-button govuk-button--secondary" href={`/schools/${laestab}/improvement`}>
          Visits and improvement
        </Link>
        <Link className="govuk-button govuk-button--secondary" href={`/schools/${laestab}/agencies`}>
          From agencies
        </Link>
        {may.includes('ReadToldCare') && (
          <Link className="govuk-button govuk-button--secondary" href={`/looked-after/school/${laestab}`}>
            Looked-after children
          </Link>
        )}
      </div>
      <Show fresh={fresh} what="day">
        {(data) =>
          data.school && (
            <>
              <p className="govuk-body">
                {data.school.name}, {dayDate(date)}
              </p>
              {data.school.registers.length === 0 ? (
                <Empty at={fresh.at}>The school is closed on this day.</Empty>
              ) : (
                data.school.registers.map((register) => <HalfDayPart key={register.half} laestab={laestab} register={register} />)
              )}
            </>
          )
        }
      </Show>
      <WaitingMarks laestab={laestab} />
      <h2 className="govuk-heading-m">Your school’s system</h2>
      <p className="govuk-body">
        A system posts with a key of its own; <a className="govuk-link" href="/docs/">the reference</a> says how.
        {!may.includes('ManageKeys') && ' The head teacher and the attendance lead make and revoke keys.'}
      </p>
      {may.includes('ManageKeys') && <Keys laestab={laestab} />}
    </>
  );
}

function HalfDayPart({ laestab, register }: { laestab: string; register: Register }) {
  const address = (group: string | null | undefined) =>
    `/schools/${laestab}/register?date=${register.date}&half=${register.half}${group ? `&group=${encodeURIComponent(group)}` : ''}`;
  return (
    <section aria-labelledby={`half-${register.half}`}>
      <h2 className="govuk-heading-m" id={`half-${register.half}`}>
        {register.half === 'AM' ? 'Morning' : 'Afternoon'} <StateTag state={register.state} />
      </h2>
      <p className="govuk-body">
        {register.marked} of {count(register.expected, 'mark')} in. Registers close at {clock(register.closesAt)}.
        {register.lastPostedAt &&
          register.lastPostedVia &&
          ` Last posted at ${clock(register.lastPostedAt)} by ${viaName(register.lastPostedVia)}.`}
        {register.marked > 0 &&
          ` ${register.attended} attending, ${register.authorised} away with leave, ${register.unauthorised} without leave or not known.`}
      </p>
      <table className="govuk-table app-table">
        <caption className="govuk-visually-hidden">Classes, {register.half}</caption>
        <thead>
          <tr>
            <th scope="col" className="govuk-table__header">
              Class
            </th>
            <th scope="col" className="govuk-table__header">
              State
            </th>
            <th scope="col" className="govuk-table__header app-number">
              Marks in
            </th>
            <th scope="col" className="govuk-table__header">
              By hand
            </th>
          </tr>
        </thead>
        <tbody>
          {register.groups.map((group) => (
            <tr key={group.name ?? ''}>
              <th scope="row" className="govuk-table__header">
                {group.name ?? 'No class'}
              </th>
              <td className="govuk-table__cell">
                <StateTag state={group.state} />
              </td>
              <td className="govuk-table__cell app-number">
                {group.marked} of {group.expected}
              </td>
              <td className="govuk-table__cell">
                <Link className="govuk-link" href={address(group.name)}>
                  {group.state === 'COMPLETE' ? 'Correct' : 'Take'}
                  <span className="govuk-visually-hidden">
                    {' '}
                    the register of {group.name ?? 'children without a class'}, {register.half}
                  </span>
                </Link>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
