import { Link, useSearchParams } from 'wouter';
import { useFresh } from '../fresh';
import { count, percent, phaseName, schoolYearOf } from '../format';
import { SchoolFiguresDocument, type SchoolPhase } from '../gql/graphql';
import { useSession } from '../session';
import { Empty, Show } from '../ui/states';
import { useTitle } from '../ui/title';

/** The schools in scope with their figures of the school year. */
export function SchoolsPage() {
  useTitle('Schools');
  const { today, may } = useSession();
  const year = schoolYearOf(today);
  const [parameters] = useSearchParams();
  const phase = parameters.get('phase') as SchoolPhase | null;
  const fresh = useFresh(SchoolFiguresDocument, { year }, { every: 15_000 });
  return (
    <>
      <h1 className="govuk-heading-l">Schools, {year}</h1>
      {phase && (
        <p className="govuk-body">
          {phaseName[phase]} only.{' '}
          <Link className="govuk-link" href="/schools">
            Show all
          </Link>
        </p>
      )}
      <Show fresh={fresh} what="schools">
        {(data) =>
          data.schools.length === 0 ? (
            <Empty at={fresh.at}>No schools are yours to look at.</Empty>
          ) : (
            <table className="govuk-table app-table app-table--cards">
              <caption className="govuk-visually-hidden">Schools and their figures of {year}</caption>
              <thead>
                <tr>
                  <th scope="col" className="govuk-table__header">
                    School
                  </th>
                  <th scope="col" className="govuk-table__header">
                    Phase
                  </th>
                  <th scope="col" className="govuk-table__header app-number">
                    Pupils
                  </th>
                  <th scope="col" className="govuk-table__header app-number">
                    Half-days missed
                  </th>
                  <th scope="col" className="govuk-table__header app-number">
                    Unauthorised
                  </th>
                  <th scope="col" className="govuk-table__header app-number">
                    Attendance
                  </th>
                </tr>
              </thead>
              <tbody>
                {data.schools.filter((school) => !phase || school.phase === phase).map((school) => (
                  <tr key={school.laestab}>
                    <th scope="row" className="govuk-table__header">
                      {may.includes('ReadChild') ? (
                        <Link className="govuk-link" href={`/pupils?show=all&order=MISSED&school=${school.laestab}`}>
                          {school.name}
                        </Link>
                      ) : (
                        school.name
                      )}
                      <div className="app-quiet">
                        {school.laestab}{' '}
                        <Link className="govuk-link" href={`/schools/${school.laestab}/quality`}>
                          Data quality<span className="govuk-visually-hidden"> of {school.name}</span>
                        </Link>{' '}
                        <Link className="govuk-link" href={`/schools/${school.laestab}/together`}>
                          School and authority<span className="govuk-visually-hidden">: {school.name}</span>
                        </Link>{' '}
                        <Link className="govuk-link" href={`/schools/${school.laestab}/improvement`}>
                          Improvement<span className="govuk-visually-hidden"> of {school.name}</span>
                        </Link>
                      </div>
                    </th>
                    <td className="govuk-table__cell" data-label="Phase">
                      {phaseName[school.phase]}
                    </td>
                    <td className="govuk-table__cell app-number" data-label="Pupils">
                      {school.figures.enrolments.toLocaleString('en-GB')}
                    </td>
                    <td className="govuk-table__cell app-number" data-label="Half-days missed">
                      {school.figures.totals.missed.toLocaleString('en-GB')}
                      <div className="app-quiet">of {count(school.figures.totals.possible, 'possible half-day')}</div>
                    </td>
                    <td className="govuk-table__cell app-number" data-label="Unauthorised">
                      {school.figures.totals.unauthorised.toLocaleString('en-GB')}
                    </td>
                    <td className="govuk-table__cell app-number" data-label="Attendance">
                      {percent(school.figures.totals.attendancePercent)}
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
