import { useId, useState } from 'react';
import { SendForm } from '../cases/SendForm';
import { AnswerPatternDocument, type PupilFlagsQuery } from '../gql/graphql';
import { Opening, TextField } from '../ui/Field';
import { Select } from '../ui/Select';

type Flag = NonNullable<NonNullable<PupilFlagsQuery['pupil']>['flags']>[number];

const answers = { confirmed: 'We see this pattern too', explained: 'There is an explanation' };

/** The child's school confirms a pattern, or explains it. */
export function AnswerPattern({ id, flag, done }: { id: string; flag: Flag; done: () => void }) {
  const field = useId();
  const [answer, setAnswer] = useState<keyof typeof answers>('confirmed');
  const [text, setText] = useState('');
  return (
    <Opening title="Confirm or explain this pattern">
      <SendForm
        label={`Confirm or explain: ${flag.title}`}
        button="Save the school's answer"
        saved="Saved. Whoever sees the flag reads it."
        document={AnswerPatternDocument}
        variables={() => ({
          input: { pupil: id, rule: flag.rule, openedOn: flag.opened.date, openedHalf: flag.opened.half, confirmed: answer === 'confirmed', text },
        })}
        done={done}
      >
        <Select id={`${field}-answer`} label="The school says" value={answer} onChange={setAnswer} options={answers} />
        <TextField id={`${field}-text`} label="What the school sees, or the explanation" maxLength={1000} value={text} onChange={setText} />
      </SendForm>
    </Opening>
  );
}
