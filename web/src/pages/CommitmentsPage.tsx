import { useState } from 'react';
import { Link, useSearchParams } from 'wouter';
import { useFresh } from '../fresh';
import { count, moment, phaseName, schoolYearOf } from '../format';
import { type CommitmentsQuery, CommitmentsDocument, SignCommitmentDocument } from '../gql/graphql';
import { problemsOf, useSend } from '../send';
import { useSession } from '../session';
import { Choice } from '../ui/Choice';
import { Heads } from '../ui/Heads';
import { Problem } from '../ui/Problem';
import { Show } from '../ui/states';
import { useTitle } from '../ui/title';
import { ServiceAgreements } from './ServiceAgreements';

type Book = CommitmentsQuery['commitments'];
type Party = { key: string; name: string; kind: string; signed: Book['schools'][number]['signed']; maySign: boolean; input: { school?: string; agency?: string } };

/** What the strategy asks of every school and agency, who signed up to it for a year, and who has not. */
export function CommitmentsPage() {
  useTitle('Commitments');
  const { today } = useSession();
  const [parameters, setParameters] = useSearchParams();
  const present = schoolYearOf(today);
  const coming = schoolYearOf(`${Number(present.slice(0, 4)) + 1}-09-01`);
  const year = parameters.get('year') ?? present;
  const fresh = useFresh(CommitmentsDocument, { year }, { every: 15_000 });
  const { send, sending } = useSend();
  const [problem, setProblem] = useState<string | null>(null);
  const sign = async (party: Party) => {
    const sent = await send(SignCommitmentDocument, { input: { year, ...party.input } });
    setProblem(sent.problem ?? problemsOf(sent.data.signCommitment));
    fresh.refresh();
  };
  return (
    <>
      <h1 className="govuk-heading-l">Commitments</h1>
      <form className="app-filters" onSubmit={(event) => event.preventDefault()} aria-label="School year">
        <Choice name="year" label="School year" value={year} onChange={(value) => setParameters({ year: value }, { replace: true })}>
          {[present, coming].map((each) => (
            <option key={each}>{each}</option>
          ))}
        </Choice>
      </form>
      <Problem text={problem} />
      <Show fresh={fresh} what="commitments">
        {({ commitments }) => {
          const parties = partiesOf(commitments);
          const unsigned = parties.filter((party) => !party.signed);
          return (
            <>
              <ol className="govuk-list govuk-list--number govuk-list--spaced">
                {commitments.statements.map((statement) => (
                  <li key={statement.number}>{statement.text}</li>
                ))}
              </ol>
              <p className="app-quiet">{commitments.source}</p>
              {parties.length > 0 && (
                <p className="govuk-body">
                  <strong>
                    {parties.length - unsigned.length} of {count(parties.length, 'school or agency', 'schools and agencies')} signed up for {year}.
                  </strong>
                </p>
              )}
              {unsigned.length > 0 && (
                <Parties title="Not signed yet" parties={unsigned} sending={sending} sign={(party) => void sign(party)} />
              )}
              {unsigned.length < parties.length && <Parties title="Signed" parties={parties.filter((party) => party.signed)} />}
            </>
          );
        }}
      </Show>
      <ServiceAgreements />
      <p className="govuk-body">
        <Link className="govuk-link" href="/library">
          Guidance and procedures
        </Link>
      </p>
    </>
  );
}

function partiesOf(book: Book): Party[] {
  return [
    ...book.schools.map((row) => ({ key: row.school, name: row.schoolName, kind: phaseName[row.phase], signed: row.signed, maySign: row.maySign, input: { school: row.school } })),
    ...book.agencies.map((row) => ({
      key: row.agency,
      name: row.name,
      kind: 'Agency',
      signed: row.signed,
      maySign: row.maySign,
      input: { agency: row.agency },
    })),
  ];
}

function Parties({ title, parties, sending, sign }: { title: string; parties: Party[]; sending?: boolean; sign?: (party: Party) => void }) {
  return (
    <table className="govuk-table app-table app-table--cards">
      <caption className="govuk-table__caption govuk-table__caption--m">{title}</caption>
      <Heads titles={['Who', 'What', sign ? 'Sign' : 'Signed']} />
      <tbody>
        {parties.map((party) => (
          <tr key={party.key}>
            <th scope="row" className="govuk-table__header">
              {party.name}
            </th>
            <td className="govuk-table__cell" data-label="What">
              {party.kind}
            </td>
            <td className="govuk-table__cell" data-label={sign ? 'Sign' : 'Signed'}>
              {party.signed
                ? `${moment(party.signed.at)} by ${party.signed.by}`
                : sign && party.maySign
                  ? (
                      <button type="button" className="govuk-button app-button--small" disabled={sending} onClick={() => sign(party)}>
                        Sign up<span className="govuk-visually-hidden"> for {party.name}</span>
                      </button>
                    )
                  : 'not yet'}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** "YOUTH_SERVICE" as sessions name the role: "YouthService". */
export function pascal(role: string): string {
  return role
    .split('_')
    .map((word) => word.charAt(0) + word.slice(1).toLowerCase())
    .join('');
}
