import { useState } from 'react';
import { Link, useSearchParams } from 'wouter';
import { useFresh } from '../fresh';
import { className, dayDate, phaseName } from '../format';
import { MissedHalfDaysDocument, type SchoolPhase } from '../gql/graphql';
import { useSchoolNames } from '../schools';
import { useSession } from '../session';
import { Choice } from '../ui/Choice';
import { Heads } from '../ui/Heads';
import { Pages } from '../ui/Pages';
import { Empty, Show } from '../ui/states';
import { useTitle } from '../ui/title';

const pageSize = 50;

/** The half-days missed on a day, child by child: what the day's figures are made of. */
export function HalfDaysPage() {
  useTitle('Missed half-days');
  const { today } = useSession();
  const { schools } = useSchoolNames();
  const [parameters, setParameters] = useSearchParams();
  const date = parameters.get('date') ?? today;
  const school = parameters.get('school');
  const phase = parameters.get('phase') as SchoolPhase | null;
  const team = parameters.get('team');
  const set = (name: string, value: string) =>
    setParameters(
      (now) => {
        const next = new URLSearchParams(now);
        if (value) next.set(name, value);
        else next.delete(name);
        return next;
      },
      { replace: true },
    );
  return (
    <>
      <h1 className="govuk-heading-l">Missed half-days</h1>
      <p className="govuk-body">{dayDate(date)}. Each is a mark in force that counts as an absence.</p>
      <form className="app-filters" onSubmit={(event) => event.preventDefault()} aria-label="Narrow the list">
        <div className="govuk-form-group">
          <label className="govuk-label" htmlFor="half-days-date">
            Day
          </label>
          <input
            id="half-days-date"
            className="govuk-input"
            type="date"
            value={date}
            max={today}
            onChange={(event) => event.target.value && set('date', event.target.value)}
          />
        </div>
        <Choice name="phase" label="Phase" value={phase ?? ''} onChange={(value) => set('phase', value)}>
          <option value="">All</option>
          {Object.entries(phaseName).map(([key, title]) => (
            <option key={key} value={key}>
              {title}
            </option>
          ))}
        </Choice>
        <Choice name="school" label="School" value={school ?? ''} onChange={(value) => set('school', value)}>
          <option value="">All my schools</option>
          {schools.map((each) => (
            <option key={each.laestab} value={each.laestab}>
              {each.name}
            </option>
          ))}
        </Choice>
      </form>
      <List key={JSON.stringify([date, school, phase, team])} narrowed={{ date, school, phase, team }} />
    </>
  );
}

function List({ narrowed }: { narrowed: { date: string; school: string | null; phase: SchoolPhase | null; team: string | null } }) {
  const [cursors, setCursors] = useState<string[]>([]);
  const fresh = useFresh(MissedHalfDaysDocument, { ...narrowed, first: pageSize, after: cursors.at(-1) ?? null }, { every: 15_000 });
  return (
    <Show fresh={fresh} what="half-days">
      {({ missedHalfDays: { lines, pageInfo } }) => (
        <>
          {lines.length === 0 ? (
            <Empty at={fresh.at}>No half-day was missed, or no mark is in yet.</Empty>
          ) : (
            <table className="govuk-table app-table app-table--cards">
              <caption className="govuk-visually-hidden">Missed half-days</caption>
              <Heads titles={['Pupil', 'School', 'Session', 'Mark', 'Counted as']} />
              <tbody>
                {lines.map((line) => (
                  <tr key={line.cursor}>
                    <th scope="row" className="govuk-table__header">
                      <Link className="govuk-link" href={`/pupils/${line.pupil}/register?at=${line.date}-${line.half}`}>
                        {line.givenName} {line.familyName}
                      </Link>
                    </th>
                    <td className="govuk-table__cell" data-label="School">
                      {line.schoolName}
                    </td>
                    <td className="govuk-table__cell" data-label="Session">
                      {line.half}
                    </td>
                    <td className="govuk-table__cell" data-label="Mark">
                      {line.code} {line.meaning}
                    </td>
                    <td className="govuk-table__cell" data-label="Counted as">
                      {className[line.countsAs]}
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          )}
          <Pages
            page={cursors.length + 1}
            hasNext={pageInfo.hasNextPage}
            onPrevious={() => setCursors(cursors.slice(0, -1))}
            onNext={() => pageInfo.endCursor && setCursors([...cursors, pageInfo.endCursor])}
          />
        </>
      )}
    </Show>
  );
}
