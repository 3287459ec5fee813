import { type FormEvent, useState } from 'react';
import { Link } from 'wouter';
import { useFresh } from '../fresh';
import { addDays, count, longDate } from '../format';
import {
  ApproveAgreementDocument,
  EndAgreementDocument,
  type SharedChildren,
  SharingAgreementsDocument,
  type SharingAgreementsQuery,
  WriteAgreementDocument,
} from '../gql/graphql';
import { agreementState, fieldName, sharedChildren } from '../partners/names';
import { problemsOf, useSend } from '../send';
import { useSession } from '../session';
import { Choice } from '../ui/Choice';
import { Field, Opening, TextField } from '../ui/Field';
import { Problem } from '../ui/Problem';
import { Select } from '../ui/Select';
import { Empty, Show } from '../ui/states';
import { useTitle } from '../ui/title';

type Agreement = NonNullable<SharingAgreementsQuery['sharingAgreements']>[number];
type Fields = NonNullable<SharingAgreementsQuery['agreementFields']>[number];

/** Information sharing agreements: one writes, another agrees. */
export function AgreementsPage() {
  useTitle('Agreements');
  const fresh = useFresh(SharingAgreementsDocument, {}, { every: 15_000 });
  return (
    <>
      <p className="govuk-body">
        <Link className="govuk-link" href="/partners">
          Partners
        </Link>
      </p>
      <h1 className="govuk-heading-l">Information sharing agreements</h1>
      <Show fresh={fresh} what="agreements">
        {({ sharingAgreements: agreements, agreementFields }) => (
          <>
            <Write agencies={agreementFields ?? []} done={fresh.refresh} />
            {agreements?.length ? (
              agreements.map((agreement) => <Panel agreement={agreement} done={fresh.refresh} key={agreement.id} />)
            ) : (
              <Empty at={fresh.at}>No agreement yet.</Empty>
            )}
          </>
        )}
      </Show>
    </>
  );
}

function Panel({ agreement, done }: { agreement: Agreement; done: () => void }) {
  const { may } = useSession();
  const { send, sending } = useSend();
  const [reason, setReason] = useState('');
  const [problem, setProblem] = useState<string | null>(null);
  const [name, colour] = agreementState[agreement.state];
  const approve = async () => {
    const sent = await send(ApproveAgreementDocument, { id: agreement.id });
    setProblem(sent.problem ?? problemsOf(sent.data.approveAgreement));
    done();
  };
  const end = async (event: FormEvent) => {
    event.preventDefault();
    const sent = await send(EndAgreementDocument, { id: agreement.id, reason });
    setProblem(sent.problem ?? problemsOf(sent.data.endAgreement));
    done();
  };
  const over = agreement.state === 'ENDED' || agreement.state === 'EXPIRED';
  return (
    <div className="app-panel">
      <h2 className="govuk-heading-m">
        {agreement.agencyName} <strong className={`govuk-tag govuk-tag--${colour}`}>{name}</strong>
      </h2>
      <ul className="govuk-list govuk-list--bullet">
        <li>What for: {agreement.purpose}</li>
        <li>Basis: {agreement.lawfulBasis}</li>
        <li>
          {sharedChildren[agreement.children]}: {count(agreement.childCount, 'child', 'children')}
        </li>
        <li>Fields: {agreement.fields.map((field) => fieldName[field] ?? field).join(', ')}</li>
        <li>
          From {longDate(agreement.from)}, expires on {longDate(agreement.expiresOn)}
        </li>
        <li>
          Written by {agreement.writtenBy}
          {agreement.approvedBy && `, agreed by ${agreement.approvedBy}`}
        </li>
      </ul>
      <Problem text={problem} />
      {agreement.state === 'DRAFT' &&
        may.includes('ApproveAgreement') &&
        (agreement.isOwn ? (
          <p className="app-quiet">Somebody else than its author agrees to it.</p>
        ) : (
          <button type="button" className="govuk-button" disabled={sending} onClick={() => void approve()}>
            Agree
          </button>
        ))}
      {!over && (
        <Opening title={`End the agreement with ${agreement.agencyName}`}>
          <form onSubmit={(event) => void end(event)}>
            <Field id={`end-${agreement.id}`} label="Why" required maxLength={500} value={reason} onChange={setReason} />
            <button type="submit" className="govuk-button govuk-button--warning" disabled={sending}>
              End it now
            </button>
          </form>
        </Opening>
      )}
    </div>
  );
}

