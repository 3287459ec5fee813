import { useFresh } from '../fresh';
import { longDate, moment } from '../format';
import { WhoKnowsDocument } from '../gql/graphql';
import { agreementState, fieldName } from '../partners/names';
import { Heads } from '../ui/Heads';
import { Empty, NoAccess, Show } from '../ui/states';

/** Who outside the authority knows what of a child. */
export function WhoKnows({ id }: { id: string }) {
  const fresh = useFresh(WhoKnowsDocument, { id }, { every: 15_000 });
  return (
    <Show fresh={fresh} what="disclosures">
      {({ pupil }) =>
        !pupil?.disclosures ? (
          <NoAccess>This is for those who work on the child’s case.</NoAccess>
        ) : pupil.disclosures.length === 0 ? (
          <Empty at={fresh.at}>No agreement has shared this child with an agency.</Empty>
        ) : (
          <table className="govuk-table app-table app-table--cards">
            <caption className="govuk-table__caption govuk-table__caption--m">Who knows what</caption>
            <Heads titles={['Agency', 'What', 'What for', 'Until', 'Looks']} />
            <tbody>
              {pupil.disclosures.map((line) => (
                <tr key={line.agreement}>
                  <th scope="row" className="govuk-table__header">
                    {line.agency}
                  </th>
                  <td className="govuk-table__cell" data-label="What">
                    {line.fields.map((field) => fieldName[field] ?? field).join(', ')}
                  </td>
                  <td className="govuk-table__cell" data-label="What for">
                    {line.purpose}
                    <div className="app-quiet">{line.lawfulBasis}</div>
                  </td>
                  <td className="govuk-table__cell" data-label="Until">
                    {longDate(line.expiresOn)} ({agreementState[line.state][0].toLowerCase()})
                  </td>
                  <td className="govuk-table__cell" data-label="Looks">
                    {line.looks}
                    {line.lastLook && `, last ${moment(line.lastLook)}`}
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
