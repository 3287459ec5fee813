import { type FormEvent, useState } from 'react';
import type { SweepStopInput, TakenTo } from '../gql/graphql';
import { Field } from '../ui/Field';
import { Select } from '../ui/Select';
import { takenName } from './names';

const blank = { givenName: '', familyName: '', birthDate: '', said: '' };

/** Records a child who was stopped. It is kept on the phone at once, with or without a connection; place and whereabouts stay for the next one. */
export function RecordStop({ sweep, now, add }: { sweep: string; now: () => string; add: (input: SweepStopInput) => void }) {
  const [who, setWho] = useState(blank);
  const [place, setPlace] = useState('');
  const [takenTo, setTakenTo] = useState<TakenTo>('SCHOOL');
  const [withAdult, setWithAdult] = useState(false);
  const [told, setTold] = useState('');
  const [position, setPosition] = useState<{ latitude: number; longitude: number } | null>(null);
  const locate = () =>
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => setPosition({ latitude: coords.latitude, longitude: coords.longitude }),
      () => setPosition(null),
    );
  const set = (name: keyof typeof who) => (value: string) => setWho({ ...who, [name]: value });
  const record = (event: FormEvent) => {
    event.preventDefault();
    add({
      sweep,
      id: crypto.randomUUID(),
      stoppedAt: now(),
      place,
      withAdult,
      takenTo,
      givenName: who.givenName,
      familyName: who.familyName,
      birthDate: who.birthDate || null,
      said: who.said || null,
      ...position,
    });
    setTold(`${who.givenName} ${who.familyName} is recorded.`);
    setWho(blank);
    setWithAdult(false);
  };
  return (
    <form onSubmit={record} aria-label="Record a stop">
      <h2 className="govuk-heading-m">Record a stop</h2>
      <div role="status">{told && <p className="govuk-body app-saved">{told}</p>}</div>
      <Field id="stop-place" label="Where" required maxLength={200} value={place} onChange={setPlace} />
      <p className="govuk-body">
        <button type="button" className="govuk-button govuk-button--secondary govuk-!-margin-bottom-0" onClick={locate}>
          Put this place on the map
        </button>{' '}
        {position ? 'This square of 500 metres goes with each stop.' : 'Stops are not on the map.'}
      </p>
      <Field id="stop-given" label="Given name" required maxLength={100} value={who.givenName} onChange={set('givenName')} />
      <Field id="stop-family" label="Family name" required maxLength={100} value={who.familyName} onChange={set('familyName')} />
      <Field
        id="stop-born"
        label="Birth date, if known"
        hint="Without it the child is not matched with the register."
        type="date"
        value={who.birthDate}
        onChange={set('birthDate')}
      />
      <Field id="stop-said" label="Reason given, if any" maxLength={500} value={who.said} onChange={set('said')} />
      <Select id="stop-taken" label="Taken" value={takenTo} onChange={setTakenTo} options={takenName} />
      <div className="govuk-checkboxes govuk-form-group">
        <div className="govuk-checkboxes__item">
          <input className="govuk-checkboxes__input" id="stop-adult" type="checkbox" checked={withAdult} onChange={(event) => setWithAdult(event.target.checked)} />
          <label className="govuk-label govuk-checkboxes__label" htmlFor="stop-adult">
            An adult was there
          </label>
        </div>
      </div>
      <button type="submit" className="govuk-button">
        Record the stop
      </button>
    </form>
  );
}
