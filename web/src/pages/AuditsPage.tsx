import { Link } from 'wouter';
import { useFresh } from '../fresh';
import { longDate, sessionName } from '../format';
import { MissedDayAuditsDocument } from '../gql/graphql';
import { AuditTag } from '../lookedafter/AuditTag';
import { Heads } from '../ui/Heads';
import { Empty, Show } from '../ui/states';
import { useTitle } from '../ui/title';

/** The audits that the 25th missed day of looked-after children opens. */
export function AuditsPage() {
  useTitle('Audits of 25 days');
  const fresh = useFresh(MissedDayAuditsDocument, {}, { every: 10_000, on: 'looked-after' });
  return (
    <>
      <p className="govuk-body">
        <Link className="govuk-link" href="/looked-after">
          Looked-after children
        </Link>
      </p>
      <h1 className="govuk-heading-l">Audits of 25 days</h1>
      <Show fresh={fresh} what="audits">
        {({ missedDayAudits: audits }) =>
          audits?.length ? (
            <table className="govuk-table app-table app-table--cards">
              <Heads titles={['Child', 'School', 'Year', 'Reached with', 'Sign by', 'State']} />
              <tbody>
                {audits.map((audit) => (
                  <tr key={audit.id}>
                    <th scope="row" className="govuk-table__header">
                      <Link className="govuk-link" href={`/looked-after/audits/${audit.id}`}>
                        {audit.pupil.givenName} {audit.pupil.familyName}
                      </Link>
                    </th>
                    <td className="govuk-table__cell" data-label="School">
                      {audit.school ?? 'none'}
                    </td>
                    <td className="govuk-table__cell" data-label="Year">
                      {audit.year}
                    </td>
                    <td className="govuk-table__cell" data-label="Reached with">
                      {sessionName(audit.reachedWith)}
                    </td>
                    <td className="govuk-table__cell" data-label="Sign by">
                      {longDate(audit.dueOn)}
                    </td>
                    <td className="govuk-table__cell" data-label="State">
                      <AuditTag state={audit.state} overdue={audit.overdue} />
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          ) : (
            <Empty at={fresh.at}>No looked-after child in your scope has missed 25 days.</Empty>
          )
        }
      </Show>
    </>
  );
}
