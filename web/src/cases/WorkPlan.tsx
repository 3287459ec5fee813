import { useState } from 'react';
import { type Party, type PlanReviewOutcome, ReviewPlanDocument, SettlePlanActionDocument, SignPlanDocument } from '../gql/graphql';
import { Field, TextField } from '../ui/Field';
import { partyName, reviewName } from './names';
import { Select } from '../ui/Select';
import { SendForm } from './SendForm';

const agreed = { yes: 'Signed', no: 'Did not sign' };
const finished = { yes: 'It was done', no: 'It will not be done' };
type Answer = 'yes' | 'no';

/** Somebody agrees to the plan, or says why not. */
export function SignPlan({ id, done }: { id: string; done: () => void }) {
  const [party, setParty] = useState<Party>('PARENT');
  const [name, setName] = useState('');
  const [answer, setAnswer] = useState<Answer>('yes');
  const [view, setView] = useState('');
  return (
    <SendForm
      label="Somebody signs the plan"
      button="Save the signature"
      saved="Saved."
      document={SignPlanDocument}
      variables={() => ({ input: { case: id, party, name, agreed: answer === 'yes', view: view || null } })}
      done={done}
    >
      <div className="app-fields">
        <Select id="sign-party" label="As" value={party} onChange={setParty} options={partyName} />
        <Field id="sign-name" label="Name" maxLength={200} value={name} onChange={setName} />
        <Select id="sign-answer" label="Answer" value={answer} onChange={setAnswer} options={agreed} />
      </div>
      <TextField id="sign-view" label="What they say" maxLength={4000} value={view} onChange={setView} />
    </SendForm>
  );
}

/** An action was done, or will not be. */
export function SettleAction({ id, number, done }: { id: string; number: number; done: () => void }) {
  const [answer, setAnswer] = useState<Answer>('yes');
  const [note, setNote] = useState('');
  return (
    <SendForm
      label={`Settle action ${number}`}
      button="Save"
      saved="Saved."
      document={SettlePlanActionDocument}
      variables={() => ({ input: { case: id, number, done: answer === 'yes', note } })}
      done={done}
    >
      <Select id={`settle-${number}`} label="What became of it" value={answer} onChange={setAnswer} options={finished} />
      <Field id={`settle-note-${number}`} label="How, or why not" maxLength={4000} value={note} onChange={setNote} />
    </SendForm>
  );
}

/** A review, with the child's view and how it changed the decision. */
export function ReviewPlan({ id, done }: { id: string; done: () => void }) {
  const [outcome, setOutcome] = useState<PlanReviewOutcome>('CONTINUE');
  const [text, setText] = useState({ notes: '', childView: '', childChanged: '', childViewMissing: '', nextOn: '' });
  const set = (name: keyof typeof text) => (value: string) => setText({ ...text, [name]: value });
  return (
    <SendForm
      label="Review the plan"
      button="Save the review"
      saved="The review is saved."
      document={ReviewPlanDocument}
      variables={() => ({
        input: {
          case: id,
          outcome,
          notes: text.notes,
          childView: text.childView || null,
          childChanged: text.childChanged || null,
          childViewMissing: text.childViewMissing || null,
          nextOn: text.nextOn || null,
        },
      })}
      done={done}
    >
      <Select id="review-outcome" label="What it comes to" value={outcome} onChange={setOutcome} options={reviewName} />
      <TextField id="review-notes" label="What was said" maxLength={4000} value={text.notes} onChange={set('notes')} />
      <TextField id="review-child" label="What the child says" maxLength={4000} value={text.childView} onChange={set('childView')} />
      <TextField id="review-changed" label="How that changed the decision" maxLength={1000} value={text.childChanged} onChange={set('childChanged')} />
      <Field id="review-missing" label="Or why nobody knows what the child says" maxLength={500} value={text.childViewMissing} onChange={set('childViewMissing')} />
      <Field id="review-next" label="Next review" hint="Left empty: at the end of the half term" type="date" value={text.nextOn} onChange={set('nextOn')} />
    </SendForm>
  );
}
