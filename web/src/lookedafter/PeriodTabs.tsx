import { Link } from 'wouter';

/** The periods of a report, to choose from. */
export function PeriodTabs({ label, periods, current }: { label: string; periods: readonly { key: string; title: string; href: string }[]; current: string }) {
  return (
    <nav aria-label={label} className="app-noprint">
      <ul className="govuk-list">
        {periods.map(({ key, title, href }) => (
          <li key={key}>
            {key === current ? (
              <strong aria-current="page">{title}</strong>
            ) : (
              <Link className="govuk-link" href={href}>
                {title}
              </Link>
            )}
          </li>
        ))}
      </ul>
    </nav>
  );
}
