import { useState } from 'react';
import { Link } from 'wouter';
import { longDate } from '../format';
import { type LetterKind, SendLetterDocument } from '../gql/graphql';
import { problemsOf, useSend } from '../send';
import { Problem } from '../ui/Problem';
import { letterName } from './names';

type LetterNode = {
  id: string;
  caseId: string;
  kind: LetterKind;
  toName: string;
  subject: string;
  body: string;
  writtenOn: string;
  sentOn?: string | null;
  state?: string;
  goesByEmail: boolean;
};

/** Letters with their words. One that waits is posted or handed over, and that is recorded here. */
export function Letters({ letters, maySend, done, toCase }: { letters: readonly LetterNode[]; maySend: boolean; done: () => void; toCase?: boolean }) {
  const { send, sending } = useSend();
  const [problem, setProblem] = useState<string | null>(null);
  const left = async (letter: LetterNode, road: 'POSTED' | 'HANDED_OVER') => {
    const sent = await send(SendLetterDocument, { input: { case: letter.caseId, letter: letter.id, road } });
    const wrong = sent.problem ?? problemsOf(sent.data.sendLetter);
    setProblem(wrong);
    if (!wrong) done();
  };
  return (
    <>
      <Problem text={problem} />
      <ul className="govuk-list govuk-list--spaced">
        {letters.map((letter) => {
          const waits = (letter.state ?? 'waiting') === 'waiting';
          return (
            <li key={letter.id}>
              <strong>{letterName[letter.kind]}</strong> to {letter.toName}, written {longDate(letter.writtenOn)}
              {letter.sentOn && `, sent ${longDate(letter.sentOn)}`}
              {letter.state === 'withdrawn' && ', withdrawn'}
              {waits && letter.goesByEmail && ', goes by email'}.{' '}
              {toCase && (
                <Link className="govuk-link" href={`/cases/${letter.caseId}/enforcement`}>
                  Open the case
                </Link>
              )}
              <details className="govuk-details">
                <summary className="govuk-details__summary">
                  <span className="govuk-details__summary-text">{letter.subject}</span>
                </summary>
                <div className="govuk-details__text app-letter">{letter.body}</div>
              </details>
              {maySend && waits && (
                <div className="govuk-button-group">
                  <button type="button" className="govuk-button govuk-button--secondary" disabled={sending} onClick={() => void left(letter, 'POSTED')}>
                    It was posted today
                  </button>
                  <button type="button" className="govuk-button govuk-button--secondary" disabled={sending} onClick={() => void left(letter, 'HANDED_OVER')}>
                    It was handed over today
                  </button>
                </div>
              )}
            </li>
          );
        })}
      </ul>
    </>
  );
}
