import type { AuditState } from '../gql/graphql';

const names: Record<AuditState, [string, string]> = {
  OPEN: ['Open', 'blue'],
  SIGNED: ['Signed', 'green'],
  REVERSED: ['Reversed', 'grey'],
};

/** Where an audit stands. */
export function AuditTag({ state, overdue }: { state: AuditState; overdue: boolean }) {
  const [name, colour] = overdue ? ['Overdue', 'red'] : names[state];
  return <strong className={`govuk-tag govuk-tag--${colour}`}>{name}</strong>;
}
