import { type FormEvent, useState } from 'react';
import { Link } from 'wouter';
import { useFresh } from '../fresh';
import { type AgencyKind, PartnerDirectoryDocument, type Role, SaveAgencyDocument } from '../gql/graphql';
import { agencyKind, partnerRole, programmeKind, slugOf } from '../partners/names';
import { problemsOf, useSend } from '../send';
import { useSession } from '../session';
import { Field, Opening, TextField } from '../ui/Field';
import { Heads } from '../ui/Heads';
import { Problem } from '../ui/Problem';
import { Select } from '../ui/Select';
import { Show } from '../ui/states';
import { useTitle } from '../ui/title';

/** Who takes part: agencies and programmes. */
export function PartnersPage() {
  useTitle('Partners');
  const { may } = useSession();
  const fresh = useFresh(PartnerDirectoryDocument, {}, { every: 60_000 });
  return (
    <>
      <h1 className="govuk-heading-l">Partners</h1>
      <p className="govuk-body">
        <Link className="govuk-link" href="/responsibilities">
          What I answer for
        </Link>{' '}
        ·{' '}
        <Link className="govuk-link" href="/programmes">
          Programmes and what their schools came to
        </Link>{' '}
        ·{' '}
        <Link className="govuk-link" href="/community">
          Community
        </Link>
        {may.includes('ReadSchool') && (
          <>
            {' '}
            ·{' '}
            <Link className="govuk-link" href="/good-practice">
              Good practice
            </Link>
          </>
        )}
        {may.includes('ImproveSchool') && (
          <>
            {' '}
            ·{' '}
            <Link className="govuk-link" href="/school-improvement">
              School improvement
            </Link>
          </>
        )}
        {' '}
        ·{' '}
        <Link className="govuk-link" href="/activities">
          Menu of activities
        </Link>
        {(may.includes('PlanSweep') || may.includes('WorkOnSweep')) && (
          <>
            {' '}
            ·{' '}
            <Link className="govuk-link" href="/sweeps">
              Truancy sweeps
            </Link>
          </>
        )}
      </p>
      <Show fresh={fresh} what="partners">
        {({ agencies, programmes }) => (
          <>
            <table className="govuk-table app-table app-table--cards">
              <caption className="govuk-table__caption govuk-table__caption--m">Agencies</caption>
              <Heads titles={['Agency', 'What', 'About', 'Contact']} />
              <tbody>
                {agencies.map((agency) => (
                  <tr key={agency.id}>
                    <th scope="row" className="govuk-table__header">
                      <Link className="govuk-link" href={`/partners/${agency.id}`}>
                        {agency.name}
                      </Link>
                    </th>
                    <td className="govuk-table__cell" data-label="What">
                      {agencyKind[agency.kind]}
                    </td>
                    <td className="govuk-table__cell" data-label="About">
                      {agency.about}
                    </td>
                    <td className="govuk-table__cell" data-label="Contact">
                      {agency.contact ?? 'not given'}
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
            <h2 className="govuk-heading-m">Programmes and funding</h2>
            <ul className="govuk-list govuk-list--bullet">
              {programmes.map((programme) => (
                <li key={programme.id}>
                  <Link className="govuk-link" href={`/programmes#${programme.id}`}>
                    {programme.name}
                  </Link>
                  : {programmeKind[programme.kind].toLowerCase()}
                </li>
              ))}
            </ul>
            {may.includes('RunPartners') && <AddAgency done={fresh.refresh} />}
          </>
        )}
      </Show>
    </>
  );
}

function AddAgency({ done }: { done: () => void }) {
  const { send, sending } = useSend();
  const [form, setForm] = useState({ name: '', about: '', contact: '' });
  const [kind, setKind] = useState<AgencyKind>('COMMUNITY');
  const [role, setRole] = useState<Role>('VOLUNTARY_SECTOR');
  const [problem, setProblem] = useState<string | null>(null);
  const set = (name: keyof typeof form) => (value: string) => setForm({ ...form, [name]: value });
  const save = async (event: FormEvent) => {
    event.preventDefault();
    const sent = await send(SaveAgencyDocument, { input: { id: slugOf(form.name), kind, role, ...form } });
    const wrong = sent.problem ?? problemsOf(sent.data.saveAgency);
    setProblem(wrong);
    if (!wrong) setForm({ name: '', about: '', contact: '' });
    done();
  };
  return (
    <Opening title="Add an agency">
      <form onSubmit={(event) => void save(event)} aria-label="Add an agency">
        <Field id="agency-name" label="Name" required maxLength={100} value={form.name} onChange={set('name')} />
        <Select id="agency-kind" label="What it is" value={kind} onChange={setKind} options={agencyKind} />
        <Select
          id="agency-role"
          label="Role of its people"
          value={role}
          onChange={setRole}
          options={partnerRole as Record<Role, string>}
        />
        <TextField id="agency-about" label="What it does" maxLength={500} value={form.about} onChange={set('about')} />
        <Field id="agency-contact" label="How it is reached at work" maxLength={200} value={form.contact} onChange={set('contact')} />
        <Problem text={problem} />
        <button type="submit" className="govuk-button" disabled={sending}>
          Add
        </button>
      </form>
    </Opening>
  );
}
