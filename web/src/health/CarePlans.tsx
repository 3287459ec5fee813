import { useState } from 'react';
import { SendForm } from '../cases/SendForm';
import { addDays, longDate } from '../format';
import { type CarePlanWordsFragment, EndCarePlanDocument, SaveCarePlanDocument } from '../gql/graphql';
import { useSession } from '../session';
import { Field, Opening, TextField } from '../ui/Field';
import { keyOf, type Who } from './names';

/** A child's medical care plans, with the forms to write one and to end the one that holds. */
export function CarePlans({ who, plans, done }: { who: Who; plans: readonly CarePlanWordsFragment[]; done: () => void }) {
  const { today } = useSession();
  const key = keyOf(who);
  const [form, setForm] = useState({ condition: '', actions: '', from: today, reviewOn: addDays(today, 364) });
  const [lastDay, setLastDay] = useState(today);
  const set = (name: keyof typeof form) => (value: string) => setForm({ ...form, [name]: value });
  return (
    <>
      {plans.length === 0 && <p className="govuk-body">No medical care plan.</p>}
      {plans.map((plan) => (
        <div key={plan.id}>
          <p className="govuk-body">
            <strong>{plan.condition ?? 'The words were erased.'}</strong> {plan.actions} From {longDate(plan.from)}
            {plan.until ? ` until ${longDate(plan.until)}` : ''}, reviewed by {longDate(plan.reviewOn)}{' '}
            {plan.holds && <strong className="govuk-tag govuk-tag--green">Holds</strong>}{' '}
            {plan.overdue && <strong className="govuk-tag govuk-tag--red">Review overdue</strong>}
          </p>
        </div>
      ))}
      <Opening title="Write a medical care plan">
        <SendForm
          label="Medical care plan"
          button="Save the plan"
          saved="Saved. Flags that rest on illness under it are notices."
          document={SaveCarePlanDocument}
          variables={() => ({ input: { ...who, ...form } })}
          done={done}
        >
          <Field id={`condition-${key}`} label="Condition" required maxLength={500} value={form.condition} onChange={set('condition')} />
          <TextField id={`care-${key}`} label="What staff do" maxLength={4000} value={form.actions} onChange={set('actions')} />
          <div className="app-fields">
            <Field id={`plan-from-${key}`} label="From" type="date" required value={form.from} onChange={set('from')} />
            <Field id={`plan-review-${key}`} label="Reviewed by" type="date" required value={form.reviewOn} onChange={set('reviewOn')} />
          </div>
        </SendForm>
      </Opening>
      {plans.some((plan) => plan.holds) && (
        <Opening title="End the plan">
          <SendForm
            label="End the plan"
            button="End it"
            saved="Ended. Illness after that day counts in full."
            document={EndCarePlanDocument}
            variables={() => ({ input: { ...who, lastDay } })}
            done={done}
          >
            <Field id={`plan-end-${key}`} label="Its last day" type="date" required value={lastDay} onChange={setLastDay} />
          </SendForm>
        </Opening>
      )}
    </>
  );
}
