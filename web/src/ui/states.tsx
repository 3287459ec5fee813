import type { ReactNode } from 'react';
import type { Fresh } from '../fresh';
import { clock } from '../format';

export function Loading({ what }: { what: string }) {
  return (
    <p className="govuk-body app-loading" role="status">
      Loading {what}…
    </p>
  );
}

export function Failed({ retry }: { retry?: () => void }) {
  return (
    <div className="govuk-error-summary" role="alert">
      <h2 className="govuk-error-summary__title">This could not be loaded</h2>
      <div className="govuk-error-summary__body">
        <p>The server did not answer. Nothing that you saved is lost. It is asked again by itself.</p>
        {retry && (
          <button type="button" className="govuk-button govuk-button--secondary" onClick={retry}>
            Try now
          </button>
        )}
      </div>
    </div>
  );
}

/** Says that a role may not see something and whom to ask. */
export function NoAccess({ children }: { children?: ReactNode }) {
  return (
    <div className="govuk-inset-text">
      <p className="govuk-body">{children ?? 'Your role is not shown this.'}</p>
      <p className="govuk-body">Ask the attendance leader if you need it for your work.</p>
    </div>
  );
}

export function NotFound({ what }: { what: string }) {
  return (
    <>
      <h1 className="govuk-heading-l">Not found</h1>
      <p className="govuk-body">There is no {what} here that you may open. It may be outside the children and schools that you work with.</p>
      <p className="govuk-body">Ask your manager or the attendance leader if you need it for your work.</p>
    </>
  );
}

export function Empty({ children, at }: { children: ReactNode; at?: Date | null }) {
  return (
    <p className="govuk-body app-empty">
      {children}
      {at && ` Last checked ${clock(at)}.`}
    </p>
  );
}

/** Says that what is shown is old, because the last question failed. */
export function Stale({ fresh }: { fresh: Fresh<unknown> }) {
  if (!fresh.error || !fresh.data || !fresh.at) return null;
  return (
    <div className="app-stale" role="status">
      These figures are from {clock(fresh.at)}. The server cannot be reached now; it is asked again by itself.
    </div>
  );
}

/** Shows the answer, or the state that stands in its place. */
export function Show<Data>({ fresh, what, children }: { fresh: Fresh<Data>; what: string; children: (data: Data) => ReactNode }) {
  if (fresh.data)
    return (
      <>
        <Stale fresh={fresh} />
        {children(fresh.data)}
      </>
    );
  if (fresh.loading) return <Loading what={what} />;
  if (fresh.error === 'forbidden') return <NoAccess>{fresh.message}</NoAccess>;
  if (fresh.error === 'not-found') return <NotFound what={what} />;
  return <Failed retry={fresh.refresh} />;
}
