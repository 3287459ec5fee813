import { useState } from 'react';
import { moment } from '../format';
import { ApproveEnforcementStepDocument } from '../gql/graphql';
import { problemsOf, useSend } from '../send';
import { Field } from '../ui/Field';
import { Problem } from '../ui/Problem';
import type { Enforcement } from './Enforcement';

/** A step that waits for a second person. Who proposed it cannot approve it. */
export function Proposal({
  id,
  proposal,
  mayApprove,
  done,
}: {
  id: string;
  proposal: Enforcement['proposals'][number];
  mayApprove: boolean;
  done: () => void;
}) {
  const { send, sending } = useSend();
  const [reason, setReason] = useState('');
  const [problem, setProblem] = useState<string | null>(null);
  const answer = async (approves: boolean) => {
    const sent = await send(ApproveEnforcementStepDocument, { input: { case: id, matter: proposal.matter, approves, reason: reason || null } });
    const wrong = sent.problem ?? problemsOf(sent.data.approveEnforcementStep);
    setProblem(wrong);
    if (!wrong) done();
  };
  return (
    <section className="app-waiting" aria-label={`Waits for approval: ${proposal.label}`}>
      <h2 className="govuk-heading-s">
        Waits for a second person: {proposal.label}, {proposal.parentName}
      </h2>
      <p className="govuk-body">
        Proposed by {proposal.by}, {moment(proposal.at)}.
        {proposal.overridden.length > 0 && (
          <>
            {' '}
            It overrides: {proposal.overridden.join(', ')}, because {proposal.reason}
          </>
        )}
      </p>
      <Problem text={problem} />
      {mayApprove && !proposal.mine && (
        <>
          <Field id={`refuse-${proposal.matter}`} label="Why not, if you refuse" maxLength={500} value={reason} onChange={setReason} />
          <div className="govuk-button-group">
            <button type="button" className="govuk-button" disabled={sending} onClick={() => void answer(true)}>
              Approve
            </button>
            <button type="button" className="govuk-button govuk-button--secondary" disabled={sending} onClick={() => void answer(false)}>
              Refuse
            </button>
          </div>
        </>
      )}
    </section>
  );
}
