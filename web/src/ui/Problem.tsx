/** Says why something was not done. */
export function Problem({ text }: { text: string | null }) {
  if (!text) return null;
  return (
    <p className="govuk-error-message" role="alert">
      <span className="govuk-visually-hidden">Error: </span>
      {text}
    </p>
  );
}
