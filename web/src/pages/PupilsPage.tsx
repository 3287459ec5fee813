import { type ReactNode, useState } from 'react';
import { Link, useSearchParams } from 'wouter';
import { useFresh } from '../fresh';
import { count, daysOf, percent, shortDate } from '../format';
import { type FlagSeverity, type PupilOrder, PupilsDocument, type PupilsQuery } from '../gql/graphql';
import { useHeld } from '../held';
import { placeOn, useSchoolNames } from '../schools';
import { useSession } from '../session';
import { Pages } from '../ui/Pages';
import { SeverityTag } from '../ui/SeverityTag';
import { Empty, Show } from '../ui/states';
import { useTitle } from '../ui/title';
import { Updates } from '../ui/Updates';

const pageSize = 25;
/** How many flags of a child a row shows, the most severe first. */
const mostFlags = 2;
const severities: FlagSeverity[] = ['NONE', 'NOTICE', 'CONCERN', 'ACTION'];

type Row = PupilsQuery['pupils']['edges'][number];

const tabs: { key: string; title: string; severity: FlagSeverity | null }[] = [
  { key: 'action', title: 'Action needed', severity: 'ACTION' },
  { key: 'flagged', title: 'All flagged', severity: 'CONCERN' },
  { key: 'all', title: 'Everybody', severity: null },
];

/** My pupils: the children in scope, most severe flag first, each with the sentence that says why. */
export function PupilsPage() {
  const session = useSession();
  const parent = session.roles.includes('Parent');
  const title = parent ? 'My children' : 'My pupils';
  useTitle(title);
  const { schools, nameOf } = useSchoolNames();
  const [parameters, setParameters] = useSearchParams();
  const seesFlags = session.may.includes('ReadFlags');
  const tab = seesFlags ? (tabs.find((each) => each.key === parameters.get('show')) ?? tabs[1]!) : tabs[2]!;
  const order = (parameters.get('order') as PupilOrder | null) ?? (seesFlags ? 'SEVERITY' : 'NAME');
  const school = parameters.get('school');
  const yearGroup = parameters.get('year');
  const missed = parameters.get('missed');
  const [cursors, setCursors] = useState<string[]>([]);
  const filter = {
    ...(tab.severity && { severity: tab.severity }),
    ...(school && { school }),
    ...(yearGroup && { yearGroup }),
    ...(missed && { missedHalfDaysAbove: Number(missed) }),
  };
  const variables = { first: pageSize, after: cursors.at(-1) ?? null, filter, orderBy: order };
  const fresh = useFresh(PupilsDocument, variables, { every: 5_000 });
  const held = useHeld(fresh.data?.pupils.edges, JSON.stringify(variables), (row) => row.node.id);
  const set = (name: string, value: string) => {
    setCursors([]);
    setParameters(
      (now) => {
        const next = new URLSearchParams(now);
        if (value) next.set(name, value);
        else next.delete(name);
        return next;
      },
      { replace: true },
    );
  };
  return (
    <>
      <h1 className="govuk-heading-l">{title}</h1>
      {seesFlags && (
        <nav className="app-subnav" aria-label="Which pupils">
          <ul>
            {tabs.map((each) => (
              <li key={each.key}>
                <TabLink tab={each.key} current={each.key === tab.key}>
                  {each.title} <TabCount severity={each.severity} filter={filter} />
                </TabLink>
              </li>
            ))}
          </ul>
        </nav>
      )}
      {!parent && (
        <form className="app-filters" onSubmit={(event) => event.preventDefault()} aria-label="Narrow the list">
          <Choice name="school" label="School" value={school ?? ''} onChange={(value) => set('school', value)}>
            <option value="">All my schools</option>
            {schools.map((each) => (
              <option key={each.laestab} value={each.laestab}>
                {each.name}
              </option>
            ))}
          </Choice>
          <Choice name="year" label="Year group" value={yearGroup ?? ''} onChange={(value) => set('year', value)}>
            <option value="">All</option>
            {['N1', 'N2', 'R', ...Array.from({ length: 14 }, (_, year) => String(year + 1))].map((year) => (
              <option key={year} value={year}>
                {year}
              </option>
            ))}
          </Choice>
          <Choice name="missed" label="Missed half-days, more than" value={missed ?? ''} onChange={(value) => set('missed', value)}>
            <option value="">Any</option>
            {[5, 10, 20, 40].map((number) => (
              <option key={number} value={number}>
                {number}
              </option>
            ))}
          </Choice>
          <Choice name="order" label="Order" value={order} onChange={(value) => set('order', value)}>
            {seesFlags && <option value="SEVERITY">Most severe flag first</option>}
            <option value="MISSED">Most missed half-days first</option>
            <option value="ATTENDANCE">Lowest attendance first</option>
            <option value="NAME">By name</option>
          </Choice>
        </form>
      )}
      <Show fresh={fresh} what="pupils">
        {(data) => (
          <>
            <p className="govuk-body" id="list-count">
              {count(data.pupils.totalCount, 'pupil')}
            </p>
            <Updates updates={held.updates} show={held.show} />
            {held.shown?.length ? (
              <PupilTable rows={held.shown} changed={held.changed} nameOf={nameOf} today={session.today} seesFlags={seesFlags} />
            ) : (
              <Empty at={fresh.at}>{tab.severity ? 'No flagged pupils.' : 'No pupils are found by this.'}</Empty>
            )}
            <Pages
              page={cursors.length + 1}
              hasNext={data.pupils.pageInfo.hasNextPage}
              onPrevious={() => setCursors(cursors.slice(0, -1))}
              onNext={() => data.pupils.pageInfo.endCursor && setCursors([...cursors, data.pupils.pageInfo.endCursor])}
            />
          </>
        )}
      </Show>
    </>
  );
}

