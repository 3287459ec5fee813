import { Link } from 'wouter';
import { useFresh } from '../fresh';
import { longDate } from '../format';
import { YouthCaseloadDocument } from '../gql/graphql';
import { Heads } from '../ui/Heads';
import { Empty, Show } from '../ui/states';
import { useTitle } from '../ui/title';
import { releaseFlag, youngName } from '../youth/names';

/** What a case manager of the youth offending service begins with: the young people, what is late first. */
export function YouthCaseloadPage() {
  useTitle('Young people');
  const fresh = useFresh(YouthCaseloadDocument, {}, { every: 60_000 });
  return (
    <>
      <h1 className="govuk-heading-l">Young people</h1>
      <p className="govuk-body">
        <Link className="govuk-link" href="/agency-meetings">
          Meetings
        </Link>{' '}
        ·{' '}
        <Link className="govuk-link" href="/youth-offending/mentors">
          Mentors
        </Link>{' '}
        ·{' '}
        <Link className="govuk-link" href="/youth-offending/board">
          Manager’s board
        </Link>
      </p>
      <Show fresh={fresh} what="young people">
        {({ youngPeople }) =>
          youngPeople.length === 0 ? (
            <Empty at={fresh.at}>No agreement shares a young person with your service today.</Empty>
          ) : (
            <table className="govuk-table app-table app-table--cards">
              <caption className="govuk-visually-hidden">Young people, what is late first</caption>
              <Heads titles={['Young person', 'Orders', 'Half-days that broke a condition', 'To do', 'Release']} />
              <tbody>
                {youngPeople.map((person) => (
                  <tr key={person.agreement + person.child}>
                    <th scope="row" className="govuk-table__header">
                      <Link className="govuk-link" href={`/youth-offending/${person.agreement}/${person.child}`}>
                        {youngName(person)}
                      </Link>
                    </th>
                    <td className="govuk-table__cell" data-label="Orders">
                      {person.orders}
                    </td>
                    <td className="govuk-table__cell" data-label="Half-days that broke a condition">
                      {person.breaches}
                    </td>
                    <td className="govuk-table__cell" data-label="To do">
                      {person.overdueTasks > 0 ? <strong className="govuk-tag govuk-tag--red">{person.overdueTasks} overdue</strong> : 'nothing overdue'}
                    </td>
                    <td className="govuk-table__cell" data-label="Release">
                      {person.releaseOn ? longDate(person.releaseOn) : 'none planned'}{' '}
                      {person.flags.map((flag) => (
                        <strong className="govuk-tag govuk-tag--red" key={flag}>
                          {releaseFlag[flag]}
                        </strong>
                      ))}
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
