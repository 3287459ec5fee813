import { useState } from 'react';
import { Link } from 'wouter';
import { useFresh } from '../fresh';
import { moment, percent, words } from '../format';
import { TermlyUpdateDocument, type TermlyUpdateQuery, TermlyUpdatesDocument } from '../gql/graphql';
import { Back } from '../lookedafter/Back';
import { PeriodTabs } from '../lookedafter/PeriodTabs';
import { Choice } from '../ui/Choice';
import { Download } from '../ui/Download';
import { Heads } from '../ui/Heads';
import { Empty, Show } from '../ui/states';
import { useTitle } from '../ui/title';

type Update = NonNullable<TermlyUpdateQuery['termlyUpdate']>;

/** The termly updates on looked-after children: to each reader the own ones. */
export function UpdatesPage({ term }: { term: string | undefined }) {
  useTitle('Termly updates');
  const fresh = useFresh(TermlyUpdatesDocument, {}, { every: 60_000 });
  return (
    <>
      <Back />
      <h1 className="govuk-heading-l">Termly updates</h1>
      <Show fresh={fresh} what="terms">
        {({ termlyUpdates: terms }) => {
          if (!terms?.length) return <Empty at={fresh.at}>No term has ended since care was first recorded here.</Empty>;
          const current = terms.find((each) => each.firstDay === term) ?? terms[0]!;
          return (
            <>
              <PeriodTabs
                label="Terms"
                current={current.firstDay}
                periods={terms.map((each) => ({
                  key: each.firstDay,
                  title: `${words(each.term)} term ${each.year}`,
                  href: `/looked-after/updates/${each.firstDay}`,
                }))}
              />
              <Term firstDay={current.firstDay} key={current.firstDay} />
            </>
          );
        }}
      </Show>
    </>
  );
}

function Term({ firstDay }: { firstDay: string }) {
  const [part, setPart] = useState('');
  const [kind, id] = part.split('/');
  const fresh = useFresh(
    TermlyUpdateDocument,
    { term: firstDay, unit: kind === 'unit' ? Number(id) : null, worker: kind === 'worker' ? id! : null },
    { every: 0 },
  );
  return (
    <Show fresh={fresh} what="update">
      {({ termlyUpdate: update }) =>
        update && (
          <>
            <p className="govuk-body">As it was known on {moment(update.term.knownAt)}.</p>
            {update.units.length + update.workers.length > 1 && (
              <Choice name="part" label="Whose children" value={part} onChange={setPart}>
                <option value="">All in your scope</option>
                {update.units.map((unit) => (
                  <option value={`unit/${unit.number}`} key={`unit/${unit.number}`}>
                    {unit.name}
                  </option>
                ))}
                {update.workers.map((worker) => (
                  <option value={`worker/${worker.id}`} key={`worker/${worker.id}`}>
                    Key worker {worker.name}
                  </option>
                ))}
              </Choice>
            )}
            <p className="govuk-body app-noprint">
              <Download link={update.pdf} name={`termly-update-${firstDay}.pdf`} title="The update (PDF)" />{' '}
              <Download link={update.workbook} name={`termly-update-${firstDay}.xlsx`} title="The update (spreadsheet)" />
            </p>
            <Children update={update} />
            {update.distribution && <Distribution rows={update.distribution} />}
          </>
        )
      }
    </Show>
  );
}

function Children({ update }: { update: Update }) {
  if (update.children.length === 0) return <Empty>No child in your scope is in this update.</Empty>;
  return (
    <table className="govuk-table app-table app-table--cards">
      <Heads titles={['Child', 'School', 'Home', 'Attendance', 'Term before', 'Days missed in the year', 'Pattern and reasons']} />
      <tbody>
        {update.children.map((child) => (
          <tr key={child.pupil.id}>
            <th scope="row" className="govuk-table__header">
              <Link className="govuk-link" href={`/pupils/${child.pupil.id}`}>
                {child.pupil.givenName} {child.pupil.familyName}
              </Link>
            </th>
            <td className="govuk-table__cell" data-label="School">
              {child.school ?? 'none'}
            </td>
            <td className="govuk-table__cell" data-label="Home">
              {child.unit ?? 'no unit'}
              {child.keyWorker && `; key worker ${child.keyWorker}`}
            </td>
            <td className="govuk-table__cell" data-label="Attendance">
              {percent(child.attendancePercent)}
            </td>
            <td className="govuk-table__cell" data-label="Term before">
              {percent(child.attendancePercentBefore)}
            </td>
            <td className="govuk-table__cell" data-label="Days missed in the year">
              {child.daysMissedInYear.toLocaleString('en-GB')}
            </td>
            <td className="govuk-table__cell" data-label="Pattern and reasons">
              {child.pattern} {child.reasons}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Distribution({ rows }: { rows: NonNullable<Update['distribution']> }) {
  return (
    <>
      <h2 className="govuk-heading-m">Who was sent it and who opened it</h2>
      {rows.length === 0 ? (
        <Empty>Nobody works with a child of this update.</Empty>
      ) : (
        <table className="govuk-table app-table app-table--cards">
          <Heads titles={['When', 'Who', 'What', 'Unit']} />
          <tbody>
            {rows.map((row) => (
              <tr key={row.at + row.person + row.step}>
                <td className="govuk-table__cell" data-label="When">
                  {moment(row.at)}
                </td>
                <td className="govuk-table__cell" data-label="Who">
                  {row.person}
                </td>
                <td className="govuk-table__cell" data-label="What">
                  {words(row.step)}
                </td>
                <td className="govuk-table__cell" data-label="Unit">
                  {row.unit ?? 'none'}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </>
  );
}
