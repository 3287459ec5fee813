import { useSchoolNames } from '../schools';

/** A labelled choice of one of the schools in scope; "" while none is chosen. */
export function SchoolSelect({
  id,
  label,
  value,
  onChange,
  none = 'Choose',
  only,
}: {
  id: string;
  label: string;
  value: string;
  onChange: (value: string) => void;
  none?: string;
  only?: (school: string) => boolean;
}) {
  const { schools } = useSchoolNames();
  return (
    <div className="govuk-form-group">
      <label className="govuk-label" htmlFor={id}>
        {label}
      </label>
      <select className="govuk-select" id={id} value={value} onChange={(event) => onChange(event.target.value)}>
        <option value="">{none}</option>
        {schools
          .filter((school) => !only || only(school.laestab))
          .map((school) => (
            <option key={school.laestab} value={school.laestab}>
              {school.name}
            </option>
          ))}
      </select>
    </div>
  );
}
