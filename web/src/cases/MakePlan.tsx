import { useState } from 'react';
import { addDays, dateOf, schoolYearOf } from '../format';
import { type HalfTerm, MakePlanDocument, type Party } from '../gql/graphql';
import { useSession } from '../session';
import { Field, TextField } from '../ui/Field';
import { halfTermName, partyName } from './names';
import type { PlanOf } from './Plan';
import { Select } from '../ui/Select';
import { SendForm } from './SendForm';

type Action = { number: number | null; party: Party; owner: string; what: string; dueOn: string; support: boolean };

/** The half term of a day, as a first proposal: the person may choose another. */
function halfTermOf(day: string): HalfTerm {
  const month = dateOf(day).getUTCMonth() + 1;
  const half: Record<number, HalfTerm> = { 8: 'AUT_1', 9: 'AUT_1', 10: 'AUT_1', 11: 'AUT_2', 12: 'AUT_2', 1: 'SPR_1', 2: 'SPR_1', 3: 'SPR_2', 4: 'SUM_1', 5: 'SUM_1' };
  return half[month] ?? 'SUM_2';
}

/** Makes the plan, or its next version: the whole plan each time. */
export function MakePlan({ id, before, done }: { id: string; before: PlanOf | null; done: () => void }) {
  const { today } = useSession();
  const fresh = (party: Party, support: boolean): Action => ({ number: null, party, owner: '', what: '', dueOn: addDays(today, 28), support });
  const [aim, setAim] = useState(before?.aim ?? '');
  const [targets, setTargets] = useState(
    before?.targets.map((each) => ({ year: each.year, halfTerm: each.halfTerm, percent: String(each.percent) })) ?? [
      { year: schoolYearOf(today), halfTerm: halfTermOf(today), percent: '90' },
    ],
  );
  const [actions, setActions] = useState<Action[]>(
    before?.actions.map(({ number, party, owner, what, dueOn, support }) => ({ number, party, owner, what, dueOn, support })) ?? [
      fresh('KEY_WORKER', true),
      fresh('PARENT', false),
      fresh('SCHOOL', false),
    ],
  );
  const [childView, setChildView] = useState('');
  const [missing, setMissing] = useState('');
  const [changes, setChanges] = useState('');
  const [reviewOn, setReviewOn] = useState('');
  const change = (i: number, some: Partial<Action>) => setActions(actions.map((each, at) => (at === i ? { ...each, ...some } : each)));
  return (
    <SendForm
      label="The attendance plan"
      button={before ? 'Save the new version' : 'Save the plan'}
      saved="The plan is saved."
      document={MakePlanDocument}
      variables={() => ({
        input: {
          case: id,
          aim,
          targets: targets.map((each) => ({ ...each, percent: Number(each.percent) })),
          actions: actions.filter((each) => each.what || each.owner),
          childView: childView || null,
          childViewMissing: missing || null,
          changes: changes || null,
          reviewOn: reviewOn || null,
        },
      })}
      done={done}
    >
      {before && <Field id="plan-changes" label="What is new in this version" maxLength={500} value={changes} onChange={setChanges} />}
      <Field id="plan-aim" label="What the plan is for" maxLength={500} value={aim} onChange={setAim} />
      {targets.map((each, i) => (
        <div className="app-fields" key={i}>
          <Select
            id={`plan-half-${i}`}
            label="Half term"
            value={each.halfTerm}
            onChange={(halfTerm) => setTargets(targets.map((one, at) => (at === i ? { ...one, halfTerm } : one)))}
            options={halfTermName}
          />
          <Field
            id={`plan-percent-${i}`}
            label="Attendance aimed at, per cent"
            type="number"
            min={1}
            max={100}
            value={each.percent}
            onChange={(percent) => setTargets(targets.map((one, at) => (at === i ? { ...one, percent } : one)))}
          />
        </div>
      ))}
      {actions.map((each, i) => (
        <fieldset className="govuk-fieldset app-card" key={i}>
          <legend className="govuk-fieldset__legend govuk-fieldset__legend--s">
            {each.support ? 'Support' : 'Duty'} {i + 1}: {partyName[each.party].toLowerCase()}
          </legend>
          <div className="app-fields">
            <Select id={`action-party-${i}`} label="Who it falls to" value={each.party} onChange={(party) => change(i, { party })} options={partyName} />
            <Field id={`action-owner-${i}`} label="Name of the person or service" maxLength={200} value={each.owner} onChange={(owner) => change(i, { owner })} />
            <Field id={`action-due-${i}`} label="By when" type="date" value={each.dueOn} onChange={(dueOn) => change(i, { dueOn })} />
          </div>
          <Field id={`action-what-${i}`} label="What" maxLength={500} value={each.what} onChange={(what) => change(i, { what })} />
        </fieldset>
      ))}
      <p className="govuk-body">
        <button type="button" className="govuk-button govuk-button--secondary" onClick={() => setActions([...actions, fresh('AGENCY', true)])}>
          Add support
        </button>{' '}
        <button type="button" className="govuk-button govuk-button--secondary" onClick={() => setActions([...actions, fresh('PARENT', false)])}>
          Add a duty
        </button>
      </p>
      <TextField id="plan-child" label="What the child says of the plan" maxLength={4000} value={childView} onChange={setChildView} />
      <Field id="plan-child-missing" label="Or why nobody knows" maxLength={500} value={missing} onChange={setMissing} />
      <Field id="plan-review" label="Reviewed on" hint="Left empty: at the end of the half term" type="date" value={reviewOn} onChange={setReviewOn} />
    </SendForm>
  );
}
