import type { EnforcementTrack } from '../gql/graphql';
import { Opening } from '../ui/Field';
import type { Enforcement } from './Enforcement';
import { StepForm } from './StepForm';

export type Option = Enforcement['beginnings'][number]['options'][number];

/** Steps that lead on: a form for each, or the reasons that keep it back. */
export function StepOptions({
  id,
  options,
  matter,
  track,
  enforcement,
  done,
}: {
  id: string;
  options: readonly Option[];
  matter?: number;
  track?: EnforcementTrack;
  enforcement: Enforcement;
  done: () => void;
}) {
  return (
    <>
      {options.map((option) => {
        const barred = option.obstacles.some((obstacle) => !obstacle.mayBeOverridden);
        return (
          <Opening key={option.step} title={option.obstacles.length > 0 ? `${option.label} (blocked)` : option.label}>
            <p className="app-quiet">
              {option.source}.{option.needsSecondPerson && ' A second person has to agree.'}
            </p>
            {option.obstacles.length > 0 && (
              <ul className="govuk-list govuk-list--bullet app-obstacles">
                {option.obstacles.map((obstacle) => (
                  <li key={obstacle.code}>
                    {obstacle.reason}
                    {obstacle.mayBeOverridden && <span className="app-quiet"> (the authority’s own rule)</span>}
                  </li>
                ))}
              </ul>
            )}
            {barred ? (
              <p className="govuk-body">This cannot be done now.</p>
            ) : (
              <StepForm id={id} option={option} matter={matter} track={track} enforcement={enforcement} done={done} />
            )}
          </Opening>
        );
      })}
    </>
  );
}
