import type { InputHTMLAttributes, ReactNode } from 'react';

type Common = { id: string; label: string; hint?: string; value: string; onChange: (value: string) => void };

/** A labelled line of text. */
export function Field({
  id,
  label,
  hint,
  value,
  onChange,
  className = 'govuk-input',
  ...rest
}: Common & Omit<InputHTMLAttributes<HTMLInputElement>, 'onChange' | 'value' | 'id'>) {
  return (
    <div className="govuk-form-group">
      <label className="govuk-label" htmlFor={id}>
        {label}
      </label>
      {hint && (
        <div className="govuk-hint" id={`${id}-hint`}>
          {hint}
        </div>
      )}
      <input
        {...rest}
        id={id}
        className={className}
        autoComplete="off"
        aria-describedby={hint ? `${id}-hint` : undefined}
        value={value}
        onChange={(event) => onChange(event.target.value)}
      />
    </div>
  );
}

/** A labelled text of several lines. */
export function TextField({ id, label, hint, value, onChange, maxLength, rows = 3 }: Common & { maxLength: number; rows?: number }) {
  return (
    <div className="govuk-form-group">
      <label className="govuk-label" htmlFor={id}>
        {label}
      </label>
      {hint && (
        <div className="govuk-hint" id={`${id}-hint`}>
          {hint}
        </div>
      )}
      <textarea
        id={id}
        className="govuk-textarea"
        rows={rows}
        maxLength={maxLength}
        aria-describedby={hint ? `${id}-hint` : undefined}
        value={value}
        onChange={(event) => onChange(event.target.value)}
      />
    </div>
  );
}

/** A form that is opened when it is wanted. */
export function Opening({ title, children }: { title: string; children: ReactNode }) {
  return (
    <details className="govuk-details app-noprint">
      <summary className="govuk-details__summary">
        <span className="govuk-details__summary-text">{title}</span>
      </summary>
      <div className="govuk-details__text">{children}</div>
    </details>
  );
}
