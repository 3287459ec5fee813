import { type FormEvent, useId, useState } from 'react';
import { DismissFlagDocument, type PupilFlagsQuery, RestoreFlagDocument } from '../gql/graphql';
import { problemsOf, useSend } from '../send';
import { Opening, TextField } from '../ui/Field';
import { Problem } from '../ui/Problem';

type Flag = NonNullable<NonNullable<PupilFlagsQuery['pupil']>['flags']>[number];

/** Dismisses an open flag with a reason, or takes that back. */
export function DecideFlag({ id, flag, done }: { id: string; flag: Flag; done: () => void }) {
  const field = useId();
  const { send, sending } = useSend();
  const [reason, setReason] = useState('');
  const [problem, setProblem] = useState<string | null>(null);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (!reason.trim()) return setProblem('Say why.');
    const input = { pupil: id, rule: flag.rule, openedOn: flag.opened.date, openedHalf: flag.opened.half, reason: reason.trim() };
    const sent = flag.dismissed ? await send(RestoreFlagDocument, { input }) : await send(DismissFlagDocument, { input });
    const payload = sent.data && ('restoreFlag' in sent.data ? sent.data.restoreFlag : sent.data.dismissFlag);
    const wrong = sent.problem ?? problemsOf(payload);
    setProblem(wrong);
    if (wrong) return;
    setReason('');
    done();
  };
  return (
    <Opening title={flag.dismissed ? 'Restore this flag' : 'Dismiss this flag'} key={String(flag.dismissed)}>
      <form onSubmit={(event) => void submit(event)}>
        <p className="govuk-body">
          {flag.dismissed
            ? 'It counts for your lists again.'
            : 'It stays open, but counts for no list until a worse level shows it again. Your reason is kept with your name.'}
        </p>
        <Problem text={problem} />
        <TextField id={field} label="Why" maxLength={500} rows={2} value={reason} onChange={setReason} />
        <button type="submit" className="govuk-button govuk-button--secondary" disabled={sending}>
          {flag.dismissed ? 'Restore' : 'Dismiss'}
          <span className="govuk-visually-hidden">: {flag.title}</span>
        </button>
      </form>
    </Opening>
  );
}
