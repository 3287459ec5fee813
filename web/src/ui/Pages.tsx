/** Earlier and later pages of a list that is read by cursor. */
export function Pages({ page, hasNext, onPrevious, onNext }: { page: number; hasNext: boolean; onPrevious: () => void; onNext: () => void }) {
  if (page === 1 && !hasNext) return null;
  return (
    <nav className="app-actions app-noprint" aria-label="Pages">
      {page > 1 && (
        <button type="button" className="govuk-button govuk-button--secondary" onClick={onPrevious}>
          Previous page
        </button>
      )}
      <span>Page {page}</span>
      {hasNext && (
        <button type="button" className="govuk-button govuk-button--secondary" onClick={onNext}>
          Next page
        </button>
      )}
    </nav>
  );
}
