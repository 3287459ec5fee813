import { useFresh } from '../fresh';
import { longDate } from '../format';
import { PupilSupportDocument } from '../gql/graphql';
import { referralOutcome } from '../partners/names';
import { missedWords, onwardState } from '../support/words';
import { Show } from '../ui/states';

/** What agencies do with a child, as far as the viewer is told. */
export function SupportInPlace({ id }: { id: string }) {
  const fresh = useFresh(PupilSupportDocument, { id }, { every: 30_000 });
  return (
    <Show fresh={fresh} what="support">
      {({ pupil }) =>
        pupil?.support?.length ? (
          <>
            <h2 className="govuk-heading-m">What agencies do</h2>
            {pupil.support.map((line) => (
              <div className="app-panel" key={line.what + line.title + line.from}>
                <h3 className="govuk-heading-s">
                  {line.what}
                  {line.title && `: ${line.title}`}{' '}
                  <strong className={`govuk-tag govuk-tag--${line.endedOn ? 'grey' : 'green'}`}>{line.endedOn ? 'Over' : 'Goes on'}</strong>
                </h3>
                <p className="govuk-body">
                  {line.agencies.length > 0 && `${line.agencies.join(', ')}. `}
                  Since {longDate(line.from)}
                  {line.endedOn && ` to ${longDate(line.endedOn)}`}
                  {line.outcome && `: ${referralOutcome[line.outcome].toLowerCase()}`}.
                  {line.sessions > 0 && ` Came ${line.attended} of ${line.sessions} times.`}
                  {line.onward && ` Referred on: ${onwardState[line.onward]}.`}
                </p>
                {line.summary && <p className="govuk-body">{line.summary}</p>}
                {line.effect?.before && line.effect.after && (
                  <p className="app-quiet">
                    {longDate(line.effect.from)} to the day before: {missedWords(line.effect.before)}. From {longDate(line.effect.day)} to{' '}
                    {longDate(line.effect.to)}: {missedWords(line.effect.after)}. {line.effect.caveat}
                  </p>
                )}
              </div>
            ))}
          </>
        ) : null
      }
    </Show>
  );
}
