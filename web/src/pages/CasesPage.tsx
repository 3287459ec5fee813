import { Link, useSearchParams } from 'wouter';
import { stageName } from '../cases/names';
import { useFresh } from '../fresh';
import { count, longDate } from '../format';
import { type CaseFilter, type CaseLineFragment, CasesDocument } from '../gql/graphql';
import { useSession } from '../session';
import { AgenciesOwing, LackingSteps } from '../cases/Lists';
import { Heads } from '../ui/Heads';
import { Empty, Show } from '../ui/states';
import { useTitle } from '../ui/title';

const tabs: { key: string; title: string; filter: CaseFilter }[] = [
  { key: 'mine', title: 'Mine', filter: { mine: true } },
  { key: 'overdue', title: 'Overdue', filter: { overdue: true } },
  { key: 'waiting', title: 'Waiting for a key worker', filter: { stage: 'WAITING' } },
  { key: 'all', title: 'All open', filter: {} },
  { key: 'lacking', title: 'Lacking a step', filter: {} },
  { key: 'agencies', title: 'Agencies owe an answer', filter: {} },
  { key: 'closed', title: 'Closed', filter: { stage: 'CLOSED', closed: true } },
];

/** The board: the cases in scope by what is to be done, what is due first at the top. */
export function CasesPage() {
  useTitle('Cases');
  const { may } = useSession();
  const [parameters] = useSearchParams();
  const tab = tabs.find((each) => each.key === parameters.get('show')) ?? (may.includes('WorkCase') ? tabs[0]! : tabs[3]!);
  const after = parameters.get('after');
  return (
    <>
      <h1 className="govuk-heading-l">Cases</h1>
      <nav className="app-subnav" aria-label="Which cases">
        <ul>
          {tabs.map((each) => (
            <li key={each.key}>
              <Link href={`/cases?show=${each.key}`} aria-current={each === tab ? 'page' : undefined}>
                {each.title}
              </Link>
            </li>
          ))}
        </ul>
      </nav>
      {tab.key === 'lacking' ? (
        <LackingSteps />
      ) : tab.key === 'agencies' ? (
        <AgenciesOwing />
      ) : (
        <CaseList key={tab.key} tab={tab} after={after} />
      )}
    </>
  );
}

function CaseList({ tab, after }: { tab: (typeof tabs)[number]; after: string | null }) {
  const fresh = useFresh(CasesDocument, { first: 50, after, filter: tab.filter }, { every: 10_000, on: 'pupils' });
  return (
    <>
      <Show fresh={fresh} what="cases">
        {({ cases }) =>
          cases.edges.length === 0 ? (
            <Empty at={fresh.at}>{tab.key === 'mine' ? 'You hold no case.' : 'There is no such case.'}</Empty>
          ) : (
            <>
              <CaseTable cases={cases.edges.map((edge) => edge.node)} total={cases.totalCount} />
              {cases.pageInfo.hasNextPage && (
                <Link className="govuk-link" href={`/cases?show=${tab.key}&after=${cases.pageInfo.endCursor}`}>
                  Next page
                </Link>
              )}
            </>
          )
        }
      </Show>
    </>
  );
}

function CaseTable({ cases, total }: { cases: readonly CaseLineFragment[]; total: number }) {
  const { today } = useSession();
  return (
    <table className="govuk-table app-table app-table--cards">
      <caption className="govuk-table__caption govuk-table__caption--s">{count(total, 'case')}, what is due first at the top</caption>
      <Heads titles={['Child', 'School', 'Where it stands', 'Key worker', 'Next']} />
      <tbody>
        {cases.map((line) => (
          <tr key={line.id}>
            <th scope="row" className="govuk-table__header">
              <Link className="govuk-link" href={`/cases/${line.id}`}>
                {line.pupil ? `${line.pupil.givenName} ${line.pupil.familyName}` : 'A child'}
              </Link>
            </th>
            <td className="govuk-table__cell" data-label="School">
              {line.schoolName ?? 'on no roll'}
            </td>
            <td className="govuk-table__cell" data-label="Where it stands">
              {stageName[line.stage]}
              <div className="app-quiet">since {longDate(line.openedOn)}</div>
            </td>
            <td className="govuk-table__cell" data-label="Key worker">
              {line.worker?.name ?? 'nobody yet'}
            </td>
            <td className="govuk-table__cell" data-label="Next">
              {line.due[0] ? <DueLine due={line.due[0]} today={today} /> : line.closedOn ? `closed on ${longDate(line.closedOn)}` : 'nothing is due'}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** What is due and when; what is late says so in words. */
export function DueLine({ due, today }: { due: { sentence: string; on: string }; today: string }) {
  return (
    <>
      {due.sentence}{' '}
      {due.on < today ? (
        <strong className="govuk-tag govuk-tag--red">Overdue since {longDate(due.on)}</strong>
      ) : (
        <span className="app-quiet">by {longDate(due.on)}</span>
      )}
    </>
  );
}
