import { type FormEvent, useCallback, useState } from 'react';
import { useFresh } from '../fresh';
import { moment } from '../format';
import { IssueKeyDocument, RevokeKeyDocument, SchoolKeysDocument } from '../gql/graphql';
import { problemsOf, useSend } from '../send';
import { Field } from '../ui/Field';
import { Heads } from '../ui/Heads';
import { Problem } from '../ui/Problem';
import { Empty, Show } from '../ui/states';

/** The keys with which the school's systems post: make one, which is shown once, and revoke one. */
export function Keys({ laestab }: { laestab: string }) {
  const { send, sending } = useSend();
  const fresh = useFresh(SchoolKeysDocument, { laestab }, { every: 0 });
  const [name, setName] = useState('');
  const [problem, setProblem] = useState<string | null>(null);
  const [made, setMade] = useState<{ name: string; key: string } | null>(null);
  const [sure, setSure] = useState<string | null>(null);
  const focus = useCallback((heading: HTMLHeadingElement | null) => heading?.focus(), []);
  const issue = async (event: FormEvent) => {
    event.preventDefault();
    const sent = await send(IssueKeyDocument, { input: { school: laestab, name: name.trim() } });
    const payload = sent.data?.issueKey;
    setProblem(sent.problem ?? (payload?.problems.length ? 'A name has 1 to 60 letters, digits, spaces, dots, hyphens and underscores.' : null));
    if (!payload?.key) return;
    setMade({ name: name.trim(), key: payload.key });
    setName('');
    fresh.refresh();
  };
  const revoke = async (key: string) => {
    const sent = await send(RevokeKeyDocument, { input: { school: laestab, key } });
    setProblem(sent.problem ?? problemsOf(sent.data.revokeKey));
    setSure(null);
    fresh.refresh();
  };
  return (
    <section aria-labelledby="keys-title">
      <h3 className="govuk-heading-s" id="keys-title">
        Keys of your systems
      </h3>
      {made && (
        <div className="app-panel">
          <h4 className="govuk-heading-s" tabIndex={-1} ref={focus}>
            The key for {made.name}
          </h4>
          <p className="govuk-body">Copy it into the system now. It is shown this once; only its fingerprint is kept here.</p>
          <p className="app-secret">
            <code>{made.key}</code>
          </p>
          <button type="button" className="govuk-button govuk-button--secondary" onClick={() => void navigator.clipboard.writeText(made.key)}>
            Copy
          </button>{' '}
          <button type="button" className="govuk-button govuk-button--secondary" onClick={() => setMade(null)}>
            I have it, hide it
          </button>
        </div>
      )}
      <Problem text={problem} />
      <Show fresh={fresh} what="keys">
        {({ school }) =>
          school?.keys.length ? (
            <table className="govuk-table app-table app-table--cards">
              <caption className="govuk-visually-hidden">Keys of the school’s systems</caption>
              <Heads titles={['System', 'Made', 'By', 'State']} />
              <tbody>
                {school.keys.map((key) => (
                  <tr key={key.id}>
                    <th scope="row" className="govuk-table__header">
                      {key.name}
                    </th>
                    <td className="govuk-table__cell" data-label="Made">
                      {moment(key.createdAt)}
                    </td>
                    <td className="govuk-table__cell" data-label="By">
                      {key.createdBy ?? 'not kept'}
                    </td>
                    <td className="govuk-table__cell" data-label="State">
                      {key.revokedAt ? (
                        `Revoked ${moment(key.revokedAt)}`
                      ) : sure === key.id ? (
                        <>
                          The system cannot post any more.{' '}
                          <button type="button" className="app-link-button" disabled={sending} onClick={() => void revoke(key.id)}>
                            Revoke it<span className="govuk-visually-hidden">, the key of {key.name}</span>
                          </button>{' '}
                          <button type="button" className="app-link-button" onClick={() => setSure(null)}>
                            Keep it
                          </button>
                        </>
                      ) : (
                        <>
                          In force{' '}
                          <button type="button" className="app-link-button" onClick={() => setSure(key.id)}>
                            Revoke<span className="govuk-visually-hidden"> the key of {key.name}</span>
                          </button>
                        </>
                      )}
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          ) : (
            <Empty>No system has a key.</Empty>
          )
        }
      </Show>
      <form className="app-filters" onSubmit={(event) => void issue(event)}>
        <Field id="key-name" label="System that will hold a new key" className="govuk-input govuk-input--width-20" maxLength={60} required value={name} onChange={setName} />
        <button type="submit" className="govuk-button govuk-button--secondary" disabled={sending}>
          Make a key
        </button>
      </form>
    </section>
  );
}
