import { useState } from 'react';
import { SendForm } from '../cases/SendForm';
import { RaiseConcernDocument } from '../gql/graphql';
import { Opening, TextField } from '../ui/Field';

/** The child's school raises a concern. */
export function RaiseConcern({ pupil, name, done }: { pupil: string; name: string; done: () => void }) {
  const [text, setText] = useState('');
  return (
    <Opening title="Raise a concern">
      <SendForm
        label={`Raise a concern about ${name}`}
        button="Raise the concern"
        saved="Saved: it stands in the school’s queue."
        document={RaiseConcernDocument}
        variables={() => ({ pupil, text })}
        done={() => {
          setText('');
          done();
        }}
      >
        <TextField id={`raise-${pupil}`} label="What is worrying" maxLength={2000} value={text} onChange={setText} />
      </SendForm>
    </Opening>
  );
}
