import { count, longDate } from '../format';
import type { EffectOfFragment } from '../gql/graphql';
import { attended, points } from './names';

/** Attendance before and after a day, with how many are compared and what it leaves open. */
export function EffectLine({ effect, of = 'schools' }: { effect: EffectOfFragment; of?: 'schools' | 'children' }) {
  if (effect.hidden) return <p className="govuk-body">Effect: not told, because fewer than five children are compared.</p>;
  if (effect.change == null)
    return <p className="govuk-body">Effect: nothing can be compared yet. Half-days are needed on both sides of {longDate(effect.day)}.</p>;
  return (
    <>
      <p className="govuk-body">
        <strong>{points(effect.change)}</strong>: {attended(effect.before)} from {longDate(effect.from)}, {attended(effect.after)} from {longDate(effect.day)} to{' '}
        {longDate(effect.to)}.{effect.allSchoolsChange != null && ` All schools over the same days: ${points(effect.allSchoolsChange)}.`}
      </p>
      <p className="app-quiet">
        {of === 'schools' ? count(effect.compared ?? 0, 'school') : count(effect.compared ?? 0, 'child', 'children')} compared. {effect.caveat}
      </p>
    </>
  );
}
