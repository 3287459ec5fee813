import { useState } from 'react';
import { useFresh } from '../fresh';
import { moment, roleName } from '../format';
import { CaseMessagesDocument, PostCaseMessageDocument, type Role } from '../gql/graphql';
import { pascal } from '../pages/CommitmentsPage';
import { TextField } from '../ui/Field';
import { Empty, Show } from '../ui/states';
import { SendForm } from './SendForm';

/** Roles that read cases. */
const readers: Role[] = ['WELFARE_OFFICER', 'LOCALITY_MANAGER', 'ATTENDANCE_LEADER', 'LEGAL', 'LAC_MANAGER', 'REVIEWING_OFFICER'];

/** The thread of a case: who is mentioned and may read the case hears of it. */
export function Messages({ id, open }: { id: string; open: boolean }) {
  const fresh = useFresh(CaseMessagesDocument, { id }, { every: 10_000 });
  const [text, setText] = useState('');
  const [mentions, setMentions] = useState<ReadonlySet<Role>>(new Set());
  const toggle = (role: Role) => {
    const changed = new Set(mentions);
    if (!changed.delete(role)) changed.add(role);
    setMentions(changed);
  };
  return (
    <>
      <Show fresh={fresh} what="messages">
        {(data) => {
          const messages = data.case?.messages ?? [];
          if (messages.length === 0) return <Empty at={fresh.at}>Nobody has written yet.</Empty>;
          return (
            <ol className="app-timeline">
              {messages.map((each) => (
                <li key={each.number}>
                  <strong>{each.by}</strong> <span className="app-quiet">{moment(each.at)}</span>
                  {each.mentions.length > 0 && <div className="app-quiet">For {each.mentions.map((role) => `@${roleName(pascal(role))}`).join(', ')}</div>}
                  <div className="app-note">{each.text}</div>
                  {each.seen.length > 0 && <div className="app-quiet">Seen by {each.seen.map((seen) => `${seen.who?.name ?? 'somebody'}, ${moment(seen.at)}`).join('; ')}</div>}
                </li>
              ))}
            </ol>
          );
        }}
      </Show>
      {open && (
        <SendForm
          label="Write a message"
          button="Send the message"
          saved="Sent."
          document={PostCaseMessageDocument}
          variables={() => ({ input: { case: id, text, mentions: [...mentions] } })}
          done={() => {
            setText('');
            fresh.refresh();
          }}
        >
          <TextField id="message-text" label="Message" hint="Everybody who may read the case reads it" maxLength={2000} value={text} onChange={setText} />
          <fieldset className="govuk-fieldset">
            <legend className="govuk-fieldset__legend govuk-fieldset__legend--s">Who should hear of it</legend>
            <div className="govuk-checkboxes govuk-checkboxes--small">
              {readers.map((role) => (
                <div className="govuk-checkboxes__item" key={role}>
                  <input className="govuk-checkboxes__input" type="checkbox" id={`mention-${role}`} checked={mentions.has(role)} onChange={() => toggle(role)} />
                  <label className="govuk-label govuk-checkboxes__label" htmlFor={`mention-${role}`}>
                    {roleName(pascal(role))}
                  </label>
                </div>
              ))}
            </div>
          </fieldset>
        </SendForm>
      )}
    </>
  );
}
