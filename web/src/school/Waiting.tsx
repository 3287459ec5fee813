import { useState } from 'react';
import { Link } from 'wouter';
import { useFresh } from '../fresh';
import { count, moment, sessionName } from '../format';
import {
  AcceptProposalDocument,
  AdoptStaleMarkDocument,
  DiscardHeldMarkDocument,
  GiveReasonDocument,
  RefuseProposalDocument,
  RegisterWorkDocument,
  ReleaseHeldMarkDocument,
  SetAsideStaleMarkDocument,
} from '../gql/graphql';
import { problemsOf, useSend } from '../send';
import { Problem } from '../ui/Problem';
import { Show } from '../ui/states';

/**
 * What waits in the school's registers for somebody to settle it: corrections that key workers proposed, held marks, stale marks, changes without a reason.
 */
export function WaitingMarks({ laestab }: { laestab: string }) {
  const { send } = useSend();
  const fresh = useFresh(RegisterWorkDocument, { laestab }, { every: 5_000 });
  const school = laestab;
  return (
    <Show fresh={fresh} what="what waits">
      {({ school: work }) => {
        if (!work) return null;
        const total = work.proposals.length + work.heldMarks.length + work.staleMarks.length + work.missingReasons.length;
        return (
          <section aria-labelledby="waiting-title">
            <h2 className="govuk-heading-m" id="waiting-title">
              Waiting for you: {count(total, 'mark')}
            </h2>
            {total === 0 && (
              <p className="govuk-body">No correction is proposed, no mark is held, none came too late, and every change has its reason.</p>
            )}
            {work.proposals.map((each) => (
              <Item
                key={each.id}
                title={`${sessionName(each)}: ${each.givenName} ${each.familyName}, ${each.standing ?? 'no mark'} to ${each.code}`}
                href={`/pupils/${each.pupil}/register?at=${each.date}-${each.half}`}
                tag="Proposed correction"
                text={`${each.proposedBy} proposed it ${moment(each.proposedAt)}${each.reason ? `: ${each.reason.replace(/\.$/, '')}` : ''}. Your register stays as it is until you accept.`}
                actions={[
                  {
                    title: `Accept: make it ${each.code}${each.minutesLate == null ? '' : `, ${each.minutesLate} minutes late`}`,
                    run: async () =>
                      problemIn(await send(AcceptProposalDocument, { input: { school, proposal: each.id } }), (data) => data.acceptProposal, true),
                  },
                  {
                    title: 'Refuse it',
                    reason: true,
                    run: async ({ reason }) =>
                      problemIn(await send(RefuseProposalDocument, { input: { school, proposal: each.id, reason: reason! } }), (data) => data.refuseProposal),
                  },
                ]}
                done={fresh.refresh}
              />
            ))}
            {work.heldMarks.map((mark) => (
              <Item
                key={mark.id}
                title={`${sessionName(mark)}: ${mark.upn || 'no UPN'}, code ${mark.code || 'none'}`}
                tag="Held"
                text={`${(mark.detail || mark.problem).replace(/\.$/, '')}. It came ${moment(mark.recordedAt)} from ${mark.client} and counts for nobody yet.`}
                fields={[
                  { name: 'upn', label: 'UPN', value: mark.upn },
                  { name: 'code', label: 'Code', value: mark.code },
                ]}
                actions={[
                  {
                    title: 'Enter it again, corrected',
                    run: async ({ upn, code }) =>
                      problemIn(
                        await send(ReleaseHeldMarkDocument, {
                          input: { school, mark: mark.id, upn: upn === mark.upn ? null : upn, code: code === mark.code ? null : code },
                        }),
                        (data) => data.releaseHeldMark,
                        true,
                      ),
                  },
                  {
                    title: 'Discard it',
                    reason: true,
                    run: async ({ reason }) =>
                      problemIn(await send(DiscardHeldMarkDocument, { input: { school, mark: mark.id, reason: reason! } }), (data) => data.discardHeldMark),
                  },
                ]}
                done={fresh.refresh}
              />
            ))}
            {work.staleMarks.map((mark) => (
              <Item
                key={mark.seq}
                title={`${sessionName(mark)}: ${mark.upn}, code ${mark.code}`}
                tag="Came too late"
                text={`${mark.recordedBy} gave ${mark.code}, but a later register had ${mark.other} already, which stands.`}
                actions={[
                  {
                    title: `Make ${mark.code} count`,
                    reason: true,
                    run: async ({ reason }) =>
                      problemIn(await send(AdoptStaleMarkDocument, { input: { school, seq: mark.seq, reason: reason! } }), (data) => data.adoptStaleMark, true),
                  },
                  {
                    title: 'Set it aside',
                    reason: true,
                    run: async ({ reason }) =>
                      problemIn(await send(SetAsideStaleMarkDocument, { input: { school, seq: mark.seq, reason: reason! } }), (data) => data.setAsideStaleMark),
                  },
                ]}
                done={fresh.refresh}
              />
            ))}
            {work.missingReasons.map((mark) => (
              <Item
                key={mark.seq}
                title={`${sessionName(mark)}: ${mark.upn}, ${mark.other} became ${mark.code}`}
                tag="No reason"
                text={`${mark.recordedBy} changed it ${moment(mark.recordedAt)} without saying why.`}
                actions={[
                  {
                    title: 'Save the reason',
                    reason: true,
                    run: async ({ reason }) =>
                      problemIn(await send(GiveReasonDocument, { input: { school, seq: mark.seq, reason: reason! } }), (data) => data.giveReason),
                  },
                ]}
                done={fresh.refresh}
              />
            ))}
          </section>
        );
      }}
    </Show>
  );
}

type Payload = { problems: readonly { message: string }[]; receipt?: unknown } | null | undefined;

/** Why nothing was done, or null. Beside a receipt the problems are remarks: the mark is stored. */
function problemIn<Data>(sent: { data: Data; problem: null } | { data: null; problem: string }, payload: (data: Data) => Payload, receipt = false): string | null {
  if (sent.problem !== null) return sent.problem;
  const answer = payload(sent.data);
  return receipt && answer?.receipt ? null : problemsOf(answer);
}

type Values = Record<string, string>;

function Item({
  title,
  href,
  tag,
  text,
  fields = [],
  actions,
  done,
}: {
  title: string;
  href?: string;
  tag: string;
  text: string;
  fields?: { name: string; label: string; value: string }[];
  actions: { title: string; reason?: boolean; run: (values: Values) => Promise<string | null> }[];
  done: () => void;
}) {
  const [values, setValues] = useState<Values>(() => Object.fromEntries(fields.map((field) => [field.name, field.value])));
  const [problem, setProblem] = useState<string | null>(null);
  const id = title.replace(/\W+/g, '-');
  const run = async (action: (typeof actions)[number]) => {
    if (action.reason && !values['reason']?.trim()) return setProblem('Give a reason first.');
    const wrong = await action.run(values);
    setProblem(wrong);
    if (!wrong) done();
  };
  return (
    <article className="app-card app-card--CONCERN">
      <h3 className="govuk-heading-s">
        {href ? (
          <Link className="govuk-link" href={href}>
            {title}
          </Link>
        ) : (
          title
        )}{' '}
        <strong className="govuk-tag govuk-tag--orange">{tag}</strong>
      </h3>
      <p className="govuk-body">{text}</p>
      <Problem text={problem} />
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
