import { useState } from 'react';
import { SendForm } from '../cases/SendForm';
import { useFresh } from '../fresh';
import { longDate } from '../format';
import { type EducationStatus, type HomeEducationStep, PupilEducationDocument, RecordEducationDocument, RecordHomeEducationDocument } from '../gql/graphql';
import { useSession } from '../session';
import { Field, Opening, TextField } from '../ui/Field';
import { Select } from '../ui/Select';
import { Show } from '../ui/states';

const statusName: Record<EducationStatus, string> = {
  ON_ROLL: 'On a school’s roll',
  OTHER_PROVISION: 'On roll, taught elsewhere',
  HOME_EDUCATED: 'Educated at home',
  AWAITING_PLACE: 'Waits for a school place',
  MISSING_EDUCATION: 'Missing education',
};
const recordable: Partial<Record<EducationStatus, string>> = Object.fromEntries(Object.entries(statusName).filter(([key]) => key !== 'ON_ROLL'));
const stepName: Record<HomeEducationStep, string> = {
  NOTICE: 'Notice by the parents',
  ADVICE: 'Advice given',
  VISIT: 'Visit, or an account by the family',
  SUITABILITY: 'View of its suitability',
  RETURN: 'Back to school',
};
const views = { yes: 'Suitable', no: 'Not suitable' };

/** How the child is educated, and the home education where there is one. */
export function Education({ id }: { id: string }) {
  const { may, today } = useSession();
  const fresh = useFresh(PupilEducationDocument, { id }, { every: 60_000 });
  const records = may.includes('WorkCase') || may.includes('AllocateCase');
  const [status, setStatus] = useState<EducationStatus>('HOME_EDUCATED');
  const [from, setFrom] = useState(today);
  const [words, setWords] = useState('');
  const [step, setStep] = useState<HomeEducationStep>('NOTICE');
  const [on, setOn] = useState(today);
  const [said, setSaid] = useState('');
  const [view, setView] = useState<keyof typeof views>('yes');
  return (
    <Show fresh={fresh} what="education">
      {({ pupil }) => {
        const education = pupil?.education;
        if (!education) return null;
        return (
          <>
            <h2 className="govuk-heading-m">Education</h2>
            <p className="govuk-body">
              <strong>{statusName[education.status]}</strong>
              {education.since && ` since ${longDate(education.since)}`}. {education.marksExpected ? 'Marks are expected.' : 'No marks are expected.'} {education.words}
            </p>
            {education.homeEducation.length > 0 && (
              <ol className="app-timeline">
                {education.homeEducation.map((each) => (
                  <li key={each.step + each.on + each.words}>
                    <strong>{stepName[each.step]}</strong>
                    {each.suitable !== null && `: ${each.suitable ? 'suitable' : 'not suitable'}`}, {longDate(each.on)}
                    <div className="app-note">{each.words}</div>
                    <div className="app-quiet">{each.by}</div>
                  </li>
                ))}
              </ol>
            )}
            {records && (
              <>
                <Opening title="Record how the child is educated">
                  <SendForm
                    label="Record how the child is educated"
                    button="Save"
                    saved="Saved."
                    document={RecordEducationDocument}
                    variables={() => ({ input: { pupil: id, status, from, words } })}
                    done={fresh.refresh}
                  >
                    <Select id="education-status" label="How" value={status} onChange={setStatus} options={recordable as Record<EducationStatus, string>} />
                    <Field id="education-from" label="From" type="date" value={from} onChange={setFrom} />
                    <TextField id="education-words" label="Where, why, who says so" maxLength={2000} value={words} onChange={setWords} />
                  </SendForm>
                </Opening>
                <Opening title="Record a step of home education">
                  <SendForm
                    label="Record a step of home education"
                    button="Save the step"
                    saved="Saved."
                    document={RecordHomeEducationDocument}
                    variables={() => ({ input: { pupil: id, step, on, words: said, suitable: step === 'SUITABILITY' ? view === 'yes' : null } })}
                    done={fresh.refresh}
                  >
                    <Select id="home-step" label="What happened" value={step} onChange={setStep} options={stepName} />
                    {step === 'SUITABILITY' && <Select id="home-view" label="The education is" value={view} onChange={setView} options={views} />}
                    <Field id="home-on" label="Date" type="date" max={today} value={on} onChange={setOn} />
                    <TextField id="home-words" label="What was said or seen" maxLength={2000} value={said} onChange={setSaid} />
                  </SendForm>
                </Opening>
              </>
            )}
          </>
        );
      }}
    </Show>
  );
}
