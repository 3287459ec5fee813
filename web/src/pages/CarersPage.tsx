import { useState } from 'react';
import { useFresh } from '../fresh';
import { longDate } from '../format';
import {
  AddCarerDocument,
  type CarerKind,
  type ProcedureSubject,
  RecordProcedureDocument,
  RecordTrainingDocument,
  TrainingRegisterDocument,
  type TrainingRegisterQuery,
  type TrainingTopic,
} from '../gql/graphql';
import { Back } from '../lookedafter/Back';
import { carerKind, subjectName, topicName } from '../lookedafter/carework';
import { SmallForm } from '../lookedafter/SmallForm';
import { problemsOf, useSend } from '../send';
import { useSession } from '../session';
import { Field } from '../ui/Field';
import { Heads } from '../ui/Heads';
import { Select } from '../ui/Select';
import { Empty, Show } from '../ui/states';
import { useTitle } from '../ui/title';

type Person = NonNullable<TrainingRegisterQuery['trainingRegister']>[number];

/** The training of carers and staff, and the procedures agreed with the legal team. */
export function CarersPage() {
  useTitle('Training and procedures');
  const works = useSession().may.includes('WorkOnCare');
  const fresh = useFresh(TrainingRegisterDocument, {}, { every: 60_000 });
  return (
    <>
      <Back />
      <h1 className="govuk-heading-l">Training and procedures</h1>
      <Show fresh={fresh} what="registers">
        {({ trainingRegister: people, careProcedures: procedures }) => (
          <>
            <h2 className="govuk-heading-m">Training</h2>
            {works && <AddCarer refresh={fresh.refresh} />}
            {works && people && people.length > 0 && <AddTraining people={people} refresh={fresh.refresh} />}
            {people?.length ? <Training people={people} /> : <Empty>Nobody is in the register.</Empty>}
            <h2 className="govuk-heading-m">Procedures agreed with the legal team</h2>
            {works && <AddProcedure refresh={fresh.refresh} />}
            {procedures?.length ? (
              <ul className="govuk-list govuk-list--bullet">
                {procedures.map((procedure) => (
                  <li key={procedure.id}>
                    {subjectName[procedure.subject]}: {procedure.title}. Agreed on {longDate(procedure.agreedOn)} with {procedure.agreedWith}.
                  </li>
                ))}
              </ul>
            ) : (
              <Empty>No procedure is recorded.</Empty>
            )}
          </>
        )}
      </Show>
    </>
  );
}

function Training({ people }: { people: readonly Person[] }) {
  const without = people.filter((person) => person.lacks.includes('ATTENDANCE'));
  return (
    <>
      <p className="govuk-body">
        Without training on attendance ({without.length}): {without.map((person) => person.name).join(', ') || 'nobody'}.
      </p>
      <table className="govuk-table app-table app-table--cards">
        <Heads titles={['Name', 'Role', ...Object.values(topicName)]} />
        <tbody>
          {people.map((person) => (
            <tr key={person.id}>
              <th scope="row" className="govuk-table__header">
                {person.name}
              </th>
              <td className="govuk-table__cell" data-label="Role">
                {carerKind[person.kind]}
              </td>
              {(Object.keys(topicName) as TrainingTopic[]).map((topic) => {
                const last = person.trainings.find((training) => training.topic === topic);
                return (
                  <td className="govuk-table__cell" data-label={topicName[topic]} key={topic}>
                    {last ? longDate(last.on) : 'none'}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}

function AddCarer({ refresh }: { refresh: () => void }) {
  const { send } = useSend();
  const [name, setName] = useState('');
  const [kind, setKind] = useState<CarerKind>('FOSTER');
  const add = async () => {
    const sent = await send(AddCarerDocument, { name, kind });
    refresh();
    return sent.problem ?? problemsOf(sent.data.addCarer);
  };
  return (
    <SmallForm title="Add a carer or worker" button="Add" saved="They are in the register." run={add}>
      <Field id="carer-name" label="Name" required maxLength={100} value={name} onChange={setName} />
      <Select id="carer-kind" label="Role" value={kind} onChange={setKind} options={carerKind} />
    </SmallForm>
  );
}

function AddTraining({ people, refresh }: { people: readonly Person[]; refresh: () => void }) {
  const { today } = useSession();
  const { send } = useSend();
  const [carer, setCarer] = useState(people[0]!.id);
  const [topic, setTopic] = useState<TrainingTopic>('ATTENDANCE');
  const [on, setOn] = useState(today);
  const add = async () => {
    const sent = await send(RecordTrainingDocument, { carer, topic, on });
    refresh();
    return sent.problem ?? problemsOf(sent.data.recordTraining);
  };
  return (
    <SmallForm title="Record a training" button="Record" saved="The training is recorded." run={add}>
      <div className="app-fields">
        <Select
          id="training-who"
          label="Who"
          value={carer}
          onChange={setCarer}
          options={Object.fromEntries(people.map((person) => [person.id, person.name]))}
        />
        <Select id="training-topic" label="About" value={topic} onChange={setTopic} options={topicName} />
        <Field id="training-on" label="Held on" type="date" required value={on} onChange={setOn} />
      </div>
    </SmallForm>
  );
}

function AddProcedure({ refresh }: { refresh: () => void }) {
  const { today } = useSession();
  const { send } = useSend();
  const [subject, setSubject] = useState<ProcedureSubject>('CONTACT');
  const [text, setText] = useState({ title: '', agreedOn: today, agreedWith: '' });
  const add = async () => {
    const sent = await send(RecordProcedureDocument, { input: { subject, ...text } });
    refresh();
    return sent.problem ?? problemsOf(sent.data.recordProcedure);
  };
  return (
    <SmallForm title="Record a procedure" button="Record the procedure" saved="The procedure is recorded." run={add}>
      <Select id="procedure-subject" label="Subject" value={subject} onChange={setSubject} options={subjectName} />
      <Field id="procedure-title" label="What it says" required maxLength={300} value={text.title} onChange={(title) => setText({ ...text, title })} />
      <div className="app-fields">
        <Field
          id="procedure-on"
          label="Agreed on"
          type="date"
          required
          value={text.agreedOn}
          onChange={(agreedOn) => setText({ ...text, agreedOn })}
        />
        <Field
          id="procedure-with"
          label="With whom of the legal team"
          required
          maxLength={100}
          value={text.agreedWith}
          onChange={(agreedWith) => setText({ ...text, agreedWith })}
        />
      </div>
    </SmallForm>
  );
}
