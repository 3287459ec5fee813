import { useState } from 'react';
import { SendForm } from '../cases/SendForm';
import { AskEnquiryDocument, type HalfDay } from '../gql/graphql';
import { useSession } from '../session';
import { Field, Opening, TextField } from '../ui/Field';
import { Select } from '../ui/Select';

const halves: Record<HalfDay, string> = { AM: 'Morning', PM: 'Afternoon' };

/** Asks the school about a mark of the child. */
export function AskAboutMark({ id }: { id: string }) {
  const { today } = useSession();
  const [date, setDate] = useState(today);
  const [half, setHalf] = useState<HalfDay>('AM');
  const [question, setQuestion] = useState('');
  return (
    <Opening title="Ask about a mark">
      <SendForm
        label="Ask about a mark"
        button="Send the enquiry"
        saved="Sent. The school answers within a school week; you find the answer under Notices."
        document={AskEnquiryDocument}
        variables={() => ({ input: { subject: 'MARK' as const, pupil: id, date, half, question } })}
        done={() => setQuestion('')}
      >
        <div className="app-fields">
          <Field id="ask-date" label="Date" type="date" max={today} value={date} onChange={setDate} />
          <Select id="ask-half" label="Half of the day" value={half} onChange={setHalf} options={halves} />
        </div>
        <TextField id="ask-question" label="What you want to know, or what is wrong" maxLength={2000} value={question} onChange={setQuestion} />
      </SendForm>
    </Opening>
  );
}
