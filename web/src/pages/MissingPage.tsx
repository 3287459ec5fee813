import { useSearchParams } from 'wouter';
import { useFresh } from '../fresh';
import { clock, count, dayDate } from '../format';
import { MissingRegistersDocument } from '../gql/graphql';
import { useHeld } from '../held';
import { useSession } from '../session';
import { Heads } from '../ui/Heads';
import { StateTag } from '../ui/StateTag';
import { Empty, Show } from '../ui/states';
import { useTitle } from '../ui/title';
import { Updates } from '../ui/Updates';

/** The registers of a day that closed without a mark for every child. */
export function MissingPage() {
  useTitle('Missing registers');
  const { today } = useSession();
  const [parameters, setParameters] = useSearchParams();
  const date = parameters.get('date') ?? today;
  const fresh = useFresh(MissingRegistersDocument, { date }, { every: 5_000, on: 'registers' });
  const held = useHeld(fresh.data?.missingRegisters, date, (row) => row.school + row.half);
  return (
    <>
      <h1 className="govuk-heading-l">Missing registers</h1>
      <div className="app-filters">
        <div className="govuk-form-group">
          <label className="govuk-label" htmlFor="day">
            Day
          </label>
          <input
            id="day"
            className="govuk-input"
            type="date"
            value={date}
            max={today}
            onChange={(event) => event.target.value && setParameters({ date: event.target.value }, { replace: true })}
          />
        </div>
      </div>
      <Show fresh={fresh} what="missing registers">
        {() => (
          <>
            <Updates updates={held.updates} show={held.show} />
            {held.shown?.length ? (
              <table className="govuk-table app-table app-table--cards">
                <caption className="govuk-table__caption govuk-table__caption--m">
                  {count(held.shown.length, 'register')} missing or incomplete, {dayDate(date)}
                </caption>
                <Heads titles={['School', 'Session', 'State', 'Marks in', 'Classes']} />
                <tbody>
                  {held.shown.map((row) => (
                    <tr key={row.school + row.half} className={held.changed.has(row.school + row.half) ? 'app-changed' : undefined}>
                      <th scope="row" className="govuk-table__header">
                        {row.schoolName}
                      </th>
                      <td className="govuk-table__cell" data-label="Session">
                        {row.half}, closed {clock(row.closesAt)}
                      </td>
                      <td className="govuk-table__cell" data-label="State">
                        <StateTag state={row.state} />
                      </td>
                      <td className="govuk-table__cell" data-label="Marks in">
                        {row.marked} of {row.expected}
                      </td>
                      <td className="govuk-table__cell" data-label="Classes">
                        {row.groups.map((group) => `${group.name ?? 'no class'} (${group.marked} of ${group.expected})`).join(', ')}
                      </td>
                    </tr>
                  ))}
                </tbody>
              </table>
            ) : (
              <Empty at={fresh.at}>No register is missing on {dayDate(date)} so far.</Empty>
            )}
          </>
        )}
      </Show>
    </>
  );
}
