import { useState } from 'react';
import { Link } from 'wouter';
import { useFresh } from '../fresh';
import { addDays, percent } from '../format';
import { AttendanceAwardsDocument, type AttendanceAwardsQuery } from '../gql/graphql';
import { Back } from '../lookedafter/Back';
import { useSession } from '../session';
import { Field } from '../ui/Field';
import { Heads } from '../ui/Heads';
import { Empty, Show } from '../ui/states';
import { useTitle } from '../ui/title';

type Line = NonNullable<AttendanceAwardsQuery['attendanceAwards']>['best'][number];

/** Looked-after children in line for an attendance award. */
export function AwardsPage() {
  useTitle('Attendance awards');
  const { today } = useSession();
  const [days, setDays] = useState({ from: addDays(today, -41), to: today });
  const fresh = useFresh(AttendanceAwardsDocument, days, { every: 0, pause: !days.from || !days.to });
  return (
    <>
      <Back />
      <h1 className="govuk-heading-l">Attendance awards</h1>
      <p className="govuk-body">Improvement is against as many days before. A child needs two school weeks of possible half-days to be listed.</p>
      <div className="app-fields">
        <Field id="award-from" label="From" type="date" value={days.from} onChange={(from) => setDays({ ...days, from })} />
        <Field id="award-to" label="To" type="date" value={days.to} onChange={(to) => setDays({ ...days, to })} />
      </div>
      <Show fresh={fresh} what="awards">
        {({ attendanceAwards: awards }) =>
          awards && (
            <>
              <List title="Best attendance" lines={awards.best} />
              <List title="Most improved" lines={awards.mostImproved} />
            </>
          )
        }
      </Show>
    </>
  );
}

function List({ title, lines }: { title: string; lines: readonly Line[] }) {
  return (
    <section aria-label={title}>
      <h2 className="govuk-heading-m">{title}</h2>
      {lines.length === 0 ? (
        <Empty>No child is in line for it.</Empty>
      ) : (
        <table className="govuk-table app-table app-table--cards">
          <Heads titles={['Child', 'School', 'Attended', 'Attendance', 'Before']} />
          <tbody>
            {lines.map((line) => (
              <tr key={line.pupil.id}>
                <th scope="row" className="govuk-table__header">
                  <Link className="govuk-link" href={`/pupils/${line.pupil.id}`}>
                    {line.pupil.givenName} {line.pupil.familyName}
                  </Link>
                </th>
                <td className="govuk-table__cell" data-label="School">
                  {line.school ?? 'none'}
                </td>
                <td className="govuk-table__cell" data-label="Attended">
                  {line.attended} of {line.possible} half-days
                </td>
                <td className="govuk-table__cell" data-label="Attendance">
                  {percent(line.percent)}
                </td>
                <td className="govuk-table__cell" data-label="Before">
                  {percent(line.percentBefore)}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}
