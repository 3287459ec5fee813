import { Link } from 'wouter';
import { useFresh } from '../fresh';
import { count, moment, sessionName, words } from '../format';
import { PupilFlagsDocument, type PupilFlagsQuery } from '../gql/graphql';
import { useSession } from '../session';
import { SeverityTag } from '../ui/SeverityTag';
import { Empty, Show } from '../ui/states';
import { AnswerPattern } from './AnswerPattern';
import { DecideFlag } from './DecideFlag';

type Flag = NonNullable<NonNullable<PupilFlagsQuery['pupil']>['flags']>[number];
type Answer = NonNullable<PupilFlagsQuery['pupil']>['patternAnswers'][number];

/** Every flag with the half-days that it rests on, the arithmetic, and what would clear it. */
export function Flags({ id }: { id: string }) {
  const fresh = useFresh(PupilFlagsDocument, { id }, { every: 5_000, on: 'pupils' });
  return (
    <>
      <h2 className="govuk-heading-m">Flags</h2>
      <Show fresh={fresh} what="flags">
        {(data) => {
          const flags = data.pupil?.flags ?? [];
          const open = flags.filter((flag) => !flag.closed);
          const closed = flags.filter((flag) => flag.closed);
          return (
            <>
              {fresh.error === 'forbidden' && <p className="govuk-body">{fresh.message}</p>}
              {open.length === 0 ? (
                <Empty at={fresh.at}>No open flag.</Empty>
              ) : (
                open.map((flag) => <FlagCard key={flag.rule + flag.opened.date + flag.opened.half} flag={flag} answers={data.pupil?.patternAnswers ?? []} id={id} done={fresh.refresh} />)
              )}
              {closed.length > 0 && (
                <>
                  <h2 className="govuk-heading-m">Closed flags</h2>
                  {closed.map((flag) => (
                    <FlagCard key={flag.rule + flag.opened.date + flag.opened.half} flag={flag} answers={data.pupil?.patternAnswers ?? []} id={id} done={fresh.refresh} />
                  ))}
                </>
              )}
            </>
          );
        }}
      </Show>
    </>
  );
}

function FlagCard({ flag, answers, id, done }: { flag: Flag; answers: readonly Answer[]; id: string; done: () => void }) {
  const { may } = useSession();
  return (
    <article className={`app-card app-card--${flag.closed ? 'CLOSED' : flag.severity}`}>
      <h3 className="govuk-heading-s">
        {flag.title} {flag.closed ? <strong className="govuk-tag govuk-tag--grey">Closed</strong> : <SeverityTag severity={flag.severity} />}
        {flag.dismissed && (
          <>
            {' '}
            <strong className="govuk-tag govuk-tag--grey">Dismissed</strong>
          </>
        )}
      </h3>
      <p className="govuk-body">{flag.evidence.sentence}</p>
      {flag.evidence.carePlan && <p className="govuk-inset-text">{flag.evidence.carePlan}</p>}
      <p className="app-quiet">
        Opened {sessionName(flag.opened)}
        {flag.closed && `, closed ${sessionName(flag.closed)}`}. Rule {flag.rule}, version {flag.ruleVersion}.
      </p>
      <table className="govuk-table app-table app-arithmetic">
        <caption className="govuk-table__caption govuk-table__caption--s">The arithmetic</caption>
        <thead>
          <tr>
            <th scope="col" className="govuk-table__header">
              What was counted
            </th>
            <th scope="col" className="govuk-table__header app-number">
              Number
            </th>
            <th scope="col" className="govuk-table__header app-number">
              Held against
            </th>
          </tr>
        </thead>
        <tbody>
          {flag.evidence.figures.map((figure) => (
            <tr key={figure.name}>
              <th scope="row" className="govuk-table__header">
                {words(figure.name)}
                {figure.threshold != null && figure.threshold > 0 && <Threshold value={figure.value} threshold={figure.threshold} />}
              </th>
              <td className="govuk-table__cell app-number">{figure.value}</td>
              <td className="govuk-table__cell app-number">{figure.threshold ?? ''}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {!flag.closed && (
        <p className="govuk-body">
          <strong>What would clear it:</strong> {flag.evidence.clearsWhen}{' '}
          {!flag.met && `So far ${count(flag.goodSessions, 'good session')} of ${flag.closesAfter}.`}
        </p>
      )}
      {flag.evidence.halfDays.length > 0 && (
        <details className="govuk-details" open={flag.evidence.halfDays.length <= 12}>
          <summary className="govuk-details__summary">
            <span className="govuk-details__summary-text">The {count(flag.evidence.halfDays.length, 'half-day')} that it rests on</span>
          </summary>
          <div className="govuk-details__text">
            <ul className="govuk-list">
              {flag.evidence.halfDays.map((halfDay) => (
                <li key={`${halfDay.date}${halfDay.half}${halfDay.school}`}>
                  <Link className="govuk-link" href={`/pupils/${id}/register?at=${halfDay.date}-${halfDay.half}`}>
                    {sessionName(halfDay)}
                  </Link>
                  {halfDay.code && `: ${halfDay.code}`}
                </li>
              ))}
            </ul>
          </div>
        </details>
      )}
      {answers
        .filter((each) => each.rule === flag.rule && each.opened.date === flag.opened.date && each.opened.half === flag.opened.half)
        .map((each) => (
          <div className="app-note" key={each.recordedAt}>
            {each.confirmed ? 'The school sees this pattern too' : 'The school explains'}: {each.text ?? 'erased'}{' '}
            <span className="app-quiet">
              {each.by}, {moment(each.recordedAt)}
            </span>
          </div>
        ))}
      {!flag.closed && may.includes('ReferChild') && <AnswerPattern id={id} flag={flag} done={done} />}
      {!flag.closed && may.includes('DismissFlag') && <DecideFlag id={id} flag={flag} done={done} />}
    </article>
  );
}

function Threshold({ value, threshold }: { value: number; threshold: number }) {
  const most = Math.max(value, threshold) * 1.15;
  const x = (number: number) => (100 * number) / most;
  return (
    <svg className="app-bar" viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">
      <rect x="0" y="2" width="100" height="6" fill="#dee0e2" />
      <rect x="0" y="2" width={x(value)} height="6" fill={value >= threshold ? '#b3120d' : '#1a4f8b'} />
      <rect x={x(threshold) - 0.5} y="0" width="1" height="10" fill="#0b0c0c" />
    </svg>
  );
}
