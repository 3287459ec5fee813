import { type FormEvent, useState } from 'react';
import { WhoLooked } from '../pupil/WhoLooked';
import { useTitle } from '../ui/title';

export function WhoLookedPage() {
  useTitle('Who looked');
  const [text, setText] = useState('');
  const [who, setWho] = useState('');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setWho(text.trim());
  };
  return (
    <>
      <h1 className="govuk-heading-l">Who looked</h1>
      <p className="govuk-body">Every look at a child, every refusal and every change of rights is on record before it is answered.</p>
      <form className="app-filters" onSubmit={submit}>
        <div className="govuk-form-group">
          <label className="govuk-label" htmlFor="who">
            Only what this caller did
          </label>
          <div className="govuk-hint" id="who-hint">
            As in the records: person/12, 3552007/SIMS
          </div>
          <input
            id="who"
            className="govuk-input govuk-input--width-20"
            aria-describedby="who-hint"
            autoComplete="off"
            value={text}
            onChange={(event) => setText(event.target.value)}
          />
        </div>
        <button className="govuk-button" type="submit">
          Show
        </button>
      </form>
      <WhoLooked key={who} who={who} />
    </>
  );
}
