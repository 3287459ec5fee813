import type { ReactNode } from 'react';

/** A labelled list to choose from, in a row of filters. */
export function Choice({
  name,
  label,
  value,
  onChange,
  children,
}: {
  name: string;
  label: string;
  value: string;
  onChange: (value: string) => void;
  children: ReactNode;
}) {
  return (
    <div className="govuk-form-group">
      <label className="govuk-label" htmlFor={`choose-${name}`}>
        {label}
      </label>
      <select className="govuk-select" id={`choose-${name}`} value={value} onChange={(event) => onChange(event.target.value)}>
        {children}
      </select>
    </div>
  );
}
