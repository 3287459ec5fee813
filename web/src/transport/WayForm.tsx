import { useState } from 'react';
import { SendForm } from '../cases/SendForm';
import { RecordTransportDocument, type WayWordsFragment } from '../gql/graphql';
import { Field, Opening, TextField } from '../ui/Field';
import { Select } from '../ui/Select';

const grounds = {
  specialNeeds: 'Special needs, a disability or difficulty in walking',
  unsafeRoute: 'The way cannot be walked in safety',
  lowIncome: 'Low income',
} as const;

/** Records a child's way to school: by its id, or under an agreement of the transport unit, which gives places on routes. */
export function WayForm({
  who,
  known,
  routes,
  done,
}: {
  who: { pupil: string } | { agreement: string; child: string };
  known: WayWordsFragment | null;
  routes?: readonly { id: string; name: string }[];
  done: () => void;
}) {
  const key = 'pupil' in who ? who.pupil : who.child.slice(0, 12);
  const [metres, setMetres] = useState(known?.metres?.toString() ?? '');
  const [ticked, setTicked] = useState({
    specialNeeds: known?.specialNeeds ?? false,
    unsafeRoute: known?.unsafeRoute ?? false,
    lowIncome: known?.lowIncome ?? false,
  });
  const [route, setRoute] = useState('');
  const [note, setNote] = useState('');
  return (
    <Opening title="Record the way to school">
      <SendForm
        label="Way to school"
        button="Record"
        saved="Recorded."
        document={RecordTransportDocument}
        variables={() => ({
          input: { ...who, ...ticked, metres: metres ? Number(metres) : null, ...(route && { route }), ...(note.trim() && { note }) },
        })}
        done={done}
      >
        <Field id={`metres-${key}`} label="Shortest way on foot, in metres" hint="Two miles are 3,219 metres, three miles 4,828." type="number" min={0} max={100000} value={metres} onChange={setMetres} />
        <div className="govuk-form-group">
          <div className="govuk-checkboxes govuk-checkboxes--small">
            {(Object.keys(grounds) as (keyof typeof grounds)[]).map((ground) => (
              <div className="govuk-checkboxes__item" key={ground}>
                <input
                  className="govuk-checkboxes__input"
                  id={`${ground}-${key}`}
                  type="checkbox"
                  checked={ticked[ground]}
                  onChange={(event) => setTicked({ ...ticked, [ground]: event.target.checked })}
                />
                <label className="govuk-label govuk-checkboxes__label" htmlFor={`${ground}-${key}`}>
                  {grounds[ground]}
                </label>
              </div>
            ))}
          </div>
        </div>
        {routes && (
          <Select
            id={`route-${key}`}
            label="Place on a route"
            value={route}
            onChange={setRoute}
            options={{ '': 'None', ...Object.fromEntries(routes.map((each) => [each.id, each.name])) }}
          />
        )}
        <TextField id={`way-note-${key}`} label="What else the unit has to know" maxLength={1000} rows={2} value={note} onChange={setNote} />
      </SendForm>
    </Opening>
  );
}
