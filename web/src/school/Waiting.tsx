import { useCallback, useEffect, useState } from 'react';
import { count, moment, sessionName } from '../format';
import type { HalfDay } from '../gql/graphql';
import { askJson, post, Refused } from '../server';
import { Failed, Loading } from '../ui/states';

type Held = {
  id: string;
  date: string;
  session: HalfDay;
  group: string | null;
  upn: string;
  code: string;
  minutesLate: number | null;
  problem: string;
  detail: string;
  recordedAt: string;
  client: string;
};

type Waiting = { id: string; date: string; session: HalfDay; upn: string; code: string; recordedAt: string; recordedBy: string };
type Stale = Waiting & { standing: { code: string } };
type Unexplained = Waiting & { before: string };
type All = { held: Held[]; stale: Stale[]; unexplained: Unexplained[] };

/** What waits in the school's registers for somebody to settle it: held marks, stale marks, changes without a reason. */
export function WaitingMarks({ laestab }: { laestab: string }) {
  const [all, setAll] = useState<All | null>(null);
  const [failed, setFailed] = useState(false);
  const base = `/api/v1/schools/${laestab}`;
  const load = useCallback(
    () =>
      Promise.all([
        askJson<Held[]>(`${base}/held-marks`),
        askJson<Stale[]>(`${base}/stale-marks`),
        askJson<Unexplained[]>(`${base}/missing-reasons`),
      ]).then(
        ([held, stale, unexplained]) => {
          setFailed(false);
          setAll({ held, stale, unexplained });
        },
        () => setFailed(true),
      ),
    [base],
  );
  useEffect(() => {
    void load();
    const timer = setInterval(() => void load(), 20_000);
    return () => clearInterval(timer);
  }, [load]);
  if (!all) return failed ? <Failed retry={() => void load()} /> : <Loading what="what waits" />;
  const total = all.held.length + all.stale.length + all.unexplained.length;
  return (
    <section aria-labelledby="waiting-title">
      <h2 className="govuk-heading-m" id="waiting-title">
        Waiting for you: {count(total, 'mark')}
      </h2>
      {total === 0 && <p className="govuk-body">No mark is held, none came too late, and every change has its reason.</p>}
      {all.held.map((mark) => (
        <Item
          key={mark.id}
          title={`${sessionName({ date: mark.date, half: mark.session })}: ${mark.upn || 'no UPN'}, code ${mark.code || 'none'}`}
          tag="Held"
          text={`${(mark.detail || mark.problem).replace(/\.$/, '')}. It came ${moment(mark.recordedAt)} from ${mark.client} and counts for nobody yet.`}
          fields={[
            { name: 'upn', label: 'UPN', value: mark.upn },
            { name: 'code', label: 'Code', value: mark.code },
          ]}
          actions={[
            {
              title: 'Enter it again, corrected',
              run: ({ upn, code }) =>
                post(`${base}/held-marks/${mark.id}/release`, {
                  ...(upn !== mark.upn && { upn }),
                  ...(code !== mark.code && { code }),
                }),
            },
            { title: 'Discard it', reason: true, run: ({ reason }) => post(`${base}/held-marks/${mark.id}/discard`, { reason }) },
          ]}
          done={load}
        />
      ))}
      {all.stale.map((mark) => (
        <Item
          key={mark.id}
          title={`${sessionName({ date: mark.date, half: mark.session })}: ${mark.upn}, code ${mark.code}`}
          tag="Came too late"
          text={`${mark.recordedBy} gave ${mark.code}, but a later register had ${mark.standing.code} already, which stands.`}
          actions={[
            { title: `Make ${mark.code} count`, reason: true, run: ({ reason }) => post(`${base}/stale-marks/${mark.id}/adopt`, { reason }) },
            { title: 'Set it aside', reason: true, run: ({ reason }) => post(`${base}/stale-marks/${mark.id}/set-aside`, { reason }) },
          ]}
          done={load}
        />
      ))}
      {all.unexplained.map((mark) => (
        <Item
          key={mark.id}
          title={`${sessionName({ date: mark.date, half: mark.session })}: ${mark.upn}, ${mark.before} became ${mark.code}`}
          tag="No reason"
          text={`${mark.recordedBy} changed it ${moment(mark.recordedAt)} without saying why.`}
          actions={[
            {
              title: 'Save the reason',
              reason: true,
              run: ({ reason }) =>
                askJson(`${base}/missing-reasons/${mark.id}`, {
                  method: 'PUT',
                  headers: { 'Content-Type': 'application/json' },
                  body: JSON.stringify({ reason }),
                }),
            },
          ]}
          done={load}
        />
      ))}
    </section>
  );
}

type Values = Record<string, string>;

function Item({
  title,
  tag,
  text,
  fields = [],
  actions,
  done,
}: {
  title: string;
  tag: string;
  text: string;
  fields?: { name: string; label: string; value: string }[];
  actions: { title: string; reason?: boolean; run: (values: Values) => Promise<unknown> }[];
  done: () => Promise<void>;
}) {
  const [values, setValues] = useState<Values>(() => Object.fromEntries(fields.map((field) => [field.name, field.value])));
  const [problem, setProblem] = useState<string | null>(null);
  const id = title.replace(/\W+/g, '-');
  const run = async (action: (typeof actions)[number]) => {
    if (action.reason && !values['reason']?.trim()) return setProblem('Give a reason first.');
    setProblem(null);
    try {
      await action.run(values);
      await done();
    } catch (error) {
      setProblem(error instanceof Refused ? error.message : 'The server did not answer. Try again.');
    }
  };
  return (
    <article className="app-card app-card--CONCERN">
      <h3 className="govuk-heading-s">
        {title} <strong className="govuk-tag govuk-tag--orange">{tag}</strong>
      </h3>
      <p className="govuk-body">{text}</p>
      {problem && (
        <p className="govuk-error-message" role="alert">
          {problem}
        </p>
      )}
      <div className="app-filters">
        {[...fields, ...(actions.some((action) => action.reason) ? [{ name: 'reason', label: 'Reason', value: '' }] : [])].map((field) => (
          <div className="govuk-form-group" key={field.name}>
            <label className="govuk-label" htmlFor={`${id}-${field.name}`}>
              {field.label}
            </label>
            <input
              id={`${id}-${field.name}`}
              className={field.name === 'code' ? 'govuk-input govuk-input--width-3' : 'govuk-input govuk-input--width-20'}
              maxLength={500}
              autoComplete="off"
              value={values[field.name] ?? ''}
              onChange={(event) => setValues({ ...values, [field.name]: event.target.value })}
            />
          </div>
        ))}
        {actions.map((action) => (
          <button key={action.title} type="button" className="govuk-button govuk-button--secondary" onClick={() => void run(action)}>
            {action.title}
            <span className="govuk-visually-hidden">, {title}</span>
          </button>
        ))}
      </div>
    </article>
  );
}
