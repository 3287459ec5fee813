import { Link } from 'wouter';
import { daysOf, longDate } from '../format';
import type { ToldFragment } from '../gql/graphql';
import { Heads } from '../ui/Heads';

/** Looked-after children of whom a school was told. */
export function ToldTable({ lines, school }: { lines: readonly ToldFragment[]; school: boolean }) {
  return (
    <table className="govuk-table app-table app-table--cards">
      <Heads titles={['Child', 'School', 'Designated teacher', 'Social worker', 'Missed this year', 'Next education plan']} />
      <tbody>
        {lines.map((line) => (
          <tr key={line.pupil.id + line.school}>
            <th scope="row" className="govuk-table__header">
              <Link className="govuk-link" href={`/pupils/${line.pupil.id}`}>
                {line.pupil.givenName} {line.pupil.familyName}
              </Link>
            </th>
            <td className="govuk-table__cell" data-label="School">
              {line.school}
              {line.elsewhere && !school && ' (the child is elsewhere now)'}
            </td>
            <td className="govuk-table__cell" data-label="Designated teacher">
              {line.teacher}, told {longDate(line.toldOn)}
            </td>
            <td className="govuk-table__cell" data-label="Social worker">
              {line.socialWorker ?? 'not recorded'}
            </td>
            <td className="govuk-table__cell" data-label="Missed this year">
              {line.halfDaysMissed === null ? 'not counted yet' : daysOf(line.halfDaysMissed)}
            </td>
            <td className="govuk-table__cell" data-label="Next education plan">
              {line.educationPlan ? longDate(line.educationPlan) : 'none'}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
