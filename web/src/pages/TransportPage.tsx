import { useState } from 'react';
import { Link } from 'wouter';
import { SendForm } from '../cases/SendForm';
import { useFresh } from '../fresh';
import { count, sessionName } from '../format';
import {
  type HalfDay,
  ReportTransportFailureDocument,
  SaveTransportRouteDocument,
  type TransportFailureKind,
  TransportUnitDocument,
  type TransportUnitQuery,
} from '../gql/graphql';
import { useSession } from '../session';
import { basisName, failureName, metresText } from '../transport/names';
import { WayForm } from '../transport/WayForm';
import { Field, Opening, TextField } from '../ui/Field';
import { Select } from '../ui/Select';
import { Empty, Show } from '../ui/states';
import { useTitle } from '../ui/title';

type Unit = TransportUnitQuery;

/** The transport unit's day: what failed, the children it is shared, the routes. */
export function TransportPage() {
  useTitle('Home to school transport');
  const fresh = useFresh(TransportUnitDocument, {}, { every: 30_000 });
  return (
    <>
      <h1 className="govuk-heading-l">Home to school transport</h1>
      <p className="govuk-body">
        <Link className="govuk-link" href="/transport-policy">
          The policy in several languages
        </Link>
      </p>
      <Show fresh={fresh} what="routes">
        {(unit) => (
          <>
            <Failures unit={unit} done={fresh.refresh} />
            <Children unit={unit} done={fresh.refresh} />
            <Routes unit={unit} done={fresh.refresh} />
          </>
        )}
      </Show>
    </>
  );
}

function Failures({ unit, done }: { unit: Unit; done: () => void }) {
  const { today } = useSession();
  const routes = unit.transportRoutes ?? [];
  const [route, setRoute] = useState('');
  const [date, setDate] = useState(today);
  const [half, setHalf] = useState<HalfDay>('AM');
  const [kind, setKind] = useState<TransportFailureKind>('LATE');
  const [minutes, setMinutes] = useState('');
  const [what, setWhat] = useState('');
  return (
    <>
      <h2 className="govuk-heading-m">Services that failed this year</h2>
      {unit.transportFailures?.length ? (
        <ul className="govuk-list govuk-list--spaced">
          {unit.transportFailures.map((failure) => (
            <li key={failure.id}>
              <strong>{failure.route}</strong>, {sessionName(failure)}: {failureName[failure.kind]}
              {failure.minutesLate && ` by ${count(failure.minutesLate, 'minute')}`}. {failure.what}
              <div className="app-quiet">
                {failure.explained === 0
                  ? 'No school has taken it as a reason yet.'
                  : `Schools explained ${failure.explained === null ? 'fewer than five marks' : count(failure.explained, 'mark')} by it.`}
              </div>
            </li>
          ))}
        </ul>
      ) : (
        <Empty>No service failed.</Empty>
      )}
      {routes.length > 0 && (
        <Opening title="Report that a service failed">
          <SendForm
            label="A service failed"
            button="Report"
            saved="Reported. The schools of its children hear of it."
            document={ReportTransportFailureDocument}
            variables={() => ({
              input: { route: route || routes[0]!.id, date, half, kind, what, ...(kind === 'LATE' && { minutesLate: Number(minutes) }) },
            })}
            done={done}
          >
            <Select id="failed-route" label="Route" value={route || routes[0]!.id} onChange={setRoute} options={Object.fromEntries(routes.map((each) => [each.id, each.name]))} />
            <div className="app-fields">
              <Field id="failed-date" label="Date" type="date" required max={today} value={date} onChange={setDate} />
              <Select id="failed-half" label="Half-day" value={half} onChange={setHalf} options={{ AM: 'Morning', PM: 'Afternoon' }} />
            </div>
            <Select id="failed-kind" label="How it failed" value={kind} onChange={setKind} options={failureName} />
            {kind === 'LATE' && <Field id="failed-minutes" label="Minutes late" type="number" min={1} max={480} required value={minutes} onChange={setMinutes} />}
            <TextField id="failed-what" label="What happened" hint="Schools read it. Name no child." maxLength={500} value={what} onChange={setWhat} />
          </SendForm>
        </Opening>
      )}
    </>
  );
}

function Children({ unit, done }: { unit: Unit; done: () => void }) {
  return (
    <>
      <h2 className="govuk-heading-m">Children</h2>
      {unit.transportChildren.length === 0 ? (
        <Empty>No agreement shares a child with the unit today.</Empty>
      ) : (
        <ul className="govuk-list">
          {unit.transportChildren.map((each) => (
            <li key={each.agreement + each.child} className="app-panel">
              <h3 className="govuk-heading-s">
                {[each.givenName ?? `Child ${each.child.slice(0, 6)}`, each.familyName].filter(Boolean).join(' ')}
                {each.schoolName && `, ${each.schoolName}`}
              </h3>
              <p className="govuk-body">
                {each.way
                  ? `${basisName[each.way.basis]}. ${metresText(each.way.metres)}${each.way.route ? `, place on ${each.way.route}` : ', no place on a route'}.`
                  : 'Nothing is recorded.'}
              </p>
              <WayForm who={{ agreement: each.agreement, child: each.child }} known={each.way ?? null} routes={unit.transportRoutes ?? []} done={done} />
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

function Routes({ unit, done }: { unit: Unit; done: () => void }) {
  const [name, setName] = useState('');
  const [operator, setOperator] = useState('');
  return (
    <>
      <h2 className="govuk-heading-m">Routes</h2>
      {unit.transportRoutes?.length ? (
        <ul className="govuk-list govuk-list--bullet">
          {unit.transportRoutes.map((route) => (
            <li key={route.id}>
              {route.name}, {route.operator}: {route.children === null ? 'fewer than five children' : count(route.children, 'child', 'children')}
            </li>
          ))}
        </ul>
      ) : (
        <Empty>No route yet.</Empty>
      )}
      <Opening title="Add a route">
        <SendForm
          label="Add a route"
          button="Add"
          saved="Added."
          document={SaveTransportRouteDocument}
          variables={() => ({ input: { name, operator } })}
          done={done}
        >
          <Field id="route-name" label="Name" required maxLength={100} value={name} onChange={setName} />
          <Field id="route-operator" label="Who drives it" required maxLength={100} value={operator} onChange={setOperator} />
        </SendForm>
      </Opening>
    </>
  );
}
