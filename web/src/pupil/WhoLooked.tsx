import { useState } from 'react';
import { useFresh } from '../fresh';
import { moment } from '../format';
import { WhoLookedDocument } from '../gql/graphql';
import { Heads } from '../ui/Heads';
import { Pages } from '../ui/Pages';
import { Empty, Show } from '../ui/states';

const outcomes = { READ: 'Shown', DENIED: 'Refused', CHANGED: 'Changed' } as const;

/** The audit: everything, or what concerns one child or was done by one caller. */
export function WhoLooked({ child, who }: { child?: string; who?: string }) {
  const [cursors, setCursors] = useState<string[]>([]);
  const fresh = useFresh(
    WhoLookedDocument,
    { first: 50, after: cursors.at(-1) ?? null, child: child ?? null, who: who || null },
    { every: cursors.length ? 0 : 15_000 },
  );
  return (
    <Show fresh={fresh} what="records">
      {(data) => (
        <>
          {data.audit.records.length === 0 ? (
            <Empty at={fresh.at}>No record.</Empty>
          ) : (
            <table className="govuk-table app-table app-table--cards">
              <caption className="govuk-table__caption govuk-table__caption--m">{child ? 'Who looked at this child' : 'Records, newest first'}</caption>
              <Heads titles={['When', 'Who', 'In which roles', 'What', 'Outcome']} />
              <tbody>
                {data.audit.records.map((record) => (
                  <tr key={record.requestId + record.action + record.outcome + record.resource}>
                    <th scope="row" className="govuk-table__header">
                      {moment(record.at)}
                    </th>
                    <td className="govuk-table__cell" data-label="Who">
                      {record.who}
                    </td>
                    <td className="govuk-table__cell" data-label="In which roles">
                      {record.roles}
                    </td>
                    <td className="govuk-table__cell" data-label="What">
                      {record.action} {record.resource}
                      {record.purpose && ` for ${record.purpose}`}
                      {record.detail && <span className="app-quiet"> {record.detail}</span>}
                      {!child && record.children.length > 0 && (
                        <span className="app-quiet"> {record.children.length === 1 ? '1 child' : `${record.children.length} children`}</span>
                      )}
                    </td>
                    <td className="govuk-table__cell" data-label="Outcome">
                      {outcomes[record.outcome]}
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          )}
          <Pages
            page={cursors.length + 1}
            hasNext={data.audit.pageInfo.hasNextPage}
            onPrevious={() => setCursors(cursors.slice(0, -1))}
            onNext={() => data.audit.pageInfo.endCursor && setCursors([...cursors, data.audit.pageInfo.endCursor])}
          />
        </>
      )}
    </Show>
  );
}
