import { useState } from 'react';
import { SendForm } from '../cases/SendForm';
import { useFresh } from '../fresh';
import { addDays, count, longDate } from '../format';
import { MedicalTrainingDocument, type MedicalTopic, RecordMedicalTrainingDocument } from '../gql/graphql';
import { useSession } from '../session';
import { Field, Opening } from '../ui/Field';
import { Select } from '../ui/Select';
import { Empty, Show } from '../ui/states';
import { topicName } from './names';

/** The register of training on medical conditions: of one school, or of all. */
export function Training({ school }: { school: string | null }) {
  const { today } = useSession();
  const fresh = useFresh(MedicalTrainingDocument, { school }, { every: 60_000 });
  const [laestab, setLaestab] = useState(school ?? '');
  const [topic, setTopic] = useState<MedicalTopic>('ASTHMA');
  const [form, setForm] = useState({ heldOn: today, renewOn: addDays(today, 365), trainer: '' });
  const [staff, setStaff] = useState('');
  const set = (name: keyof typeof form) => (value: string) => setForm({ ...form, [name]: value });
  return (
    <section aria-labelledby="medical-training">
      <h2 className="govuk-heading-m" id="medical-training">
        Training on medical conditions
      </h2>
      <Show fresh={fresh} what="trainings">
        {({ medicalTraining }) =>
          medicalTraining?.length ? (
            <ul className="govuk-list govuk-list--bullet">
              {medicalTraining.map((each) => (
                <li key={each.id}>
                  {!school && `School ${each.school}: `}
                  {topicName[each.topic]}, {longDate(each.heldOn)}, {count(each.staff, 'member')} of staff, by {each.trainer}; again from {longDate(each.renewOn)}{' '}
                  {each.overdue && <strong className="govuk-tag govuk-tag--red">Due again</strong>}
                </li>
              ))}
            </ul>
          ) : (
            <Empty at={fresh.at}>Nothing is recorded.</Empty>
          )
        }
      </Show>
      <Opening title="Record a training">
        <SendForm
          label="Training"
          button="Record"
          saved="Recorded."
          document={RecordMedicalTrainingDocument}
          variables={() => ({ input: { school: laestab, topic, ...form, staff: Number(staff) } })}
          done={fresh.refresh}
        >
          {!school && <Field id="training-school" label="School, by its number" required value={laestab} onChange={setLaestab} />}
          <Select id="training-topic" label="On what" value={topic} onChange={setTopic} options={topicName} />
          <div className="app-fields">
            <Field id="training-held" label="When it was" type="date" required max={today} value={form.heldOn} onChange={set('heldOn')} />
            <Field id="training-renew" label="Again from" type="date" required value={form.renewOn} onChange={set('renewOn')} />
          </div>
          <Field id="training-staff" label="Members of staff" type="number" min={1} max={500} required value={staff} onChange={setStaff} />
          <Field id="training-trainer" label="Who trained them" required maxLength={100} value={form.trainer} onChange={set('trainer')} />
        </SendForm>
      </Opening>
    </section>
  );
}
