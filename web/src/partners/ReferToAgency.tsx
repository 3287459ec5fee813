import { type FormEvent, useState } from 'react';
import { useFresh } from '../fresh';
import { PartnerDirectoryDocument, ReferToAgencyDocument } from '../gql/graphql';
import { problemsOf, useSend } from '../send';
import { Choice } from '../ui/Choice';
import { Opening, TextField } from '../ui/Field';
import { Problem } from '../ui/Problem';
import { partnerRole } from './names';

/** Refers a child to an agency, from the child's page. */
export function ReferToAgency({ pupil }: { pupil: string }) {
  const directory = useFresh(PartnerDirectoryDocument, {}, { every: 0 });
  const { send, sending } = useSend();
  const [agency, setAgency] = useState('');
  const [reason, setReason] = useState('');
  const [said, setSaid] = useState<string | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const refer = async (event: FormEvent) => {
    event.preventDefault();
    const sent = await send(ReferToAgencyDocument, { input: { pupil, agency, reason } });
    const payload = sent.data?.referToAgency;
    const wrong = sent.problem ?? problemsOf(payload);
    setProblem(wrong);
    setSaid(wrong ? null : `Referred.${payload?.alsoWith.length ? ` Also open with: ${payload.alsoWith.join(', ')}.` : ''}`);
    if (!wrong) setReason('');
  };
  return (
    <Opening title="Refer to an agency">
      <form onSubmit={(event) => void refer(event)} aria-label="Refer to an agency">
        <Choice name="refer-agency" label="Agency" value={agency} onChange={setAgency}>
          <option value="">Choose</option>
          {directory.data?.agencies
            .filter((each) => each.role && each.role in partnerRole && each.role !== 'SCHOOL_IMPROVEMENT')
            .map((each) => (
              <option key={each.id} value={each.id}>
                {each.name}
              </option>
            ))}
        </Choice>
        <TextField id="refer-reason" label="What for" hint="The agency reads it." maxLength={2000} value={reason} onChange={setReason} />
        <Problem text={problem} />
        {said && (
          <p className="govuk-body" role="status">
            {said}
          </p>
        )}
        <button type="submit" className="govuk-button" disabled={sending || !agency}>
          Refer
        </button>
      </form>
    </Opening>
  );
}
