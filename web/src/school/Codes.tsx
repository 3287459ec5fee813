import { useFresh } from '../fresh';
import { longDate } from '../format';
import { CodeGuideDocument, type SchoolQualityQuery } from '../gql/graphql';
import { Heads } from '../ui/Heads';
import { Show } from '../ui/states';

type Code = NonNullable<SchoolQualityQuery['school']>['wrongCodes'][number];

const classes: Record<string, string> = {
  PRESENT: 'Attended',
  APPROVED: 'Attended, away from school',
  AUTHORISED: 'Absent with leave',
  UNAUTHORISED: 'Absent without leave',
  NOT_POSSIBLE: 'Not counted',
  ADMINISTRATIVE: 'Not counted',
  MISSING: 'Missing',
};

/** Codes that the school uses wrongly, and what to do. */
export function WrongCodes({ codes }: { codes: readonly Code[] }) {
  if (codes.length === 0) return null;
  return (
    <section aria-labelledby="wrong-codes">
      <h2 className="govuk-heading-m" id="wrong-codes">
        Codes that want looking at
      </h2>
      <table className="govuk-table app-table app-table--cards">
        <caption className="govuk-visually-hidden">Codes used wrongly, the most frequent first</caption>
        <Heads titles={['Code', 'Marks', 'What to do']} />
        <tbody>
          {codes.map((each) => (
            <tr key={each.code + each.pattern}>
              <th scope="row" className="govuk-table__header">
                {each.code}
              </th>
              <td className="govuk-table__cell" data-label="Marks">
                {each.count}
              </td>
              <td className="govuk-table__cell" data-label="What to do">
                {each.advice}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

/** The codes in force on a day. */
export function CodeGuide({ on }: { on: string }) {
  const fresh = useFresh(CodeGuideDocument, { on }, { every: 0 });
  return (
    <details className="govuk-details">
      <summary className="govuk-details__summary">
        <span className="govuk-details__summary-text">Code guide for {longDate(on)}</span>
      </summary>
      <div className="govuk-details__text">
        <Show fresh={fresh} what="code guide">
          {({ codeGuide }) => (
            <table className="govuk-table app-table app-table--cards">
              <caption className="govuk-visually-hidden">Register codes in force</caption>
              <Heads titles={['Code', 'Meaning', 'Counts as', 'When to use it']} />
              <tbody>
                {codeGuide.map((each) => (
                  <tr key={each.code}>
                    <th scope="row" className="govuk-table__header">
                      {each.code}
                    </th>
                    <td className="govuk-table__cell" data-label="Meaning">
                      {each.meaning}
                    </td>
                    <td className="govuk-table__cell" data-label="Counts as">
                      {classes[each.countsAs]}
                    </td>
                    <td className="govuk-table__cell" data-label="When to use it">
                      {each.examples}
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          )}
        </Show>
      </div>
    </details>
  );
}
