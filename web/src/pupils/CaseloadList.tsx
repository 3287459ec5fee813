import { useState } from 'react';
import { Link } from 'wouter';
import { useFresh } from '../fresh';
import { count, longDate, shortDate } from '../format';
import { CaseloadDocument, type CaseloadFilter, type CaseloadQuery, type PupilOrder } from '../gql/graphql';
import { useHeld } from '../held';
import { Heads } from '../ui/Heads';
import { Pages } from '../ui/Pages';
import { SeverityTag } from '../ui/SeverityTag';
import { Spark } from '../ui/Spark';
import { Empty, Show } from '../ui/states';
import { Updates } from '../ui/Updates';

const pageSize = 25;
/** How many flags of a child a row shows, the most severe first. */
const mostFlags = 2;

type Line = CaseloadQuery['caseload']['edges'][number]['node'];

/** The children with an open flag of concern or action: who, why, how it goes, what is next. */
export function CaseloadList({ filter, order }: { filter: CaseloadFilter; order: PupilOrder }) {
  const [cursors, setCursors] = useState<string[]>([]);
  const variables = { first: pageSize, after: cursors.at(-1) ?? null, filter, orderBy: order };
  const fresh = useFresh(CaseloadDocument, variables, { every: 3_000, on: 'pupils' });
  const lines = fresh.data?.caseload.edges.map((edge) => edge.node);
  const held = useHeld(lines, JSON.stringify(variables), (line) => line.pupil.id);
  return (
    <Show fresh={fresh} what="pupils">
      {(data) => (
        <>
          <p className="govuk-body" id="list-count">
            {count(data.caseload.totalCount, 'pupil')}
          </p>
          <Updates updates={held.updates} show={held.show} />
          {held.shown?.length ? (
            <table className="govuk-table app-table app-table--cards" aria-describedby="list-count">
              <caption className="govuk-visually-hidden">Flagged pupils</caption>
              <Heads titles={['Pupil', 'School', 'Why flagged', 'Missed half-days', 'Next step', 'Last contact']} />
              <tbody className="govuk-table__body">
                {held.shown.map((line) => (
                  <CaseloadRow key={line.pupil.id} line={line} changed={held.changed.has(line.pupil.id)} />
                ))}
              </tbody>
            </table>
          ) : (
            <Empty at={fresh.at}>No flagged pupils.</Empty>
          )}
          <Pages
            page={cursors.length + 1}
            hasNext={data.caseload.pageInfo.hasNextPage}
            onPrevious={() => setCursors(cursors.slice(0, -1))}
            onNext={() => data.caseload.pageInfo.endCursor && setCursors([...cursors, data.caseload.pageInfo.endCursor])}
          />
        </>
      )}
    </Show>
  );
}

function CaseloadRow({ line, changed }: { line: Line; changed: boolean }) {
  const { pupil, place, recent } = line;
  const more = line.why.length - mostFlags;
  return (
    <tr className={`govuk-table__row${changed ? ' app-changed' : ''}`}>
      <th scope="row" className="govuk-table__header">
        <Link className="govuk-link" href={`/pupils/${pupil.id}`}>
          {pupil.givenName} {pupil.familyName}
        </Link>{' '}
        {changed && <strong className="govuk-tag govuk-tag--blue">Updated</strong>}
        <div className="app-quiet">
          {place && `Year ${place.yearGroup}${place.group ? `, class ${place.group}` : ''}`}
          <br />
          UPN {pupil.upn}
        </div>
      </th>
      <td className="govuk-table__cell" data-label="School">
        {place?.schoolName ?? 'On no roll'}
      </td>
      <td className="govuk-table__cell">
        {line.why.slice(0, mostFlags).map((flag) => (
          <div key={flag.rule} className="app-flag-line">
            <SeverityTag severity={flag.severity} />{' '}
            <Link className="govuk-link" href={`/pupils/${pupil.id}/flags`}>
              {flag.sentence}
            </Link>{' '}
            <span className="app-quiet">since {shortDate(flag.opened.date)}</span>
          </div>
        ))}
        {more > 0 && (
          <Link className="govuk-link app-quiet" href={`/pupils/${pupil.id}/flags`}>
            and {count(more, 'more flag')}
          </Link>
        )}
      </td>
      <td className="govuk-table__cell" data-label="Missed half-days">
        <Link className="govuk-link" href={`/pupils/${pupil.id}/register`}>
          {recent.termMissed} this term
        </Link>
        <div className="app-quiet">{recent.fourWeeksMissed} in the last 4 weeks</div>
        <Spark weeks={recent.weeks} />
      </td>
      <td className="govuk-table__cell" data-label="Next step">
        {line.nextStep ? (
          <>
            {line.nextStep.text}
            {line.nextStep.due && <div className="app-quiet">by {longDate(line.nextStep.due)}</div>}
          </>
        ) : (
          <span className="app-quiet">Nothing waits</span>
        )}
      </td>
      <td className="govuk-table__cell" data-label="Last contact">
        {line.lastContact ? (
          <>
            {shortDate(line.lastContact.day)}
            <div className="app-quiet">
              {line.lastContact.mode}, {line.lastContact.outcome.replaceAll('-', ' ')}
            </div>
          </>
        ) : (
          <span className="app-quiet">none yet</span>
        )}
      </td>
    </tr>
  );
}
