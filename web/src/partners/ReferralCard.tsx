import { type FormEvent, type ReactNode, useState } from 'react';
import { moment } from '../format';
import { AnswerReferralDocument, EndReferralDocument, type ReferralOutcome, type ReferralWordsFragment } from '../gql/graphql';
import { problemsOf, useSend } from '../send';
import { TextField } from '../ui/Field';
import { Problem } from '../ui/Problem';
import { Select } from '../ui/Select';
import { referralOutcome, referralState } from './names';

/** One referral, with answering and ending it for the side that does. */
export function ReferralCard({
  id,
  title,
  text,
  mayAnswer,
  done,
}: {
  id: string;
  title: ReactNode;
  text: ReferralWordsFragment;
  mayAnswer: boolean;
  done: () => void;
}) {
  const [name, colour] = referralState[text.state];
  return (
    <div className="app-panel">
      <h2 className="govuk-heading-s">
        {title} <strong className={`govuk-tag govuk-tag--${colour}`}>{name}</strong>
      </h2>
      <p className="govuk-body">{text.reason ?? 'The words were erased.'}</p>
      <p className="app-quiet">
        Referred {moment(text.referredAt)}. {text.answeredAt ? `Answered ${moment(text.answeredAt)}.` : `Answer due by ${moment(text.dueAt)}.`}
      </p>
      {text.answer && <p className="govuk-body">Answer: {text.answer}</p>}
      {text.outcome && (
        <p className="govuk-body">
          Outcome: {referralOutcome[text.outcome]}. {text.outcomeWords}
        </p>
      )}
      {mayAnswer && (text.state === 'WAITING' || text.state === 'OVERDUE') && <Answer id={id} done={done} />}
      {mayAnswer && text.state === 'ACCEPTED' && <End id={id} done={done} />}
    </div>
  );
}

function Answer({ id, done }: { id: string; done: () => void }) {
  const { send, sending } = useSend();
  const [answer, setAnswer] = useState('');
  const [problem, setProblem] = useState<string | null>(null);
  const say = async (accepts: boolean) => {
    const sent = await send(AnswerReferralDocument, { id, accepts, answer });
    setProblem(sent.problem ?? problemsOf(sent.data.answerReferral));
    done();
  };
  return (
    <form onSubmit={(event) => event.preventDefault()} aria-label="Answer">
      <TextField id={`answer-${id}`} label="Your answer" maxLength={2000} value={answer} onChange={setAnswer} />
      <Problem text={problem} />
      <button type="button" className="govuk-button" disabled={sending} onClick={() => void say(true)}>
        Take it
      </button>{' '}
      <button type="button" className="govuk-button govuk-button--secondary" disabled={sending} onClick={() => void say(false)}>
        Do not take it
      </button>
    </form>
  );
}

function End({ id, done }: { id: string; done: () => void }) {
  const { send, sending } = useSend();
  const [outcome, setOutcome] = useState<ReferralOutcome>('HELPED');
  const [words, setWords] = useState('');
  const [problem, setProblem] = useState<string | null>(null);
  const end = async (event: FormEvent) => {
    event.preventDefault();
    const sent = await send(EndReferralDocument, { id, outcome, words });
    setProblem(sent.problem ?? problemsOf(sent.data.endReferral));
    done();
  };
  return (
    <form onSubmit={(event) => void end(event)} aria-label="Outcome">
      <Select id={`outcome-${id}`} label="What came of it" value={outcome} onChange={setOutcome} options={referralOutcome} />
      <TextField id={`words-${id}`} label="In words" maxLength={2000} value={words} onChange={setWords} />
      <Problem text={problem} />
      <button type="submit" className="govuk-button" disabled={sending}>
        Close with this outcome
      </button>
    </form>
  );
}
