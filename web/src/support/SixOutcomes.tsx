import { sixOutcomes } from './words';

/** Asks for the six outcomes for young people, each from 1 to 10, or shows that they are not asked. */
export function SixOutcomes({ name, values, onChange }: { name: string; values: readonly number[]; onChange: (values: number[]) => void }) {
  return (
    <fieldset className="govuk-fieldset">
      <legend className="govuk-fieldset__legend">What the young person says, from 1 (not at all) to 10 (fully)</legend>
      <div className="app-fields">
        {sixOutcomes.map((outcome, at) => (
          <div className="govuk-form-group" key={outcome}>
            <label className="govuk-label" htmlFor={`${name}-${at}`}>
              {outcome}
            </label>
            <select
              id={`${name}-${at}`}
              className="govuk-select"
              value={values[at] ?? 5}
              onChange={(event) => onChange(sixOutcomes.map((_, each) => (each === at ? Number(event.target.value) : (values[each] ?? 5))))}
            >
              {Array.from({ length: 10 }, (_, value) => (
                <option key={value} value={value + 1}>
                  {value + 1}
                </option>
              ))}
            </select>
          </div>
        ))}
      </div>
    </fieldset>
  );
}

/** Where every answer begins. */
export const middle: number[] = sixOutcomes.map(() => 5);
