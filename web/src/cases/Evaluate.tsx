import { useState } from 'react';
import { EvaluateReferralDocument } from '../gql/graphql';
import { TextField } from '../ui/Field';
import { SendForm } from './SendForm';

/** What came of a referral, as the school and the authority see it. */
export function EvaluateReferral({ id, done }: { id: string; done: () => void }) {
  const [text, setText] = useState('');
  return (
    <SendForm
      label="Evaluate the referral"
      button="Save the evaluation"
      saved="Saved. The school reads it."
      document={EvaluateReferralDocument}
      variables={() => ({ input: { case: id, text } })}
      done={done}
    >
      <TextField id="evaluation" label="What came of it" maxLength={2000} value={text} onChange={setText} />
    </SendForm>
  );
}
