import { type FormEvent, useState } from 'react';
import { Link } from 'wouter';
import { useFresh } from '../fresh';
import { count, longDate, percent } from '../format';
import { AnswerLookedAfterGroupDocument, LookedAfterGroupsDocument, type LookedAfterGroupsQuery } from '../gql/graphql';
import { Back } from '../lookedafter/Back';
import { problemsOf, useSend } from '../send';
import { useSession } from '../session';
import { Opening, TextField } from '../ui/Field';
import { Problem } from '../ui/Problem';
import { Empty, Show } from '../ui/states';
import { useTitle } from '../ui/title';

type Group = NonNullable<LookedAfterGroupsQuery['lookedAfterGroups']>[number];

/** The looked-after children of each school as a group: those with no sign of improvement are answered. */
export function LookedAfterGroupsPage() {
  useTitle('Groups by school');
  const fresh = useFresh(LookedAfterGroupsDocument, {}, { every: 0 });
  return (
    <>
      <Back />
      <h1 className="govuk-heading-l">Looked-after children by school, last term</h1>
      <p className="govuk-body">
        A group is flagged when less than 90% of its half-days were attended, and not at least a point more than in the term before.
      </p>
      <Show fresh={fresh} what="groups">
        {({ lookedAfterGroups: groups }) =>
          groups?.length ? (
            groups.map((group) => <Card group={group} refresh={fresh.refresh} key={group.school} />)
          ) : (
            <Empty at={fresh.at}>No school had a looked-after child last term.</Empty>
          )
        }
      </Show>
    </>
  );
}

function Card({ group, refresh }: { group: Group; refresh: () => void }) {
  const { may } = useSession();
  return (
    <article className="app-panel" aria-labelledby={`school-${group.school}`}>
      <h2 className="govuk-heading-s" id={`school-${group.school}`}>
        <Link className="govuk-link" href="/schools">
          School {group.school}
        </Link>
        : {count(group.children, 'child', 'children')}{' '}
        {group.flagged && <strong className="govuk-tag govuk-tag--red">{group.overdue ? 'Answer overdue' : 'No sign of improvement'}</strong>}
      </h2>
      <p className="govuk-body">
        {percent(group.attendancePercent)} attended, {group.attendancePercentBefore === null ? 'nobody was there' : percent(group.attendancePercentBefore)} in the term before;{' '}
        {count(group.excluded, 'half-day')} of exclusion.
      </p>
      {group.reason && (
        <p className="govuk-body">
          Why: {group.reason} What is done: {group.action}
        </p>
      )}
      {group.flagged && !group.reason && <p className="govuk-body">To be answered by {longDate(group.answerBy)}.</p>}
      {group.flagged && may.includes('WorkOnCare') && (
        <Opening title="Answer">
          <Answer group={group} refresh={refresh} />
        </Opening>
      )}
    </article>
  );
}

function Answer({ group, refresh }: { group: Group; refresh: () => void }) {
  const { send, sending } = useSend();
  const [reason, setReason] = useState(group.reason ?? '');
  const [action, setAction] = useState(group.action ?? '');
  const [problem, setProblem] = useState<string | null>(null);
  const save = async (event: FormEvent) => {
    event.preventDefault();
    const sent = await send(AnswerLookedAfterGroupDocument, { input: { school: group.school, term: group.term, reason, action } });
    setProblem(sent.problem ?? problemsOf(sent.data?.answerLookedAfterGroup));
    refresh();
  };
  return (
    <form onSubmit={(event) => void save(event)}>
      <TextField id={`reason-${group.school}`} label="Why it is so" hint="Name no child." maxLength={2000} value={reason} onChange={setReason} />
      <TextField id={`action-${group.school}`} label="What is done" maxLength={2000} value={action} onChange={setAction} />
      <Problem text={problem} />
      <button type="submit" className="govuk-button" disabled={sending}>
        Save the answer
      </button>
    </form>
  );
}
