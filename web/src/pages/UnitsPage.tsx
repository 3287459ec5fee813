import { useState } from 'react';
import { Link } from 'wouter';
import { useFresh } from '../fresh';
import { daysOf, longDate, moment } from '../format';
import { AddUnitActionDocument, CareUnitsDocument, type CareUnitsQuery, LookedAfterBoardDocument, SettleUnitActionDocument } from '../gql/graphql';
import { Back } from '../lookedafter/Back';
import { LeaveRequests } from '../lookedafter/LeaveRequests';
import { SmallForm } from '../lookedafter/SmallForm';
import { problemsOf, useSend } from '../send';
import { useSession } from '../session';
import { Field } from '../ui/Field';
import { Empty, Show } from '../ui/states';
import { useTitle } from '../ui/title';

type Unit = NonNullable<CareUnitsQuery['careUnits']>[number];

/** Residential units: their children, what stands in the way of attendance there, and what is done about it. */
export function UnitsPage() {
  useTitle('Residential units');
  const fresh = useFresh(CareUnitsDocument, {}, { every: 30_000 });
  return (
    <>
      <Back />
      <h1 className="govuk-heading-l">Residential units</h1>
      <Show fresh={fresh} what="units">
        {({ careUnits: units }) =>
          units?.length ? (
            units.map((unit) => <Sheet unit={unit} refresh={fresh.refresh} key={unit.number} />)
          ) : (
            <Empty at={fresh.at}>No unit is in your scope.</Empty>
          )
        }
      </Show>
      <LeaveRequests />
    </>
  );
}

function Sheet({ unit, refresh }: { unit: Unit; refresh: () => void }) {
  const { may, today } = useSession();
  const { send } = useSend();
  const empty = { issue: '', what: '', owner: '', by: today };
  const [entry, setEntry] = useState(empty);
  const board = useFresh(LookedAfterBoardDocument, {}, { every: 30_000, on: 'looked-after' });
  const here = board.data?.lookedAfterBoard?.children.filter((child) => child.unit === unit.name) ?? [];
  const set = (name: keyof typeof empty) => (value: string) => setEntry({ ...entry, [name]: value });
  const add = async () => {
    const sent = await send(AddUnitActionDocument, { input: { unit: unit.number, ...entry } });
    const wrong = sent.problem ?? problemsOf(sent.data.addUnitAction);
    if (!wrong) setEntry(empty);
    refresh();
    return wrong;
  };
  return (
    <section aria-label={unit.name}>
      <h2 className="govuk-heading-m">{unit.name}</h2>
      {here.length === 0 ? (
        <Empty>No child lives here today.</Empty>
      ) : (
        <ul className="govuk-list govuk-list--bullet">
          {here.map((child) => (
            <li key={child.pupil.id}>
              <Link className="govuk-link" href={`/pupils/${child.pupil.id}`}>
                {child.pupil.givenName} {child.pupil.familyName}
              </Link>
              , {daysOf(child.halfDaysMissed)} missed this year
            </li>
          ))}
        </ul>
      )}
      {unit.actions.length === 0 ? (
        <Empty>No issue is recorded.</Empty>
      ) : (
        <ul className="govuk-list">
          {unit.actions.map((action) => (
            <li key={action.id}>
              <strong>{action.issue}</strong>: {action.what}, {action.owner}, by {longDate(action.by)}.{' '}
              {action.overdue && <strong className="govuk-tag govuk-tag--red">Overdue</strong>}
              {action.settledAt ? ` ${action.note ?? ''} (${moment(action.settledAt)})` : may.includes('WorkAtUnit') && <Settle id={action.id} refresh={refresh} />}
            </li>
          ))}
        </ul>
      )}
      {may.includes('WorkAtUnit') && (
        <SmallForm title={`Add an issue of ${unit.name}`} button="Add it" saved="The issue is added." run={add}>
          <Field
            id={`issue-${unit.number}`}
            label="What stands in the way of attendance"
            hint="Name no child here."
            required
            maxLength={500}
            value={entry.issue}
            onChange={set('issue')}
          />
          <Field id={`what-${unit.number}`} label="What is done" required maxLength={500} value={entry.what} onChange={set('what')} />
          <div className="app-fields">
            <Field id={`owner-${unit.number}`} label="Whose" required maxLength={100} value={entry.owner} onChange={set('owner')} />
            <Field id={`by-${unit.number}`} label="By" type="date" required value={entry.by} onChange={set('by')} />
          </div>
        </SmallForm>
      )}
    </section>
  );
}

function Settle({ id, refresh }: { id: string; refresh: () => void }) {
  const { send } = useSend();
  const [note, setNote] = useState('');
  const settle = async () => {
    const sent = await send(SettleUnitActionDocument, { id, note });
    refresh();
    return sent.problem ?? problemsOf(sent.data.settleUnitAction);
  };
  return (
    <SmallForm title="Settle it" button="Settle" saved="It is settled." run={settle}>
      <Field id={`settle-${id}`} label="What came of it" required maxLength={500} value={note} onChange={setNote} />
    </SmallForm>
  );
}
