import { useState } from 'react';
import { useSearchParams } from 'wouter';
import { SendForm } from '../cases/SendForm';
import { useFresh } from '../fresh';
import { longDate } from '../format';
import { AddPracticeDocument, AdoptPracticeDocument, GoodPracticeDocument, type GoodPracticeQuery } from '../gql/graphql';
import { EffectLine } from '../improvement/EffectLine';
import { useSession } from '../session';
import { Choice } from '../ui/Choice';
import { Field, Opening, TextField } from '../ui/Field';
import { SchoolSelect } from '../ui/SchoolSelect';
import { Empty, Show } from '../ui/states';
import { useTitle } from '../ui/title';

type Practice = NonNullable<GoodPracticeQuery['goodPractice']>[number];
type Programmes = GoodPracticeQuery['programmes'];

/** What worked at schools, with its effect and the schools that took it on. */
export function GoodPracticePage() {
  useTitle('Good practice');
  const { may } = useSession();
  const [parameters, setParameters] = useSearchParams();
  const programme = parameters.get('programme') ?? '';
  const fresh = useFresh(GoodPracticeDocument, {}, { every: 60_000 });
  return (
    <>
      <h1 className="govuk-heading-l">Good practice</h1>
      <Show fresh={fresh} what="library">
        {({ goodPractice: practices, programmes }) => (
          <>
            <form className="app-filters" onSubmit={(event) => event.preventDefault()} aria-label="Filter">
              <Choice
                name="programme"
                label="From programme or grant"
                value={programme}
                onChange={(value) => setParameters(value ? { programme: value } : {}, { replace: true })}
              >
                <option value="">All</option>
                {programmes.map((each) => (
                  <option key={each.id} value={each.id}>
                    {each.name}
                  </option>
                ))}
              </Choice>
            </form>
            {!practices?.some((each) => !programme || each.programme === programme) && <Empty at={fresh.at}>No practice is in the library.</Empty>}
            {practices
              ?.filter((each) => !programme || each.programme === programme)
              .map((practice) => (
                <Card practice={practice} programmes={programmes} done={fresh.refresh} key={practice.id} />
              ))}
            {may.includes('ImproveSchool') && <Add programmes={programmes} done={fresh.refresh} />}
          </>
        )}
      </Show>
    </>
  );
}

function Card({ practice, programmes, done }: { practice: Practice; programmes: Programmes; done: () => void }) {
  const { may } = useSession();
  const from = programmes.find((each) => each.id === practice.programme);
  return (
    <section className="app-panel" aria-labelledby={`practice-${practice.id}`}>
      <h2 className="govuk-heading-m" id={`practice-${practice.id}`}>
        {practice.title}
      </h2>
      <p className="govuk-body app-note">{practice.about}</p>
      <h3 className="govuk-heading-s">
        {practice.schoolName}, since {longDate(practice.beganOn)}
        {from && ` (${from.name})`}
      </h3>
      <EffectLine effect={practice.evidence} />
      {practice.adopters.length === 0 && <p className="govuk-body">No other school has taken it on.</p>}
      {practice.adopters.map((adopter) => (
        <div key={adopter.school}>
          <h3 className="govuk-heading-s">
            {adopter.name} took it on {longDate(adopter.adoptedOn)}
          </h3>
          {adopter.note && <p className="govuk-body">{adopter.note}</p>}
          <EffectLine effect={adopter.effect} />
        </div>
      ))}
      {(may.includes('ImproveSchool') || may.includes('SignForSchool')) && <Adopt practice={practice} done={done} />}
    </section>
  );
}

function Adopt({ practice, done }: { practice: Practice; done: () => void }) {
  const { today } = useSession();
  const [school, setSchool] = useState('');
  const [adoptedOn, setAdoptedOn] = useState(today);
  const [note, setNote] = useState('');
  return (
    <Opening title="A school takes it on">
      <SendForm
        label={`A school takes on: ${practice.title}`}
        button="Save"
        saved="Saved."
        document={AdoptPracticeDocument}
        variables={() => ({ input: { practice: practice.id, school, adoptedOn, note } })}
        done={done}
      >
        <SchoolSelect
          id={`adopt-${practice.id}`}
          label="School"
          value={school}
          onChange={setSchool}
          only={(each) => each !== practice.school && practice.adopters.every((adopter) => adopter.school !== each)}
        />
        <Field id={`adopt-on-${practice.id}`} label="From" type="date" required max={today} value={adoptedOn} onChange={setAdoptedOn} />
        <TextField id={`adopt-note-${practice.id}`} label="How it is done there (optional)" maxLength={1000} value={note} onChange={setNote} />
      </SendForm>
    </Opening>
  );
}

function Add({ programmes, done }: { programmes: Programmes; done: () => void }) {
  const { today } = useSession();
  const [form, setForm] = useState({ title: '', school: '', about: '', beganOn: today, programme: '' });
  const set = (name: keyof typeof form) => (value: string) => setForm({ ...form, [name]: value });
  return (
    <Opening title="Add a practice">
      <SendForm
        label="Add a practice"
        button="Add it to the library"
        saved="Added."
        document={AddPracticeDocument}
        variables={() => ({ input: { ...form, programme: form.programme || null } })}
        done={() => {
          setForm({ ...form, title: '', about: '' });
          done();
        }}
      >
        <Field id="practice-title" label="Name" required maxLength={200} value={form.title} onChange={set('title')} />
        <SchoolSelect id="practice-school" label="School where it began" value={form.school} onChange={set('school')} />
        <Field id="practice-began" label="Since" type="date" required max={today} value={form.beganOn} onChange={set('beganOn')} />
        <TextField id="practice-about" label="What is done" hint="Name no child." maxLength={4000} value={form.about} onChange={set('about')} />
        <div className="govuk-form-group">
          <label className="govuk-label" htmlFor="practice-programme">
            Programme or grant that it came from
          </label>
          <select className="govuk-select" id="practice-programme" value={form.programme} onChange={(event) => set('programme')(event.target.value)}>
            <option value="">None</option>
            {programmes.map((each) => (
              <option key={each.id} value={each.id}>
                {each.name}
              </option>
            ))}
          </select>
        </div>
      </SendForm>
    </Opening>
  );
}
