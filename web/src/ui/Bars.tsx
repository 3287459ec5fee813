import { Link } from 'wouter';

/** Horizontal bars, and the same numbers as a table beside them. */
export function Bars({
  label,
  unit,
  rows,
  full,
}: {
  label: string;
  unit: string;
  rows: { name: string; value: number; text?: string; href?: string }[];
  /** What a whole bar stands for; the largest value when left out. */
  full?: number;
}) {
  const most = full ?? Math.max(1, ...rows.map((row) => row.value));
  return (
    <table className="govuk-table app-table app-bars">
      <caption className="govuk-visually-hidden">{label}</caption>
      <thead className="govuk-visually-hidden">
        <tr>
          <th scope="col">What</th>
          <th scope="col">{unit}</th>
          <th scope="col">As a bar</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.name}>
            <th scope="row" className="govuk-table__header">
              {row.href ? (
                <Link className="govuk-link" href={row.href}>
                  {row.name}
                </Link>
              ) : (
                row.name
              )}
            </th>
            <td className="govuk-table__cell app-number">{row.text ?? row.value}</td>
            <td className="govuk-table__cell app-bars__bar">
              <svg className="app-bar" viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">
                <rect x="0" y="1" width={(100 * row.value) / most} height="8" fill="#1a4f8b" />
              </svg>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
