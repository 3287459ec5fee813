import type { RegisterState } from '../gql/graphql';

const names: Record<RegisterState, [string, string]> = {
  DUE: ['Due', 'blue'],
  COMPLETE: ['Complete', 'green'],
  PARTIAL: ['Incomplete', 'orange'],
  MISSING: ['Missing', 'red'],
};

/** How far a register is. */
export function StateTag({ state }: { state: RegisterState }) {
  const [name, colour] = names[state];
  return <strong className={`govuk-tag govuk-tag--${colour}`}>{name}</strong>;
}
