import { useState } from 'react';
import { useFresh } from '../fresh';
import { NamesUnderDocument, OwnAgreementsDocument, type OwnAgreementsQuery } from '../gql/graphql';
import { Show } from '../ui/states';

type Agreement = OwnAgreementsQuery['ownAgreements'][number];

/** Children of the live agreements, to be ticked. They are looked up, and the look written down, only when they are asked for. */
export function ChooseChildren({ name, chosen, one, onChange }: { name: string; chosen: readonly string[]; one: boolean; onChange: (chosen: string[]) => void }) {
  const [open, setOpen] = useState(false);
  return open ? (
    <All name={name} chosen={chosen} one={one} onChange={onChange} />
  ) : (
    <p className="govuk-body">
      <button type="button" className="govuk-button govuk-button--secondary" onClick={() => setOpen(true)}>
        Choose {one ? 'the child' : 'the children'}
      </button>
    </p>
  );
}

function All({ name, chosen, one, onChange }: { name: string; chosen: readonly string[]; one: boolean; onChange: (chosen: string[]) => void }) {
  const fresh = useFresh(OwnAgreementsDocument, {}, { every: 0 });
  return (
    <fieldset className="govuk-fieldset">
      <legend className="govuk-fieldset__legend">{one ? 'The child' : 'The children'}</legend>
      <Show fresh={fresh} what="agreements">
        {({ ownAgreements }) =>
          ownAgreements.length === 0 ? (
            <p className="govuk-body">No agreement shares a child with your agency today.</p>
          ) : (
            ownAgreements.map((agreement) => (
              <Under key={agreement.id} agreement={agreement} name={name} chosen={chosen} one={one} onChange={onChange} />
            ))
          )
        }
      </Show>
    </fieldset>
  );
}

function Under({
  agreement,
  name,
  chosen,
  one,
  onChange,
}: {
  agreement: Agreement;
  name: string;
  chosen: readonly string[];
  one: boolean;
  onChange: (chosen: string[]) => void;
}) {
  const has = (field: string) => agreement.fields.includes(field);
  const fresh = useFresh(NamesUnderDocument, { id: agreement.id, givenName: has('givenName'), familyName: has('familyName') }, { every: 0 });
  return (
    <Show fresh={fresh} what="children">
      {({ agreement: open }) => (
        <div className="govuk-checkboxes govuk-checkboxes--small">
          {open?.children.nodes.map((child) => (
            <div className="govuk-checkboxes__item" key={child.id}>
              <input
                className="govuk-checkboxes__input"
                id={`${name}-${child.id}`}
                type="checkbox"
                checked={chosen.includes(child.id)}
                onChange={(event) =>
                  onChange(event.target.checked ? (one ? [child.id] : [...chosen, child.id]) : chosen.filter((each) => each !== child.id))
                }
              />
              <label className="govuk-label govuk-checkboxes__label" htmlFor={`${name}-${child.id}`}>
                {[child.givenName, child.familyName].filter(Boolean).join(' ') || 'Child'} <span className="app-quiet">{child.id.slice(0, 6)}</span>
              </label>
            </div>
          ))}
        </div>
      )}
    </Show>
  );
}