function Write({ agencies, done }: { agencies: readonly Fields[]; done: () => void }) {
  const { today } = useSession();
  const { send, sending } = useSend();
  const [agency, setAgency] = useState(agencies[0]?.agency ?? '');
  const chosen = agencies.find((each) => each.agency === agency);
  const [form, setForm] = useState({ lawfulBasis: '', purpose: '', expiresOn: addDays(today, 180), pupils: '' });
  const [children, setChildren] = useState<SharedChildren>('REFERRALS');
  const [fields, setFields] = useState<readonly string[] | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const open = fields ?? chosen?.default ?? [];
  const set = (name: keyof typeof form) => (value: string) => setForm({ ...form, [name]: value });
  const save = async (event: FormEvent) => {
    event.preventDefault();
    const { pupils, ...rest } = form;
    const sent = await send(WriteAgreementDocument, {
      input: {
        ...rest,
        agency,
        children,
        fields: [...open],
        pupils: children === 'NAMED' ? pupils.split(/[\s,]+/).filter(Boolean) : [],
      },
    });
    const wrong = sent.problem ?? problemsOf(sent.data.writeAgreement);
    setProblem(wrong);
    if (!wrong) setForm({ ...form, lawfulBasis: '', purpose: '', pupils: '' });
    done();
  };
  return (
    <Opening title="Write an agreement">
      <form onSubmit={(event) => void save(event)} aria-label="Write an agreement">
        <Choice
          name="agency"
          label="Agency"
          value={agency}
          onChange={(value) => {
            setAgency(value);
            setFields(null);
          }}
        >
          {agencies.map((each) => (
            <option key={each.agency} value={each.agency}>
              {each.name}
            </option>
          ))}
        </Choice>
        <TextField id="agreement-basis" label="Lawful basis, with the statute" maxLength={500} value={form.lawfulBasis} onChange={set('lawfulBasis')} />
        <TextField id="agreement-purpose" label="What the children are shown for" maxLength={500} value={form.purpose} onChange={set('purpose')} />
        <Select id="agreement-children" label="Which children" value={children} onChange={setChildren} options={sharedChildren} />
        {children === 'NAMED' && (
          <TextField
            id="agreement-pupils"
            label="The children, by the number in the address of their page"
            hint="One in a line. They must be in your scope."
            maxLength={5000}
            value={form.pupils}
            onChange={set('pupils')}
          />
        )}
        <fieldset className="govuk-fieldset">
          <legend className="govuk-fieldset__legend">Fields that it opens</legend>
          <div className="govuk-checkboxes govuk-checkboxes--small">
            {chosen?.allowed.map((field) => (
              <div className="govuk-checkboxes__item" key={field}>
                <input
                  className="govuk-checkboxes__input"
                  id={`agreement-field-${field}`}
                  type="checkbox"
                  checked={open.includes(field)}
                  onChange={(event) => setFields(event.target.checked ? [...open, field] : open.filter((each) => each !== field))}
                />
                <label className="govuk-label govuk-checkboxes__label" htmlFor={`agreement-field-${field}`}>
                  {fieldName[field] ?? field}
                </label>
              </div>
            ))}
          </div>
        </fieldset>
        <Field
          id="agreement-expires"
          label="Expires on"
          hint="From that day on nothing is shown. Twelve months at most."
          type="date"
          required
          value={form.expiresOn}
          onChange={set('expiresOn')}
        />
        <Problem text={problem} />
        <button type="submit" className="govuk-button" disabled={sending}>
          Write
        </button>
      </form>
    </Opening>
  );
}