function PupilTable({
  rows,
  changed,
  nameOf,
  today,
  seesFlags,
}: {
  rows: readonly Row[];
  changed: ReadonlySet<string>;
  nameOf: (laestab: string) => string;
  today: string;
  seesFlags: boolean;
}) {
  return (
    <table className="govuk-table app-table app-table--cards" aria-describedby="list-count">
      <caption className="govuk-visually-hidden">Pupils</caption>
      <thead className="govuk-table__head">
        <tr className="govuk-table__row">
          <th scope="col" className="govuk-table__header">
            Pupil
          </th>
          <th scope="col" className="govuk-table__header">
            School
          </th>
          {seesFlags && (
            <th scope="col" className="govuk-table__header">
              Why flagged
            </th>
          )}
          <th scope="col" className="govuk-table__header app-number">
            Missed this year
          </th>
          <th scope="col" className="govuk-table__header app-number">
            Attendance
          </th>
        </tr>
      </thead>
      <tbody className="govuk-table__body">
        {rows.map(({ node, standing }) => {
          const place = placeOn(node.places, today);
          const flags = (node.flags ?? [])
            .filter((flag) => !flag.dismissed)
            .toSorted((a, b) => severities.indexOf(b.severity) - severities.indexOf(a.severity));
          const more = flags.length - mostFlags;
          return (
            <tr key={node.id} className={`govuk-table__row${changed.has(node.id) ? ' app-changed' : ''}`}>
              <th scope="row" className="govuk-table__header">
                <Link className="govuk-link" href={`/pupils/${node.id}`}>
                  {node.givenName} {node.familyName}
                </Link>
                {changed.has(node.id) && <strong className="govuk-tag govuk-tag--blue"> Updated</strong>}
                <div className="app-quiet">
                  {place && `Year ${place.yearGroup}${place.group ? `, class ${place.group}` : ''}`}
                  <br />
                  UPN {node.upn}
                </div>
              </th>
              <td className="govuk-table__cell" data-label="School">
                {place ? nameOf(place.school) : 'No school'}
              </td>
              {seesFlags && (
                <td className="govuk-table__cell">
                  {flags.length === 0 && <span className="app-quiet">No open flag</span>}
                  {flags.slice(0, mostFlags).map((flag) => (
                    <div key={flag.rule} className="app-flag-line">
                      <SeverityTag severity={flag.severity} />{' '}
                      <Link className="govuk-link" href={`/pupils/${node.id}/flags`}>
                        {flag.evidence.sentence}
                      </Link>{' '}
                      <span className="app-quiet">since {shortDate(flag.opened.date)}</span>
                    </div>
                  ))}
                  {more > 0 && (
                    <Link className="govuk-link app-quiet" href={`/pupils/${node.id}/flags`}>
                      and {count(more, 'more flag')}
                    </Link>
                  )}
                </td>
              )}
              <td className="govuk-table__cell app-number" data-label="Missed this year">
                {standing ? (
                  <>
                    <Link className="govuk-link" href={`/pupils/${node.id}/register`}>
                      {count(standing.missed, 'half-day')}
                    </Link>
                    <div className="app-quiet">{daysOf(standing.missed)}</div>
                  </>
                ) : (
                  'none yet'
                )}
              </td>
              <td className="govuk-table__cell app-number" data-label="Attendance">
                {standing ? percent(standing.attendancePercent) : 'not known'}
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

function TabLink({ tab, current, children }: { tab: string; current: boolean; children: ReactNode }) {
  const [parameters] = useSearchParams();
  const next = new URLSearchParams(parameters);
  next.set('show', tab);
  return (
    <Link href={`/pupils?${next}`} aria-current={current ? 'page' : undefined}>
      {children}
    </Link>
  );
}

function TabCount({ severity, filter }: { severity: FlagSeverity | null; filter: Record<string, unknown> }) {
  const { severity: _, ...rest } = filter;
  const fresh = useFresh(
    PupilsDocument,
    { first: 0, after: null, filter: { ...rest, ...(severity && { severity }) }, orderBy: 'NAME' },
    { every: 10_000 },
  );
  return fresh.data ? <>{fresh.data.pupils.totalCount}</> : null;
}

export function Choice({
  name,
  label,
  value,
  onChange,
  children,
}: {
  name: string;
  label: string;
  value: string;
  onChange: (value: string) => void;
  children: ReactNode;
}) {
  return (
    <div className="govuk-form-group">
      <label className="govuk-label" htmlFor={`choose-${name}`}>
        {label}
      </label>
      <select className="govuk-select" id={`choose-${name}`} value={value} onChange={(event) => onChange(event.target.value)}>
        {children}
      </select>
    </div>
  );
}
