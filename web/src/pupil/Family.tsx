import { useFresh } from '../fresh';
import { contactMode, contactOutcome, count, moment } from '../format';
import { PupilFamilyDocument } from '../gql/graphql';
import { useSession } from '../session';
import { Heads } from '../ui/Heads';
import { Empty, Show } from '../ui/states';
import { LogContact } from './LogContact';

/** Who belongs to the child as the school's list has it, and every attempt to reach them. */
export function Family({ id }: { id: string }) {
  const { may } = useSession();
  const fresh = useFresh(PupilFamilyDocument, { id }, { every: 10_000 });
  return (
    <Show fresh={fresh} what="family">
      {(data) => (
        <>
          {data.pupil?.family && <People people={data.pupil.family} />}
          {may.includes('ContactFamily') && (
            <>
              <h2 className="govuk-heading-m">Log a contact</h2>
              <LogContact id={id} people={data.pupil?.family ?? []} done={fresh.refresh} />
            </>
          )}
          <h2 className="govuk-heading-m">Contacts so far</h2>
          {data.pupil?.contacts.length ? (
            <Contacts contacts={data.pupil.contacts} />
          ) : (
            <Empty at={fresh.at}>Nobody has logged an attempt to reach the family.</Empty>
          )}
        </>
      )}
    </Show>
  );
}

type Pupil = NonNullable<import('../gql/graphql').PupilFamilyQuery['pupil']>;

function People({ people }: { people: NonNullable<Pupil['family']> }) {
  return (
    <>
      <h2 className="govuk-heading-m">Family</h2>
      {people.length === 0 ? (
        <p className="govuk-body">The school’s list names nobody.</p>
      ) : (
        <table className="govuk-table app-table app-table--cards">
          <caption className="govuk-visually-hidden">{count(people.length, 'person', 'people')} with a tie to the child, in the school’s order</caption>
          <Heads titles={['Name', 'Who it is', 'Parental responsibility', 'Telephone', 'Email']} />
          <tbody>
            {people.map((person) => (
              <tr key={person.name + person.relationship}>
                <th scope="row" className="govuk-table__header">
                  {person.name}
                </th>
                <td className="govuk-table__cell" data-label="Who it is">
                  {person.relationship}
                </td>
                <td className="govuk-table__cell" data-label="Parental responsibility">
                  {person.parentalResponsibility ? 'Yes' : 'No'}
                </td>
                <td className="govuk-table__cell" data-label="Telephone">
                  {person.phone ? <a href={`tel:${person.phone.replace(/\s/g, '')}`} className="govuk-link">{person.phone}</a> : 'not known'}
                </td>
                <td className="govuk-table__cell" data-label="Email">
                  {person.email ?? 'not known'}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </>
  );
}

function Contacts({ contacts }: { contacts: Pupil['contacts'] }) {
  return (
    <table className="govuk-table app-table app-table--cards">
      <caption className="govuk-visually-hidden">Attempts to reach the family, the latest first</caption>
      <Heads titles={['When', 'How', 'What came of it', 'By']} />
      <tbody>
        {contacts.map((contact) => (
          <tr key={contact.at + contact.mode}>
            <th scope="row" className="govuk-table__header">
              {moment(contact.at)}
            </th>
            <td className="govuk-table__cell" data-label="How">
              {contactMode[contact.mode]}
              {contact.with && <div className="app-quiet">with {contact.with}</div>}
            </td>
            <td className="govuk-table__cell" data-label="What came of it">
              {contactOutcome[contact.outcome]}
              {contact.note && <div className="app-note">{contact.note}</div>}
            </td>
            <td className="govuk-table__cell" data-label="By">
              {contact.by}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
