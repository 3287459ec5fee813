import { type FormEvent, useState } from 'react';
import { useClient } from 'urql';
import { count, percent, sessionName, severityName } from '../format';
import { type HalfDay, WhatIfDocument, type WhatIfQuery } from '../gql/graphql';
import { useSession } from '../session';

const changes = { OPENS: 'would open', CHANGES: 'would change', CLOSES: 'would close', IS_WITHDRAWN: 'would be withdrawn' } as const;

/** Imagines marks and shows what they would change. Nothing is stored. */
export function WhatIf({ id }: { id: string }) {
  const { today } = useSession();
  const client = useClient();
  const [marks, setMarks] = useState<{ date: string; half: HalfDay; code: string }[]>([]);
  const [date, setDate] = useState(today);
  const [half, setHalf] = useState<HalfDay>('AM');
  const [code, setCode] = useState('');
  const [answer, setAnswer] = useState<WhatIfQuery['whatIf'] | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const ask = async (next: typeof marks) => {
    setMarks(next);
    if (next.length === 0) return setAnswer(null);
    const result = await client.query(
      WhatIfDocument,
      { id, marks: next.map((mark) => ({ date: mark.date, half: mark.half, code: mark.code || null })) },
      { requestPolicy: 'network-only' },
    );
    setProblem(result.error ? (result.error.graphQLErrors[0]?.message ?? 'The server did not answer.') : null);
    setAnswer(result.data?.whatIf ?? null);
  };
  const add = (event: FormEvent) => {
    event.preventDefault();
    void ask([...marks.filter((mark) => mark.date !== date || mark.half !== half), { date, half, code: code.trim().toUpperCase() }]);
  };
  return (
    <>
      <h2 className="govuk-heading-m">What if</h2>
      <p className="govuk-body">Imagine a mark, or take one away by leaving the code empty. Nothing is stored.</p>
      <form className="app-filters" onSubmit={add}>
        <div className="govuk-form-group">
          <label className="govuk-label" htmlFor="what-date">
            Date
          </label>
          <input id="what-date" className="govuk-input" type="date" required value={date} onChange={(event) => setDate(event.target.value)} />
        </div>
        <div className="govuk-form-group">
          <label className="govuk-label" htmlFor="what-half">
            Session
          </label>
          <select id="what-half" className="govuk-select" value={half} onChange={(event) => setHalf(event.target.value as HalfDay)}>
            <option>AM</option>
            <option>PM</option>
          </select>
        </div>
        <div className="govuk-form-group">
          <label className="govuk-label" htmlFor="what-code">
            Code
          </label>
          <input
            id="what-code"
            className="govuk-input govuk-input--width-3"
            maxLength={2}
            autoComplete="off"
            value={code}
            onChange={(event) => setCode(event.target.value)}
          />
        </div>
        <button type="submit" className="govuk-button">
          Imagine it
        </button>
      </form>
      {problem && (
        <div className="govuk-error-summary" role="alert">
          <h3 className="govuk-error-summary__title">There is a problem</h3>
          <div className="govuk-error-summary__body">{problem}</div>
        </div>
      )}
      {marks.length > 0 && (
        <ul className="govuk-list">
          {marks.map((mark) => (
            <li key={mark.date + mark.half}>
              {sessionName(mark)}: {mark.code || 'no mark'}{' '}
              <button type="button" className="app-link-button" onClick={() => void ask(marks.filter((each) => each !== mark))}>
                Take back<span className="govuk-visually-hidden"> {sessionName(mark)}</span>
              </button>
            </li>
          ))}
        </ul>
      )}
      <div aria-live="polite">
        {answer && (
          <>
            <table className="govuk-table app-table">
              <caption className="govuk-table__caption govuk-table__caption--s">The totals</caption>
              <thead>
                <tr>
                  <th scope="col" className="govuk-table__header">
                    School year
                  </th>
                  <th scope="col" className="govuk-table__header app-number">
                    As it is
                  </th>
                  <th scope="col" className="govuk-table__header app-number">
                    As it would be
                  </th>
                </tr>
              </thead>
              <tbody>
                {(
                  [
                    ['Half-days missed', 'missed'],
                    ['of them unauthorised', 'unauthorised'],
                    ['Possible half-days', 'possible'],
                  ] as const
                ).map(([title, field]) => (
                  <tr key={field}>
                    <th scope="row" className="govuk-table__header">
                      {title}
                    </th>
                    <td className="govuk-table__cell app-number">{answer.before?.[field] ?? 0}</td>
                    <td className="govuk-table__cell app-number">{answer.after?.[field] ?? 0}</td>
                  </tr>
                ))}
                <tr>
                  <th scope="row" className="govuk-table__header">
                    Attendance
                  </th>
                  <td className="govuk-table__cell app-number">{percent(answer.before?.attendancePercent)}</td>
                  <td className="govuk-table__cell app-number">{percent(answer.after?.attendancePercent)}</td>
                </tr>
              </tbody>
            </table>
            {answer.flags.length === 0 ? (
              <p className="govuk-body">No flag would change.</p>
            ) : (
              <>
                <p className="govuk-body">{count(answer.flags.length, 'change')} of flags:</p>
                <ul className="govuk-list govuk-list--bullet">
                  {answer.flags.map((flag) => (
                    <li key={flag.rule + flag.change + flag.at.date + flag.at.half}>
                      {flag.rule} ({severityName[flag.severity]}) {changes[flag.change]} at {sessionName(flag.at)}: {flag.because}
                    </li>
                  ))}
                </ul>
              </>
            )}
          </>
        )}
      </div>
    </>
  );
}
