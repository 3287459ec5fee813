import { Link } from 'wouter';

/** The way back to the board. */
export function Back() {
  return (
    <p className="govuk-body">
      <Link className="govuk-link" href="/looked-after">
        Looked-after children
      </Link>
    </p>
  );
}
