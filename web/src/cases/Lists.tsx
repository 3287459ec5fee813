import { Link } from 'wouter';
import { useFresh } from '../fresh';
import { count, longDate } from '../format';
import { EntitlementsDocument, OverdueAgencyAnswersDocument } from '../gql/graphql';
import { Heads } from '../ui/Heads';
import { Empty, Show } from '../ui/states';
import { missingNames } from './Steps';

const nameOf = (pupil: { givenName: string; familyName: string } | null) => (pupil ? `${pupil.givenName} ${pupil.familyName}` : 'A child');

/** Flagged children whose case lacks a step of the good practice that every child is entitled to. */
export function LackingSteps() {
  const fresh = useFresh(EntitlementsDocument, {}, { every: 60_000 });
  return (
    <Show fresh={fresh} what="steps">
      {({ entitlements }) =>
        entitlements.lacking.length === 0 ? (
          <Empty at={fresh.at}>Of {count(entitlements.flagged, 'flagged child', 'flagged children')} with a case, none lacks a step.</Empty>
        ) : (
          <table className="govuk-table app-table app-table--cards">
            <caption className="govuk-table__caption govuk-table__caption--s">
              {entitlements.lacking.length} of {count(entitlements.flagged, 'flagged child', 'flagged children')} with a case lack a step
            </caption>
            <Heads titles={['Child', 'School', 'What lacks, and why']} />
            <tbody>
              {entitlements.lacking.map((line) => (
                <tr key={line.case.id}>
                  <th scope="row" className="govuk-table__header">
                    <Link className="govuk-link" href={`/cases/${line.case.id}`}>
                      {nameOf(line.case.pupil)}
                    </Link>
                  </th>
                  <td className="govuk-table__cell" data-label="School">
                    {line.case.schoolName ?? 'on no roll'}
                  </td>
                  <td className="govuk-table__cell" data-label="What lacks, and why">
                    <ul className="govuk-list govuk-!-font-size-16">
                      {missingNames(line.missing).map((text) => (
                        <li key={text}>{text}</li>
                      ))}
                    </ul>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        )
      }
    </Show>
  );
}

/** What agencies were asked for and have not answered in time. */
export function AgenciesOwing() {
  const fresh = useFresh(OverdueAgencyAnswersDocument, {}, { every: 60_000 });
  return (
    <Show fresh={fresh} what="answers">
      {({ overdueAgencyAnswers: owing }) =>
        owing.length === 0 ? (
          <Empty at={fresh.at}>No agency owes an answer.</Empty>
        ) : (
          <table className="govuk-table app-table app-table--cards">
            <caption className="govuk-table__caption govuk-table__caption--s">{count(owing.length, 'overdue answer')}, the longest overdue first</caption>
            <Heads titles={['Agency', 'Child', 'Asked for', 'Overdue since']} />
            <tbody>
              {owing.map((each) => (
                <tr key={`${each.case.id}/${each.number}`}>
                  <th scope="row" className="govuk-table__header">
                    {each.agency}
                  </th>
                  <td className="govuk-table__cell" data-label="Child">
                    <Link className="govuk-link" href={`/cases/${each.case.id}`}>
                      {nameOf(each.case.pupil)}
                    </Link>
                  </td>
                  <td className="govuk-table__cell" data-label="Asked for">
                    {each.what}
                  </td>
                  <td className="govuk-table__cell" data-label="Overdue since">
                    {longDate(each.answerBy)}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        )
      }
    </Show>
  );
}
