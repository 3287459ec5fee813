import { useState } from 'react';
import { AdmitReferralDocument } from '../gql/graphql';
import { TextField } from '../ui/Field';
import { SendForm } from './SendForm';

/** A manager lets a referral in whose criteria are not met. */
export function AdmitReferral({ id, done }: { id: string; done: () => void }) {
  const [concern, setConcern] = useState('');
  const [tried, setTried] = useState('');
  const [reason, setReason] = useState('');
  return (
    <SendForm
      label="Let a referral in"
      button="Let the referral in"
      saved="It is in the child’s case, with your reason."
      document={AdmitReferralDocument}
      variables={() => ({ input: { pupil: id, concern, tried: tried || null, reason } })}
      done={done}
      warning
    >
      <TextField id="admit-concern" label="What the school is worried about" maxLength={4000} value={concern} onChange={setConcern} />
      <TextField id="admit-tried" label="What it has tried" maxLength={4000} value={tried} onChange={setTried} />
      <TextField id="admit-reason" label="Why it is let in although the criteria are not met" maxLength={1000} value={reason} onChange={setReason} />
    </SendForm>
  );
}
