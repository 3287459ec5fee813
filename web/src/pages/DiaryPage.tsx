import { useState } from 'react';
import { Link, useSearchParams } from 'wouter';
import { useFresh } from '../fresh';
import { addDays, dayDate } from '../format';
import { DiaryDocument, type DiaryQuery, EndDiaryFeedDocument, MakeDiaryFeedDocument } from '../gql/graphql';
import { useSend } from '../send';
import { useSession } from '../session';
import { Opening } from '../ui/Field';
import { Heads } from '../ui/Heads';
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
      <Opening title="See the diary in your own calendar">
        <Feed />
      </Opening>
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

/** A secret address for an outside calendar; it is shown once. */
function Feed() {
  const { send, sending } = useSend();
  const [path, setPath] = useState<string | null>(null);
  const [told, setTold] = useState<string | null>(null);
  const make = async () => {
    const sent = await send(MakeDiaryFeedDocument, {});
    setTold(sent.problem);
    setPath(sent.data?.makeDiaryFeed?.path ?? null);
  };
  const end = async () => {
    const sent = await send(EndDiaryFeedDocument, {});
    setPath(null);
    setTold(sent.problem ?? 'The address is ended.');
  };
  return (
    <>
      <p className="govuk-body">
        An address is made for you. Whoever has it sees what is due and when, never a child’s name. A new one ends the one before.
      </p>
      <div role="status">
        {told && <p className="govuk-body">{told}</p>}
        {path && (
          <p className="govuk-body app-secret">
            {location.origin}
            {path}
          </p>
        )}
      </div>
      <button type="button" className="govuk-button govuk-button--secondary" disabled={sending} onClick={() => void make()}>
        Make an address
      </button>{' '}
      <button type="button" className="govuk-button govuk-button--secondary" disabled={sending} onClick={() => void end()}>
        End the address
      </button>
    </>
  );
}

function Days({ title, entries }: { title: string; entries: DiaryQuery['diary'] }) {
  if (entries.length === 0) return null;
  return (
    <table className="govuk-table app-table app-table--cards">
      <caption className="govuk-table__caption govuk-table__caption--m">{title}</caption>
      <Heads titles={['Day', 'Child', 'What', 'Key worker']} />
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
