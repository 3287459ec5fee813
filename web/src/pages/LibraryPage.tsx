import { useState } from 'react';
import { SendForm } from '../cases/SendForm';
import { useFresh } from '../fresh';
import { longDate, moment, roleName } from '../format';
import { LibraryDocument, type LibraryQuery, PublishGuidanceDocument, ReadGuidanceDocument } from '../gql/graphql';
import { useSchoolNames } from '../schools';
import { useSession } from '../session';
import { Field, Opening, TextField } from '../ui/Field';
import { Empty, Show } from '../ui/states';
import { useTitle } from '../ui/title';
import { pascal } from './CommitmentsPage';

type Guidance = LibraryQuery['guidance'][number];

/** Guidance and procedures that the authority and its schools share: what is issued to one's role first. */
export function LibraryPage() {
  useTitle('Guidance and procedures');
  const { may, schools } = useSession();
  const fresh = useFresh(LibraryDocument, {}, { every: 60_000 });
  return (
    <>
      <h1 className="govuk-heading-l">Guidance and procedures</h1>
      {(may.includes('ApproveRules') || schools.length > 0) && (
        <Opening title="Put in a document">
          <Publish school={may.includes('ApproveRules') ? null : schools[0]!} done={fresh.refresh} />
        </Opening>
      )}
      <Show fresh={fresh} what="library">
        {({ guidance }) =>
          guidance.length === 0 ? (
            <Empty at={fresh.at}>There is nothing in the library.</Empty>
          ) : (
            [...guidance].toSorted((a, b) => Number(b.forMe) - Number(a.forMe)).map((each) => <One key={each.id} each={each} done={fresh.refresh} />)
          )
        }
      </Show>
    </>
  );
}

function One({ each, done }: { each: Guidance; done: () => void }) {
  const { nameOf } = useSchoolNames();
  return (
    <article className="app-card">
      <h2 className="govuk-heading-s">
        {each.title} {each.read ? <strong className="govuk-tag govuk-tag--grey">Read</strong> : each.forMe && <strong className="govuk-tag">For you</strong>}
      </h2>
      <p className="app-quiet">
        {each.school ? nameOf(each.school) : 'The authority'}, {longDate(each.dated)}, version {each.version}.{' '}
        {each.roles.length > 0 ? `Issued to: ${each.roles.map((role) => roleName(pascal(role))).join(', ')}.` : 'Issued to everybody.'}
        {each.codes.length > 0 && ` About codes ${each.codes.join(', ')}.`}
      </p>
      <details className="govuk-details">
        <summary className="govuk-details__summary">
          <span className="govuk-details__summary-text">Read it</span>
        </summary>
        <div className="govuk-details__text">
          <p className="govuk-body app-note">{each.body}</p>
          {each.pointers.length > 0 && (
            <ul className="govuk-list govuk-list--bullet">
              {each.pointers.map((pointer) => (
                <li key={pointer.role + pointer.code + pointer.text}>
                  {roleName(pascal(pointer.role))}, code {pointer.code}: {pointer.text}
                </li>
              ))}
            </ul>
          )}
          {!each.read && (
            <SendForm
              label={`Read: ${each.title}`}
              button="I have read this"
              saved="Noted."
              document={ReadGuidanceDocument}
              variables={() => ({ id: each.id, version: each.version })}
              done={done}
            />
          )}
        </div>
      </details>
      {each.receipts && (
        <details className="govuk-details">
          <summary className="govuk-details__summary">
            <span className="govuk-details__summary-text">Who has read it ({each.receipts.length})</span>
          </summary>
          <div className="govuk-details__text">
            <ul className="govuk-list">
              {each.receipts.map((receipt) => (
                <li key={`${receipt.at}${receipt.who?.name}`}>
                  {receipt.who?.name ?? 'Somebody who left'}, version {receipt.version}, {moment(receipt.at)}
                </li>
              ))}
            </ul>
          </div>
        </details>
      )}
      {each.mayPublish && (
        <Opening title={`Publish the next version of ${each.title}`}>
          <Publish school={each.school} of={each} done={done} />
        </Opening>
      )}
    </article>
  );
}

function Publish({ school, of, done }: { school: string | null; of?: Guidance; done: () => void }) {
  const { today } = useSession();
  const [text, setText] = useState({ title: of?.title ?? '', dated: today, body: of?.body ?? '', codes: of?.codes.join(' ') ?? '' });
  const set = (name: keyof typeof text) => (value: string) => setText({ ...text, [name]: value });
  const id = of?.id ?? 'new';
  return (
    <SendForm
      label={of ? `Publish the next version of ${of.title}` : 'Put in a document'}
      button="Publish"
      saved="Published."
      document={PublishGuidanceDocument}
      variables={() => ({
        input: {
          id: of?.id ?? null,
          school,
          title: text.title,
          dated: text.dated,
          body: text.body,
          codes: text.codes.split(' ').filter(Boolean),
          roles: of?.roles ? [...of.roles] : [],
        },
      })}
      done={done}
    >
      <Field id={`${id}-title`} label="Title" maxLength={200} value={text.title} onChange={set('title')} />
      <Field id={`${id}-dated`} label="Date" type="date" value={text.dated} onChange={set('dated')} />
      <TextField id={`${id}-body`} label="What it says" hint="Name no child in it" maxLength={40000} rows={8} value={text.body} onChange={set('body')} />
      <Field id={`${id}-codes`} label="Register codes that it is about" hint="With spaces between them" value={text.codes} onChange={set('codes')} />
    </SendForm>
  );
}
