import { Link, useSearchParams } from 'wouter';
import { useFresh } from '../fresh';
import { count } from '../format';
import { CaseloadDocument, type CaseloadFilter, type CaseloadTab, DayRegistersDocument, type PupilFilter, type PupilOrder } from '../gql/graphql';
import { CaseloadList } from '../pupils/CaseloadList';
import { PupilList } from '../pupils/PupilList';
import { useSchoolNames } from '../schools';
import { useSession } from '../session';
import { Choice } from '../ui/Choice';
import { useTitle } from '../ui/title';

const tabs: { key: string; title: string; tab: CaseloadTab | null; count: 'needsAction' | 'waiting' | 'improving' | 'all' | null }[] = [
  { key: 'action', title: 'Needs action now', tab: 'NEEDS_ACTION', count: 'needsAction' },
  { key: 'waiting', title: 'Waiting on someone', tab: 'WAITING', count: 'waiting' },
  { key: 'improving', title: 'Improving', tab: 'IMPROVING', count: 'improving' },
  { key: 'flagged', title: 'All flagged', tab: null, count: 'all' },
  { key: 'all', title: 'Everybody', tab: null, count: null },
];

/** My pupils: the flagged children in scope by what is to be done, and everybody behind them. */
export function PupilsPage() {
  const session = useSession();
  const parent = session.roles.includes('Parent');
  const title = parent ? 'My children' : 'My pupils';
  useTitle(title);
  const { schools } = useSchoolNames();
  const [parameters, setParameters] = useSearchParams();
  const seesFlags = session.may.includes('ReadFlags');
  const everybody = tabs.at(-1)!;
  const tab = seesFlags ? (tabs.find((each) => each.key === parameters.get('show')) ?? tabs[3]!) : everybody;
  const order = (parameters.get('order') as PupilOrder | null) ?? (seesFlags ? 'SEVERITY' : 'NAME');
  const common = {
    ...(parameters.get('school') && { school: parameters.get('school') }),
    ...(parameters.get('year') && { yearGroup: parameters.get('year') }),
  };
  const contact = parameters.get('contact');
  const missed = parameters.get('missed');
  const filter: CaseloadFilter = {
    ...common,
    ...(parameters.get('action') && { actionOnly: true }),
    ...(contact && { noContactForDays: Number(contact) }),
  };
  const pupils: PupilFilter = { ...common, ...(missed && { missedHalfDaysAbove: Number(missed) }) };
  const set = (name: string, value: string) =>
    setParameters(
      (now) => {
        const next = new URLSearchParams(now);
        if (value) next.set(name, value);
        else next.delete(name);
        return next;
      },
      { replace: true },
    );
  const select = (name: string, label: string, options: [string, string][]) => (
    <Choice name={name} label={label} value={parameters.get(name) ?? ''} onChange={(value) => set(name, value)}>
      {options.map(([value, text]) => (
        <option key={value} value={value}>
          {text}
        </option>
      ))}
    </Choice>
  );
  return (
    <>
      <h1 className="govuk-heading-l">{title}</h1>
      <MissingAlert />
      {seesFlags && <Tabs current={tab.key} filter={filter} />}
      {!parent && (
        <form className="app-filters" onSubmit={(event) => event.preventDefault()} aria-label="Narrow the list">
          {select('school', 'School', [['', 'All my schools'], ...schools.map((school): [string, string] => [school.laestab, school.name])])}
          {select('year', 'Year group', [
            ['', 'All'],
            ...['N1', 'N2', 'R', ...Array.from({ length: 14 }, (_, year) => String(year + 1))].map((year): [string, string] => [year, year]),
          ])}
          {tab === everybody
            ? select('missed', 'Missed half-days, more than', [['', 'Any'], ...['5', '10', '20', '40'].map((each): [string, string] => [each, each])])
            : select('contact', 'No contact for', [
                ['', 'Any time'],
                ['7', '7 days'],
                ['14', '14 days'],
                ['28', '28 days'],
              ])}
          {tab !== everybody &&
            select('action', 'Flags', [
              ['', 'Concern and action'],
              ['1', 'Action only'],
            ])}
          <Choice name="order" label="Order" value={order} onChange={(value) => set('order', value)}>
            {seesFlags && <option value="SEVERITY">Most severe flag first</option>}
            <option value="MISSED">Most missed half-days first</option>
            <option value="ATTENDANCE">Lowest attendance first</option>
            <option value="NAME">By name</option>
          </Choice>
        </form>
      )}
      {tab === everybody ? (
        <PupilList key={JSON.stringify([pupils, order])} filter={pupils} order={order} />
      ) : (
        <CaseloadList
          key={JSON.stringify([filter, tab.key, order])}
          filter={{ ...filter, ...(tab.tab && { tab: tab.tab }) }}
          order={order}
        />
      )}
    </>
  );
}

/** "3 registers for your schools are missing. See which" */
function MissingAlert() {
  const { today, may } = useSession();
  const { data } = useFresh(DayRegistersDocument, { date: today, school: null }, { every: 15_000, pause: !may.includes('ReadFigures'), on: 'registers' });
  const missing = data?.registersOfDay.filter((register) => register.state === 'MISSING' || register.state === 'PARTIAL').length ?? 0;
  if (missing === 0) return null;
  return (
    <div className="govuk-inset-text">
      {count(missing, 'register of your schools is', 'registers of your schools are')} missing or incomplete today.{' '}
      <Link className="govuk-link" href="/missing">
        See which
      </Link>
    </div>
  );
}

function Tabs({ current, filter }: { current: string; filter: CaseloadFilter }) {
  const [parameters] = useSearchParams();
  const fresh = useFresh(CaseloadDocument, { first: 0, after: null, filter, orderBy: 'NAME' }, { every: 5_000, on: 'pupils' });
  const address = (key: string) => {
    const next = new URLSearchParams(parameters);
    next.set('show', key);
    return `/pupils?${next}`;
  };
  return (
    <nav className="app-subnav" aria-label="Which pupils">
      <ul>
        {tabs.map((each) => (
          <li key={each.key}>
            <Link href={address(each.key)} aria-current={each.key === current ? 'page' : undefined}>
              {each.title} {each.count && fresh.data?.caseload.tabs[each.count]}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
