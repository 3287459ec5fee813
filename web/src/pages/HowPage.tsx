import { useTitle } from '../ui/title';

export function HowPage() {
  useTitle('How figures are calculated');
  return (
    <>
      <h1 className="govuk-heading-l">How figures are calculated</h1>
      <div className="govuk-body">
        <p>A school day has two half-days, morning and afternoon. A register gives every child one mark for each.</p>
        <h2 className="govuk-heading-m">Half-days missed</h2>
        <p>Authorised and unauthorised absence together. Lateness after the register closed (code U) is unauthorised absence. Two half-days are one day.</p>
        <h2 className="govuk-heading-m">Attendance</h2>
        <p>
          Half-days attended, as a part of possible half-days. Being late before the register closed (L) and approved activities off site count as attended. A
          half-day on which the school was closed to the child, or a mark that says so (for example X or Y), is not possible and not counted.
        </p>
        <h2 className="govuk-heading-m">Schools and the authority</h2>
        <p>Half-days of all children are added up first and divided once. Percentages are never averaged.</p>
        <h2 className="govuk-heading-m">Missing marks</h2>
        <p>A child on roll without a mark after the register closed is neither present nor absent: the register is incomplete.</p>
        <h2 className="govuk-heading-m">Corrections</h2>
        <p>A mark is never overwritten. The latest one counts, and every earlier one stays in the history of the half-day with who posted it and when.</p>
        <h2 className="govuk-heading-m">Flags</h2>
        <p>Each flag lists the exact half-days that it rests on, the arithmetic, and what would clear it.</p>
      </div>
    </>
  );
}
