import { useState } from 'react';
import { Link } from 'wouter';
import { useFresh } from '../fresh';
import { longDate } from '../format';
import { CourtListDocument } from '../gql/graphql';
import { useSession } from '../session';
import { Field } from '../ui/Field';
import { Heads } from '../ui/Heads';
import { Empty, Show } from '../ui/states';
import { useTitle } from '../ui/title';

/** Hearings on a day. */
export function CourtListPage() {
  useTitle('Court list');
  const { today } = useSession();
  const [on, setOn] = useState(today);
  const fresh = useFresh(CourtListDocument, { on });
  return (
    <>
      <h1 className="govuk-heading-l">Court list</h1>
      <Field id="court-day" label="Day" type="date" required value={on} onChange={(value) => value && setOn(value)} />
      <Show fresh={fresh} what="court list">
        {(data) =>
          data.courtList.length === 0 ? (
            <Empty at={fresh.at}>No hearing on {longDate(on)}.</Empty>
          ) : (
            <table className="govuk-table app-table app-table--cards">
              <caption className="govuk-table__caption govuk-table__caption--m">Hearings on {longDate(on)}</caption>
              <Heads titles={['Child', 'School', 'Parent', 'Matter', 'Where it stands']} />
              <tbody>
                {data.courtList.map((hearing) => (
                  <tr key={`${hearing.caseId}-${hearing.number}`}>
                    <th scope="row" className="govuk-table__header">
                      <Link className="govuk-link" href={`/cases/${hearing.caseId}/enforcement`}>
                        {hearing.pupil ? `${hearing.pupil.givenName} ${hearing.pupil.familyName}` : 'A child'}
                      </Link>
                    </th>
                    <td className="govuk-table__cell" data-label="School">
                      {hearing.schoolName ?? 'on no roll'}
                    </td>
                    <td className="govuk-table__cell" data-label="Parent">
                      {hearing.parentName}
                    </td>
                    <td className="govuk-table__cell" data-label="Matter">
                      {hearing.title}
                      {hearing.offence && <div className="app-quiet">{hearing.offence}</div>}
                    </td>
                    <td className="govuk-table__cell" data-label="Where it stands">
                      {hearing.stands}
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          )
        }
      </Show>
    </>
  );
}
