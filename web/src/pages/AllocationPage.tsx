import { useState } from 'react';
import { Link } from 'wouter';
import { AllocateCase } from '../cases/AllocateCase';
import { SendForm } from '../cases/SendForm';
import { useFresh } from '../fresh';
import { longDate } from '../format';
import { CasesDocument, CaseWorkersDocument, type CaseWorkersQuery, SaveWorkerSettingsDocument } from '../gql/graphql';
import { Field, Opening } from '../ui/Field';
import { Heads } from '../ui/Heads';
import { Empty, Show } from '../ui/states';
import { useTitle } from '../ui/title';

/** Managers: which cases wait for a key worker, who is proposed for each, and who has room. */
export function AllocationPage() {
  useTitle('Allocation');
  const waiting = useFresh(CasesDocument, { first: 20, after: null, filter: { stage: 'WAITING' } }, { every: 10_000, on: 'pupils' });
  const workers = useFresh(CaseWorkersDocument, {}, { every: 30_000 });
  const changed = () => {
    waiting.refresh();
    workers.refresh();
  };
  return (
    <>
      <h1 className="govuk-heading-l">Allocation</h1>
      <h2 className="govuk-heading-m">Cases that wait for a key worker</h2>
      <Show fresh={waiting} what="cases">
        {({ cases }) =>
          cases.edges.length === 0 ? (
            <Empty at={waiting.at}>No case waits.</Empty>
          ) : (
            <>
              {cases.totalCount > cases.edges.length && (
                <p className="govuk-body">
                  The {cases.edges.length} that wait longest, of {cases.totalCount}.
                </p>
              )}
              {cases.edges.map(({ node }) => (
                <section className="app-card" key={node.id}>
                  <h3 className="govuk-heading-s">
                    <Link className="govuk-link" href={`/cases/${node.id}`}>
                      {node.pupil ? `${node.pupil.givenName} ${node.pupil.familyName}` : 'A child'}
                    </Link>
                  </h3>
                  <p className="govuk-body">
                    {node.schoolName ?? 'On no roll'}; opened on {longDate(node.openedOn)}
                    {node.due[0] && `; a key worker is due by ${longDate(node.due[0].on)}`}.
                  </p>
                  <Opening title="Who is proposed">
                    <AllocateCase id={node.id} held={false} done={changed} />
                  </Opening>
                </section>
              ))}
            </>
          )
        }
      </Show>
      <h2 className="govuk-heading-m">Who has room</h2>
      <Show fresh={workers} what="workers">
        {(data) => (data.caseWorkers.length === 0 ? <Empty>You manage nobody who holds cases.</Empty> : <Capacity workers={data.caseWorkers} done={changed} />)}
      </Show>
    </>
  );
}

type Worker = CaseWorkersQuery['caseWorkers'][number];

function Capacity({ workers, done }: { workers: readonly Worker[]; done: () => void }) {
  return (
    <table className="govuk-table app-table app-table--cards">
      <caption className="govuk-visually-hidden">Welfare officers and how many cases they hold</caption>
      <Heads titles={['Name', 'Team', 'Cases', 'Knows most about', 'Change']} />
      <tbody>
        {workers.map((worker) => (
          <tr key={worker.worker.id}>
            <th scope="row" className="govuk-table__header">
              {worker.worker.name}
              {worker.away && <div className="app-quiet">away today</div>}
            </th>
            <td className="govuk-table__cell" data-label="Team">
              {worker.teams.join(', ') || 'none'}
            </td>
            <td className="govuk-table__cell" data-label="Cases">
              {worker.open} of {worker.capacity}
              {worker.open >= worker.capacity && <div className="app-quiet">full</div>}
            </td>
            <td className="govuk-table__cell" data-label="Knows most about">
              {worker.specialisms.join(', ') || 'nothing noted'}
            </td>
            <td className="govuk-table__cell" data-label="Change">
              <Settings worker={worker} done={done} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Settings({ worker, done }: { worker: Worker; done: () => void }) {
  const [capacity, setCapacity] = useState(String(worker.capacity));
  const [specialisms, setSpecialisms] = useState(worker.specialisms.join(', '));
  const name = worker.worker.name;
  return (
    <Opening title={`Change ${name}`}>
      <SendForm
        label={`Change ${name}`}
        button="Save"
        saved="Saved."
        document={SaveWorkerSettingsDocument}
        variables={() => ({
          input: {
            worker: worker.worker.id,
            capacity: Number(capacity),
            specialisms: specialisms
              .split(',')
              .map((each) => each.trim())
              .filter(Boolean),
          },
        })}
        done={done}
      >
        <Field id={`capacity-${worker.worker.id}`} label="Open cases at most" type="number" min={0} max={200} value={capacity} onChange={setCapacity} />
        <Field
          id={`specialisms-${worker.worker.id}`}
          label="Knows most about"
          hint="Factors and markers, with commas: housing, looked-after"
          value={specialisms}
          onChange={setSpecialisms}
        />
      </SendForm>
    </Opening>
  );
}
