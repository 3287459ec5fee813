import type { MeetingState } from '../gql/graphql';

const names: Record<MeetingState, [string, string]> = {
  PLANNED: ['Planned', 'blue'],
  CLOSED: ['Closed', 'green'],
  CANCELLED: ['Cancelled', 'grey'],
};

/** Where a meeting stands. */
export function MeetingTag({ state, overdue }: { state: MeetingState; overdue: boolean }) {
  const [name, colour] = overdue ? ['To be closed', 'red'] : names[state];
  return <strong className={`govuk-tag govuk-tag--${colour}`}>{name}</strong>;
}
