import { useState } from 'react';
import { Link } from 'wouter';
import { useFresh } from '../fresh';
import { count, daysOf, percent, shortDate } from '../format';
import { type FlagSeverity, type PupilFilter, type PupilOrder, PupilsDocument, type PupilsQuery } from '../gql/graphql';
import { useHeld } from '../held';
import { placeOn, useSchoolNames } from '../schools';
import { useSession } from '../session';
import { Pages } from '../ui/Pages';
import { SeverityTag } from '../ui/SeverityTag';
import { Empty, Show } from '../ui/states';
import { Updates } from '../ui/Updates';

const pageSize = 25;
/** How many flags of a child a row shows, the most severe first. */
const mostFlags = 2;
const severities: FlagSeverity[] = ['NONE', 'NOTICE', 'CONCERN', 'ACTION'];

type Row = PupilsQuery['pupils']['edges'][number];

/** Every child in scope, flagged or not. */
export function PupilList({ filter, order }: { filter: PupilFilter; order: PupilOrder }) {
  const session = useSession();
  const { nameOf } = useSchoolNames();
  const [cursors, setCursors] = useState<string[]>([]);
  const variables = { first: pageSize, after: cursors.at(-1) ?? null, filter, orderBy: order };
  const fresh = useFresh(PupilsDocument, variables, { every: 5_000, on: 'pupils' });
  const held = useHeld(fresh.data?.pupils.edges, JSON.stringify(variables), (row) => row.node.id);
  return (
    <Show fresh={fresh} what="pupils">
      {(data) => (
        <>
          <p className="govuk-body" id="list-count">
            {count(data.pupils.totalCount, 'pupil')}
          </p>
          <Updates updates={held.updates} show={held.show} />
          {held.shown?.length ? (
            <PupilTable
              rows={held.shown}
              changed={held.changed}
              nameOf={nameOf}
              today={session.today}
              seesFlags={session.may.includes('ReadFlags')}
            />
          ) : (
            <Empty at={fresh.at}>No pupils are found by this.</Empty>
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
