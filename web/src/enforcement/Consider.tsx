import { type FormEvent, useState } from 'react';
import { type Consideration, RecordConsiderationDocument, type SupportEffect } from '../gql/graphql';
import { problemsOf, useSend } from '../send';
import { useSession } from '../session';
import { Choice } from '../ui/Choice';
import { Field, Opening, TextField } from '../ui/Field';
import { Problem } from '../ui/Problem';
import type { Enforcement } from './Enforcement';
import { considerationName, effectName } from './names';

const legal: Consideration[] = ['LEGAL_SIGN_OFF', 'LEGAL_SIGN_OFF_LOOKED_AFTER'];

/** Records support and its effect, what was considered, and who was consulted. */
export function Consider({ id, track, done }: { id: string; track: Enforcement; done: () => void }) {
  const { today } = useSession();
  const { send, sending } = useSend();
  const kinds = (Object.keys(considerationName) as Consideration[]).filter((kind) => (legal.includes(kind) ? track.maySignOff : track.mayEnforce));
  const [kind, setKind] = useState<Consideration>(kinds[0]!);
  const [effect, setEffect] = useState<SupportEffect>('DID_NOT_WORK');
  const [on, setOn] = useState(today);
  const [words, setWords] = useState('');
  const [problem, setProblem] = useState<string | null>(null);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const sent = await send(RecordConsiderationDocument, {
      input: { case: id, kind, on, words, effect: kind === 'SUPPORT_EFFECT' ? effect : null },
    });
    const wrong = sent.problem ?? problemsOf(sent.data.recordConsideration);
    setProblem(wrong);
    if (wrong) return;
    setWords('');
    done();
  };
  return (
    <Opening title="Record support or a consultation">
      <form onSubmit={(event) => void submit(event)} aria-label="Record support or a consultation">
        <Problem text={problem} />
        <div className="app-fields">
          <Choice name="consideration" label="What" value={kind} onChange={(value) => setKind(value as Consideration)}>
            {kinds.map((each) => (
              <option key={each} value={each}>
                {considerationName[each]}
              </option>
            ))}
          </Choice>
          {kind === 'SUPPORT_EFFECT' && (
            <Choice name="effect" label="What came of it" value={effect} onChange={(value) => setEffect(value as SupportEffect)}>
              {(Object.keys(effectName) as SupportEffect[])
                .filter((each) => each !== 'OPEN')
                .map((each) => (
                  <option key={each} value={each}>
                    {effectName[each]}
                  </option>
                ))}
            </Choice>
          )}
          <Field id="consider-on" label="Date" type="date" max={today} required value={on} onChange={setOn} />
        </div>
        <TextField id="consider-words" label="What was said or done" maxLength={2000} value={words} onChange={setWords} />
        <button type="submit" className="govuk-button govuk-button--secondary" disabled={sending}>
          Record it
        </button>
      </form>
    </Opening>
  );
}
