import { Link, useSearchParams } from 'wouter';
import { useFresh } from '../fresh';
import { addDays, dayDate } from '../format';
import { DiaryDocument, type DiaryQuery } from '../gql/graphql';
import { useSession } from '../session';
import { Empty, Show } from '../ui/states';
import { useTitle } from '../ui/title';

/** What is due in the next six weeks, and what is overdue. */
export function DiaryPage() {
  useTitle('Diary');
  const { today, may } = useSession();
  const [parameters] = useSearchParams();
  const mine = parameters.get('whose') ? parameters.get('whose') === 'mine' : may.includes('WorkCase');
  const fresh = useFresh(DiaryDocument, { from: addDays(today, -365), to: addDays(today, 42), mine }, { every: 30_000 });
  return (
    <>
      <h1 className="govuk-heading-l">Diary</h1>
      <nav className="app-subnav" aria-label="Whose diary">
        <ul>
          {[
            { key: 'mine', title: 'My cases' },
            { key: 'all', title: 'All cases that I may read' },
          ].map((each) => (
            <li key={each.key}>
              <Link href={`/diary?whose=${each.key}`} aria-current={(each.key === 'mine') === mine ? 'page' : undefined}>
                {each.title}
              </Link>
            </li>
          ))}
        </ul>
      </nav>
      <Show fresh={fresh} what="diary">
        {({ diary }) =>
          diary.length === 0 ? (
            <Empty at={fresh.at}>Nothing is due in the next six weeks.</Empty>
          ) : (
            <>
              <Days title="Overdue" entries={diary.filter((entry) => entry.on < today)} />
              <Days title="To come" entries={diary.filter((entry) => entry.on >= today)} />
            </>
          )
        }
      </Show>
    </>
  );
}

function Days({ title, entries }: { title: string; entries: DiaryQuery['diary'] }) {
  if (entries.length === 0) return null;
  return (
    <table className="govuk-table app-table app-table--cards">
      <caption className="govuk-table__caption govuk-table__caption--m">{title}</caption>
      <thead>
        <tr>
          {['Day', 'Child', 'What', 'Key worker'].map((each) => (
            <th scope="col" className="govuk-table__header" key={each}>
              {each}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {entries.map((entry) => (
          <tr key={entry.caseId + entry.item}>
            <th scope="row" className="govuk-table__header">
              {dayDate(entry.on)}
            </th>
            <td className="govuk-table__cell" data-label="Child">
              <Link className="govuk-link" href={`/cases/${entry.caseId}`}>
                {entry.childName ?? 'A child'}
              </Link>
            </td>
            <td className="govuk-table__cell" data-label="What">
              {entry.sentence}
            </td>
            <td className="govuk-table__cell" data-label="Key worker">
              {entry.worker?.name ?? 'nobody yet'}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
