import { Link } from 'wouter';
import { useFresh } from '../fresh';
import { longDate, percent } from '../format';
import { YouthBoardDocument, type YouthBoardQuery } from '../gql/graphql';
import { Heads } from '../ui/Heads';
import { Show } from '../ui/states';
import { useTitle } from '../ui/title';
import { educationAt } from '../youth/names';

type Month = NonNullable<YouthBoardQuery['youthBoard']>['year'];

/** The board of the service's operational manager: caseload, education in hours, attendance of the cohort. */
export function YouthBoardPage() {
  useTitle('Board of the youth offending service');
  const fresh = useFresh(YouthBoardDocument, {}, { every: 60_000 });
  return (
    <>
      <p className="govuk-body">
        <Link className="govuk-link" href="/partners/youth-offending">
          Youth Offending Service
        </Link>
      </p>
      <h1 className="govuk-heading-l">Board of the youth offending service</h1>
      <Show fresh={fresh} what="board">
        {({ youthBoard: board }) =>
          board && (
            <>
              <p className="govuk-body">
                {board.youngPeople} young people are shared with the service; mentors work with {board.matches}.
              </p>
              <table className="govuk-table app-table app-table--cards">
                <caption className="govuk-table__caption govuk-table__caption--m">Caseload</caption>
                <Heads titles={['Case manager', 'Orders', 'Releases', 'With something late']} />
                <tbody>
                  {board.caseload.map((line) => (
                    <tr key={line.name}>
                      <th scope="row" className="govuk-table__header">
                        {line.name}
                      </th>
                      <td className="govuk-table__cell" data-label="Orders">
                        {line.orders}
                      </td>
                      <td className="govuk-table__cell" data-label="Releases">
                        {line.releases}
                      </td>
                      <td className="govuk-table__cell" data-label="With something late">
                        {line.late}
                      </td>
                    </tr>
                  ))}
                </tbody>
              </table>
              <table className="govuk-table app-table app-table--cards">
                <caption className="govuk-table__caption govuk-table__caption--m">Education, in hours of the last week of school</caption>
                <Heads titles={['Where', 'Young people', 'Offered 25 hours or more', 'Hours offered', 'Hours attended']} />
                <tbody>
                  {board.education.map((line) => (
                    <tr key={line.status}>
                      <th scope="row" className="govuk-table__header">
                        {educationAt[line.status]}
                      </th>
                      <td className="govuk-table__cell" data-label="Young people">
                        {line.youngPeople}
                      </td>
                      <td className="govuk-table__cell" data-label="Offered 25 hours or more">
                        {line.fullTime}
                      </td>
                      <td className="govuk-table__cell" data-label="Hours offered">
                        {line.hoursOffered}
                      </td>
                      <td className="govuk-table__cell" data-label="Hours attended">
                        {line.hoursAttended}
                      </td>
                    </tr>
                  ))}
                </tbody>
              </table>
              <p className="govuk-body">A half-day counts as two and a half hours. What is attended in custody is what the setting says.</p>
              <table className="govuk-table app-table app-table--cards">
                <caption className="govuk-table__caption govuk-table__caption--m">Attendance of the young people together</caption>
                <Heads titles={['Month', 'Young people', 'Attended half-days', 'Attendance']} />
                <tbody>
                  {board.months.map((month) => (
                    <Line month={month} title={longDate(month.month).replace(/^1 /, '')} key={month.month} />
                  ))}
                  <Line month={board.year} title="This school year" />
                </tbody>
              </table>
            </>
          )
        }
      </Show>
    </>
  );
}

function Line({ month, title }: { month: Month; title: string }) {
  const hidden = month.possible === null;
  return (
    <tr>
      <th scope="row" className="govuk-table__header">
        {title}
      </th>
      <td className="govuk-table__cell" data-label="Young people">
        {hidden ? 'fewer than five' : month.youngPeople}
      </td>
      <td className="govuk-table__cell" data-label="Attended half-days">
        {hidden ? 'not told' : `${month.attended} of ${month.possible}`}
      </td>
      <td className="govuk-table__cell" data-label="Attendance">
        {hidden ? 'not told' : month.possible ? percent(((month.attended ?? 0) * 100) / month.possible) : 'nothing yet'}
      </td>
    </tr>
  );
}
