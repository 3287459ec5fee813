import { useState } from 'react';
import { Link } from 'wouter';
import { SendForm } from '../cases/SendForm';
import { useFresh } from '../fresh';
import { count, moment, sessionName } from '../format';
import { ExplainByTransportDocument, SchoolTransportDocument, type SchoolTransportQuery } from '../gql/graphql';
import { useSession } from '../session';
import { failureName } from '../transport/names';
import { Heads } from '../ui/Heads';
import { Empty, NotFound, Show } from '../ui/states';
import { useTitle } from '../ui/title';

type Failure = NonNullable<SchoolTransportQuery['school']>['transportFailures'][number];

/** Journeys to the school that failed, and the marks that each may explain: settled at once. */
export function SchoolTransportPage({ laestab }: { laestab: string }) {
  useTitle('Failed journeys');
  const { schools } = useSession();
  const fresh = useFresh(SchoolTransportDocument, { laestab }, { every: 30_000 });
  if (!schools.includes(laestab)) return <NotFound what="school" />;
  return (
    <>
      <h1 className="govuk-heading-l">Failed journeys to school</h1>
      <p className="govuk-body">
        <Link className="govuk-link" href={`/schools/${laestab}/today`}>
          School today
        </Link>
      </p>
      <Show fresh={fresh} what="journeys">
        {({ school }) =>
          school?.transportFailures.length ? (
            school.transportFailures.map((failure) => <FailurePanel key={failure.id} laestab={laestab} failure={failure} done={fresh.refresh} />)
          ) : (
            <Empty at={fresh.at}>No journey of the school’s children failed in the last month.</Empty>
          )
        }
      </Show>
    </>
  );
}

function FailurePanel({ laestab, failure, done }: { laestab: string; failure: Failure; done: () => void }) {
  const offered = failure.children.filter((child) => child.code);
  const [left, setLeft] = useState<readonly string[]>([]);
  const chosen = offered.filter((child) => !left.includes(child.pupil.id)).map((child) => child.pupil.id);
  return (
    <section className="app-panel" aria-labelledby={`failure-${failure.id}`}>
      <h2 className="govuk-heading-m" id={`failure-${failure.id}`}>
        {failure.route}, {sessionName(failure)}
      </h2>
      <p className="govuk-body">
        {failureName[failure.kind]}
        {failure.minutesLate && ` by ${count(failure.minutesLate, 'minute')}`}. {failure.what} Reported {moment(failure.reportedAt)}.
      </p>
      <SendForm
        label={`Marks of ${failure.route}`}
        button={`Take it as the reason of ${count(chosen.length, 'mark')}`}
        saved="Done. What the register said before is kept."
        document={ExplainByTransportDocument}
        variables={() => ({ input: { school: laestab, failure: failure.id, pupils: chosen } })}
        done={done}
      >
        <div className="app-scroll" role="region" tabIndex={0} aria-label={`Children on ${failure.route}`}>
          <table className="govuk-table app-table">
            <caption className="govuk-visually-hidden">Children of the school on {failure.route}</caption>
            <Heads titles={['Child', 'Mark', 'With this reason', 'Take it']} />
            <tbody>
              {failure.children.map((child) => (
                <tr key={child.pupil.id}>
                  <th scope="row" className="govuk-table__header">
                    {child.pupil.familyName}, {child.pupil.givenName}
                  </th>
                  <td className="govuk-table__cell">{child.mark ?? 'none yet'}</td>
                  <td className="govuk-table__cell">
                    {child.explainedAt
                      ? `Taken ${moment(child.explainedAt)}`
                      : child.code
                        ? child.code === child.mark
                          ? 'stays, with the reason'
                          : `${child.code}: ${child.codeLabel}`
                        : 'nothing to explain'}
                  </td>
                  <td className="govuk-table__cell">
                    {child.code && (
                      <div className="govuk-checkboxes govuk-checkboxes--small">
                        <div className="govuk-checkboxes__item">
                          <input
                            className="govuk-checkboxes__input"
                            id={`take-${failure.id}-${child.pupil.id}`}
                            type="checkbox"
                            checked={!left.includes(child.pupil.id)}
                            onChange={(event) => setLeft(event.target.checked ? left.filter((id) => id !== child.pupil.id) : [...left, child.pupil.id])}
                          />
                          <label className="govuk-label govuk-checkboxes__label" htmlFor={`take-${failure.id}-${child.pupil.id}`}>
                            <span className="govuk-visually-hidden">
                              {child.pupil.givenName} {child.pupil.familyName}
                            </span>
                          </label>
                        </div>
                      </div>
                    )}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </SendForm>
    </section>
  );
}
