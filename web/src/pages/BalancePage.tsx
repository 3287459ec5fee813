import { useState } from 'react';
import { pounds } from '../enforcement/names';
import { useFresh } from '../fresh';
import { yearStart } from '../format';
import { type BalanceBy, EnforcementBalanceDocument } from '../gql/graphql';
import { useSession } from '../session';
import { Choice } from '../ui/Choice';
import { Field } from '../ui/Field';
import { Show } from '../ui/states';
import { useTitle } from '../ui/title';

const by: Record<BalanceBy, string> = { SCHOOL: 'School', LOCALITY: 'Locality', GROUP: 'Group of children' };

/** Support set against enforcement, and what came of matters. */
export function BalancePage() {
  useTitle('Support and enforcement');
  const { today } = useSession();
  const [from, setFrom] = useState(yearStart(today));
  const [to, setTo] = useState(today);
  const [row, setRow] = useState<BalanceBy>('SCHOOL');
  const fresh = useFresh(EnforcementBalanceDocument, { from, to, by: row });
  return (
    <>
      <h1 className="govuk-heading-l">Support and enforcement</h1>
      <div className="app-fields">
        <Field id="balance-from" label="From" type="date" value={from} onChange={(value) => value && setFrom(value)} />
        <Field id="balance-to" label="To" type="date" value={to} onChange={(value) => value && setTo(value)} />
        <Choice name="balance-by" label="By" value={row} onChange={(value) => setRow(value as BalanceBy)}>
          {Object.entries(by).map(([key, title]) => (
            <option key={key} value={key}>
              {title}
            </option>
          ))}
        </Choice>
      </div>
      <Show fresh={fresh} what="report">
        {(data) => (
          <>
            <Table
              caption="Support set against enforcement"
              head={[by[row], 'Children', 'Support offered', 'Warnings', 'Notices', 'Proceedings', 'Orders', 'Enforced without support']}
              rows={data.enforcementBalance.map((each) => [
                each.name,
                each.children,
                each.support,
                each.warnings,
                each.notices,
                each.proceedings,
                each.orders,
                each.withoutSupport,
              ])}
            />
            <Table
              caption="Matters and what came of them"
              head={['Matter', 'Where they stand', 'School', 'Matters', 'Paid or fined', 'Costs', 'Days to decision', 'Days to court', 'Late in court']}
              rows={data.enforcementOutcomes.map((each) => [
                each.title,
                each.stands,
                each.school ?? 'on no roll',
                each.matters,
                pounds(each.amount),
                pounds(each.costs),
                each.daysToDecision,
                each.daysToCourt ?? '',
                each.lateInCourt,
              ])}
            />
            <p className="app-quiet">
              Days run from the opening of the case. A step counts on its day; a child can be in several groups. Late: more than twelve weeks from the case to the
              hearing.
            </p>
          </>
        )}
      </Show>
    </>
  );
}

function Table({ caption, head, rows }: { caption: string; head: string[]; rows: (string | number)[][] }) {
  return (
    <table className="govuk-table app-table app-table--cards">
      <caption className="govuk-table__caption govuk-table__caption--m">{caption}</caption>
      <thead>
        <tr>
          {head.map((title) => (
            <th scope="col" className="govuk-table__header" key={title}>
              {title}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.slice(0, 3).join()}>
            {row.map((cell, i) =>
              i === 0 ? (
                <th scope="row" className="govuk-table__header" key={head[i]}>
                  {cell}
                </th>
              ) : (
                <td className="govuk-table__cell" data-label={head[i]} key={head[i]}>
                  {cell}
                </td>
              ),
            )}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
