import { Link } from 'wouter';
import { useFresh } from '../fresh';
import { percent } from '../format';
import { HealthAbsenceDocument, type HealthNumbersFragment } from '../gql/graphql';
import { halfTermName } from '../health/names';
import { useSession } from '../session';
import { Heads } from '../ui/Heads';
import { Show } from '../ui/states';
import { useTitle } from '../ui/title';

/** Half-days missed for illness and appointments: by school, age and area, with the trend by half term. */
export function HealthAbsencePage() {
  useTitle('Absence for health');
  const { may } = useSession();
  const fresh = useFresh(HealthAbsenceDocument, {}, { every: 60_000 });
  return (
    <>
      <h1 className="govuk-heading-l">Absence for health</h1>
      <Show fresh={fresh} what="figures">
        {({ healthAbsence: report }) =>
          report && (
            <>
              <p className="govuk-body">
                {report.year}: {text(report.all)}. Nothing is told of fewer than five children.
                {may.includes('ReadRegister') && (
                  <>
                    {' '}
                    <Link className="govuk-link" href="/half-days">
                      The half-days of a day, child by child
                    </Link>
                  </>
                )}
              </p>
              <Groups title="By area" first="Area" groups={report.areas} />
              <Groups title="By age" first="Age at the beginning of the year" groups={report.ages} />
              <Groups title="By school" first="School" groups={report.schools} drill={may.includes('ReadRegister')} />
            </>
          )
        }
      </Show>
    </>
  );
}

function text(group: HealthNumbersFragment): string {
  return group.percent == null
    ? 'not told: fewer than five children'
    : `${group.illness!.toLocaleString('en-GB')} half-days of illness and ${group.appointments!.toLocaleString('en-GB')} of appointments, ${percent(group.percent)} of the possible`;
}

function Groups({ title, first, groups, drill = false }: { title: string; first: string; groups: readonly HealthNumbersFragment[]; drill?: boolean }) {
  return (
    <>
      <h2 className="govuk-heading-m">{title}</h2>
      <div className="app-scroll" role="region" tabIndex={0} aria-label={title}>
        <table className="govuk-table app-table">
          <caption className="govuk-visually-hidden">Absence for health {title.toLowerCase()}</caption>
          <Heads titles={[first, 'Children', 'Illness', 'Appointments', 'Of the possible', 'By half term']} />
          <tbody>
            {groups.map((group) => (
              <tr key={group.id}>
                <th scope="row" className="govuk-table__header">
                  {drill ? (
                    <Link className="govuk-link" href={`/half-days?school=${group.id}`}>
                      {group.name}
                    </Link>
                  ) : (
                    group.name
                  )}
                  {group.area && <div className="app-quiet">{group.area}</div>}
                </th>
                <td className="govuk-table__cell app-number">{group.children ?? 'under 5'}</td>
                <td className="govuk-table__cell app-number">{group.illness ?? 'not told'}</td>
                <td className="govuk-table__cell app-number">{group.appointments ?? 'not told'}</td>
                <td className="govuk-table__cell app-number">{group.percent == null ? 'not told' : percent(group.percent)}</td>
                <td className="govuk-table__cell">{group.terms.map((term) => `${halfTermName[term.halfTerm]} ${percent(term.percent)}`).join(', ')}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}
