import { useState } from 'react';
import { SendForm } from '../cases/SendForm';
import { longDate } from '../format';
import { RecordYouthAssessmentDocument, type YoungPersonQuery, type YouthReferralKind, type YouthRiskFactor } from '../gql/graphql';
import { useSession } from '../session';
import { Field, Opening, TextField } from '../ui/Field';
import { Select } from '../ui/Select';
import { referralKind, riskFactor } from './names';

type Person = NonNullable<YoungPersonQuery['youngPerson']>;

/** Assessments of need, whole. */
export function Assessments({ person, done }: { person: Person; done: () => void }) {
  if (!person.assessments) return null;
  return (
    <section aria-labelledby="assessments">
      <h2 className="govuk-heading-m" id="assessments">
        Assessments of need
      </h2>
      {person.assessments.length === 0 && <p className="govuk-body">None is recorded.</p>}
      {person.assessments.map((each) => (
        <div className="app-panel" key={each.id}>
          <h3 className="govuk-heading-s">
            {referralKind[each.kind]}, {longDate(each.assessedOn)}
          </h3>
          <p className="govuk-body">{each.factors.map((factor) => riskFactor[factor]).join(', ')}.</p>
          <p className="govuk-body">{each.summary ?? 'The words were erased.'}</p>
          {each.attendance && <p className="govuk-body">Attendance (the school and the case see this): {each.attendance}</p>}
          {each.offence && <p className="govuk-body">Offence (only here): {each.offence}</p>}
        </div>
      ))}
      <Record person={person} done={done} />
    </section>
  );
}

function Record({ person, done }: { person: Person; done: () => void }) {
  const { today } = useSession();
  const [kind, setKind] = useState<YouthReferralKind>('PREVENTATIVE');
  const [factors, setFactors] = useState<readonly YouthRiskFactor[]>([]);
  const [form, setForm] = useState({ on: today, summary: '', attendance: '', offence: '' });
  const set = (name: keyof typeof form) => (value: string) => setForm({ ...form, [name]: value });
  return (
    <Opening title="Record an assessment">
      <SendForm
        label="Record an assessment"
        button="Record it"
        saved="Recorded."
        document={RecordYouthAssessmentDocument}
        variables={() => ({
          input: {
            agreement: person.agreement,
            child: person.child,
            kind,
            assessedOn: form.on,
            factors: [...factors],
            summary: form.summary,
            attendance: factors.includes('POOR_ATTENDANCE') ? form.attendance : null,
            offence: kind === 'STATUTORY' ? form.offence.trim() || null : null,
          },
        })}
        done={done}
      >
        <Select id="assessment-kind" label="Referral" value={kind} onChange={setKind} options={referralKind} />
        <Field id="assessment-on" label="Assessed on" type="date" required value={form.on} onChange={set('on')} />
        <fieldset className="govuk-fieldset">
          <legend className="govuk-fieldset__legend">Factors</legend>
          <div className="govuk-checkboxes govuk-checkboxes--small">
            {Object.entries(riskFactor).map(([factor, title]) => (
              <div className="govuk-checkboxes__item" key={factor}>
                <input
                  className="govuk-checkboxes__input"
                  id={`factor-${factor}`}
                  type="checkbox"
                  checked={factors.includes(factor as YouthRiskFactor)}
                  onChange={(event) =>
                    setFactors(event.target.checked ? [...factors, factor as YouthRiskFactor] : factors.filter((each) => each !== factor))
                  }
                />
                <label className="govuk-label govuk-checkboxes__label" htmlFor={`factor-${factor}`}>
                  {title}
                </label>
              </div>
            ))}
          </div>
        </fieldset>
        <TextField id="assessment-summary" label="What was found" hint="Only the service reads it." maxLength={4000} value={form.summary} onChange={set('summary')} />
        {factors.includes('POOR_ATTENDANCE') && (
          <TextField id="assessment-attendance" label="Attendance" hint="The school and the case read it." maxLength={2000} value={form.attendance} onChange={set('attendance')} />
        )}
        {kind === 'STATUTORY' && (
          <TextField id="assessment-offence" label="Offence, if any" hint="Only the service reads it." maxLength={2000} value={form.offence} onChange={set('offence')} />
        )}
      </SendForm>
    </Opening>
  );
}
