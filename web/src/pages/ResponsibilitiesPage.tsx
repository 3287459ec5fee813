import { useState } from 'react';
import { Link } from 'wouter';
import { useFresh } from '../fresh';
import { moment, words } from '../format';
import { OwnResponsibilitiesDocument, ReadResponsibilitiesDocument } from '../gql/graphql';
import { partnerRole } from '../partners/names';
import { problemsOf, useSend } from '../send';
import { Problem } from '../ui/Problem';
import { Show } from '../ui/states';
import { useTitle } from '../ui/title';

/** What the person who is signed in answers for, and that it was read. */
export function ResponsibilitiesPage() {
  useTitle('What I answer for');
  const fresh = useFresh(OwnResponsibilitiesDocument, {}, { every: 30_000 });
  const { send, sending } = useSend();
  const [problem, setProblem] = useState<string | null>(null);
  const read = async (version: string) => {
    const sent = await send(ReadResponsibilitiesDocument, { version });
    setProblem(sent.problem ?? problemsOf(sent.data.readResponsibilities));
    fresh.refresh();
  };
  return (
    <>
      <p className="govuk-body">
        <Link className="govuk-link" href="/partners">
          Partners
        </Link>
      </p>
      <h1 className="govuk-heading-l">What I answer for</h1>
      <Show fresh={fresh} what="responsibilities">
        {({ ownResponsibilities: book }) => (
          <>
            {book.roles.map(({ role, may }) => (
              <section key={role}>
                <h2 className="govuk-heading-m">As {(partnerRole[role] ?? words(role.replaceAll('_', ' '))).toLowerCase()} you may</h2>
                <ul className="govuk-list govuk-list--bullet">
                  {may.map((each) => (
                    <li key={each}>{each}</li>
                  ))}
                </ul>
              </section>
            ))}
            {book.rows.length > 0 && <h2 className="govuk-heading-m">The strategy asks of your agency</h2>}
            <dl className="govuk-summary-list">
              {book.rows.map((row) => (
                <div className="govuk-summary-list__row" key={row.row}>
                  <dt className="govuk-summary-list__key">{row.role}</dt>
                  <dd className="govuk-summary-list__value">
                    {row.responsibility}
                    <div className="app-quiet">
                      So that: {row.outcome} ({row.row}, lines {row.lines})
                    </div>
                  </dd>
                </div>
              ))}
            </dl>
            <Problem text={problem} />
            {book.readAt ? (
              <p className="govuk-body">
                <strong>You read this {moment(book.readAt)}.</strong> When it changes you are asked again.
              </p>
            ) : (
              <button type="button" className="govuk-button" disabled={sending} onClick={() => void read(book.version)}>
                I have read this
              </button>
            )}
            {book.readers.length > 0 && (
              <>
                <h2 className="govuk-heading-m">Who has read theirs</h2>
                <ul className="govuk-list govuk-list--bullet">
                  {book.readers.map((reader) => (
                    <li key={reader.name + reader.at}>
                      {reader.name}, {moment(reader.at)}
                    </li>
                  ))}
                </ul>
              </>
            )}
          </>
        )}
      </Show>
    </>
  );
}
