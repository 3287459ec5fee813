import { useSyncExternalStore } from 'react';
import { Link } from 'wouter';
import { useFresh } from '../fresh';
import { count, longDate, percent, phaseName } from '../format';
import { SearchDocument } from '../gql/graphql';
import { placeOn, useSchoolNames } from '../schools';
import { useSession } from '../session';
import { Heads } from '../ui/Heads';
import { Empty, Show } from '../ui/states';
import { useTitle } from '../ui/title';

/** Children found by a name or UPN. What was looked for is in the history's state: it is personal and stays out of the address. */
export function SearchPage() {
  useTitle('Search');
  const text = useSyncExternalStore(
    (listener) => {
      for (const event of ['popstate', 'pushState', 'replaceState']) addEventListener(event, listener);
      return () => {
        for (const event of ['popstate', 'pushState', 'replaceState']) removeEventListener(event, listener);
      };
    },
    () => (history.state as { text?: string } | null)?.text ?? '',
  );
  return (
    <>
      <h1 className="govuk-heading-l">Search</h1>
      {text ? <Results text={text} /> : <p className="govuk-body">Type a name or a UPN into the field at the top.</p>}
    </>
  );
}

function Results({ text }: { text: string }) {
  const { today } = useSession();
  const { nameOf } = useSchoolNames();
  const fresh = useFresh(SearchDocument, { text }, { every: 0 });
  return (
    <Show fresh={fresh} what="pupils">
      {({ search: { pupils, schools } }) =>
        pupils.totalCount + schools.length === 0 ? (
          <Empty>Nothing that you may see is found by “{text}”. Search by the beginning of a given or family name, a whole UPN, or a part of a school’s name.</Empty>
        ) : (
          <>
            {schools.length > 0 && (
              <>
                <h2 className="govuk-heading-m">Schools</h2>
                <ul className="govuk-list">
                  {schools.map((school) => (
                    <li key={school.laestab}>
                      <Link className="govuk-link" href={`/pupils?show=all&order=NAME&school=${school.laestab}`}>
                        {school.name}
                      </Link>{' '}
                      {phaseName[school.phase]}, {school.laestab}
                    </li>
                  ))}
                </ul>
                <h2 className="govuk-heading-m">Pupils</h2>
              </>
            )}
            <p className="govuk-body">
              {count(pupils.totalCount, 'pupil')} found by “{text}”
              {pupils.totalCount > pupils.edges.length && `; the first ${pupils.edges.length} by name`}
            </p>
            <table className="govuk-table app-table app-table--cards">
              <caption className="govuk-visually-hidden">Pupils found</caption>
              <Heads titles={['Pupil', 'Born', 'School', 'Attendance']} />
              <tbody>
                {pupils.edges.map(({ node, standing }) => {
                  const place = placeOn(node.places, today);
                  return (
                    <tr key={node.id}>
                      <th scope="row" className="govuk-table__header">
                        <Link className="govuk-link" href={`/pupils/${node.id}`}>
                          {node.givenName} {node.familyName}
                        </Link>
                        <div className="app-quiet">UPN {node.upn}</div>
                      </th>
                      <td className="govuk-table__cell" data-label="Born">
                        {longDate(node.birthDate)}
                      </td>
                      <td className="govuk-table__cell" data-label="School">
                        {place ? `${nameOf(place.school)}, year ${place.yearGroup}` : 'No school'}
                      </td>
                      <td className="govuk-table__cell" data-label="Attendance">
                        {percent(standing?.attendancePercent)}
                      </td>
                    </tr>
                  );
                })}
              </tbody>
            </table>
          </>
        )
      }
    </Show>
  );
}
