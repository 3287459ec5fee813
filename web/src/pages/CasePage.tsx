import { Link } from 'wouter';
import { Assessment } from '../cases/Assessment';
import { Chronology } from '../cases/Chronology';
import { CaseOverview } from '../cases/CaseOverview';
import { Help } from '../cases/Help';
import { Messages } from '../cases/Messages';
import { stageName } from '../cases/names';
import { Plan } from '../cases/Plan';
import { EnforcementTrack } from '../enforcement/Enforcement';
import { useFresh } from '../fresh';
import { CaseDocument } from '../gql/graphql';
import { Show } from '../ui/states';
import { useTitle } from '../ui/title';

const parts = [
  { key: undefined, title: 'Overview' },
  { key: 'assessment', title: 'Assessment' },
  { key: 'plan', title: 'Plan' },
  { key: 'help', title: 'Help given' },
  { key: 'enforcement', title: 'Enforcement' },
  { key: 'chronology', title: 'Chronology' },
  { key: 'messages', title: 'Messages' },
];

/** A child's case: where it stands, what was found out, planned, done and written down. */
export function CasePage({ id, part }: { id: string; part: string | undefined }) {
  const fresh = useFresh(CaseDocument, { id }, { every: 10_000, on: 'pupils' });
  useTitle(`Case: ${parts.find((each) => each.key === part)?.title ?? 'Overview'}`);
  return (
    <Show fresh={fresh} what="case">
      {(data) => {
        const found = data.case;
        if (!found) return null;
        const name = found.pupil ? `${found.pupil.givenName} ${found.pupil.familyName}` : 'A child';
        return (
          <>
            <div className="app-identity">
              <div>
                <h1 className="govuk-heading-l">Case of {name}</h1>
                <p className="govuk-body">
                  <strong className="govuk-tag">{stageName[found.stage]}</strong> {found.schoolName ?? 'On no roll'}.{' '}
                  {found.worker ? `${found.worker.name} is the key worker.` : 'No key worker yet.'}{' '}
                  {found.pupil && (
                    <Link className="govuk-link" href={`/pupils/${found.pupil.id}`}>
                      Attendance of {name}
                    </Link>
                  )}
                </p>
              </div>
            </div>
            <nav className="app-subnav" aria-label="Case">
              <ul>
                {parts.map((each) => (
                  <li key={each.title}>
                    <Link href={`/cases/${id}${each.key ? `/${each.key}` : ''}`} aria-current={each.key === part ? 'page' : undefined}>
                      {each.title}
                    </Link>
                  </li>
                ))}
              </ul>
            </nav>
            <Part id={id} part={part} found={found} refresh={fresh.refresh} />
          </>
        );
      }}
    </Show>
  );
}

function Part({
  id,
  part,
  found,
  refresh,
}: {
  id: string;
  part: string | undefined;
  found: NonNullable<import('../gql/graphql').CaseQuery['case']>;
  refresh: () => void;
}) {
  switch (part) {
    case 'assessment':
      return <Assessment id={id} changed={refresh} />;
    case 'plan':
      return <Plan id={id} changed={refresh} />;
    case 'help':
      return <Help id={id} changed={refresh} />;
    case 'enforcement':
      return <EnforcementTrack id={id} />;
    case 'chronology':
      return <Chronology id={id} open={!found.closedOn} changed={refresh} />;
    case 'messages':
      return <Messages id={id} open={!found.closedOn} />;
    default:
      return <CaseOverview found={found} changed={refresh} />;
  }
}
