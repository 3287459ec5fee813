import { useState } from 'react';
import { useFresh } from '../fresh';
import { count, longDate } from '../format';
import { AnswerLeaveDocument, LeaveRequestsDocument, type LeaveRequestsQuery, RequestLeaveDocument } from '../gql/graphql';
import { problemsOf, useSend } from '../send';
import { useSession } from '../session';
import { Field, TextField } from '../ui/Field';
import { Select } from '../ui/Select';
import { Empty, Show } from '../ui/states';
import { ChildChoice } from './ChildChoice';
import { SmallForm } from './SmallForm';

type Leave = NonNullable<LeaveRequestsQuery['leaveRequests']>[number];

/** Requests to take a child out of school in term time: who looks after it asks, the team answers. */
export function LeaveRequests() {
  const { may, today } = useSession();
  const { send } = useSend();
  const empty = { pupil: '', firstDay: today, lastDay: today, why: '' };
  const [entry, setEntry] = useState(empty);
  const fresh = useFresh(LeaveRequestsDocument, {}, { every: 30_000 });
  const ask = async () => {
    if (!entry.pupil) return 'Choose a child.';
    const sent = await send(RequestLeaveDocument, { input: entry });
    const wrong = sent.problem ?? problemsOf(sent.data.requestLeave);
    if (!wrong) setEntry(empty);
    fresh.refresh();
    return wrong;
  };
  return (
    <section aria-labelledby="leave">
      <h2 className="govuk-heading-m" id="leave">
        Requests for leave in term time
      </h2>
      {may.includes('WorkAtUnit') && (
        <SmallForm title="Ask for leave" button="Ask" saved="The team has your request." run={ask}>
          <ChildChoice id="leave-child" value={entry.pupil} onChange={(pupil) => setEntry({ ...entry, pupil })} />
          <div className="app-fields">
            <Field id="leave-first" label="First day" type="date" required value={entry.firstDay} onChange={(firstDay) => setEntry({ ...entry, firstDay })} />
            <Field id="leave-last" label="Last day" type="date" required value={entry.lastDay} onChange={(lastDay) => setEntry({ ...entry, lastDay })} />
          </div>
          <TextField id="leave-why" label="Why not in the holidays" maxLength={1000} value={entry.why} onChange={(why) => setEntry({ ...entry, why })} />
        </SmallForm>
      )}
      <Show fresh={fresh} what="requests">
        {({ leaveRequests: requests }) =>
          requests?.length ? (
            <ul className="govuk-list">
              {requests.map((request) => (
                <li key={request.id}>
                  <strong>
                    {request.pupil.givenName} {request.pupil.familyName}
                  </strong>
                  , {longDate(request.firstDay)} to {longDate(request.lastDay)}: {request.why}.{' '}
                  {request.halfDays !== null && `It costs ${count(request.halfDays, 'half-day')} of school. `}
                  {request.agreed === null ? (
                    may.includes('WorkOnCare') ? (
                      <Reply request={request} refresh={fresh.refresh} />
                    ) : (
                      'Not answered yet.'
                    )
                  ) : (
                    <>
                      <strong className={`govuk-tag govuk-tag--${request.agreed ? 'green' : 'red'}`}>{request.agreed ? 'Agreed' : 'Refused'}</strong>{' '}
                      {request.note}
                    </>
                  )}
                </li>
              ))}
            </ul>
          ) : (
            <Empty at={fresh.at}>Nobody has asked for leave.</Empty>
          )
        }
      </Show>
    </section>
  );
}

function Reply({ request, refresh }: { request: Leave; refresh: () => void }) {
  const { send } = useSend();
  const [answer, setAnswer] = useState<'no' | 'yes'>('no');
  const [note, setNote] = useState('');
  const reply = async () => {
    const sent = await send(AnswerLeaveDocument, { id: request.id, agreed: answer === 'yes', note });
    refresh();
    return sent.problem ?? problemsOf(sent.data.answerLeave);
  };
  return (
    <SmallForm title="Answer" button="Answer it" saved="It is answered." run={reply}>
      <Select id={`answer-${request.id}`} label="Answer" value={answer} onChange={setAnswer} options={{ no: 'Refused', yes: 'Agreed' }} />
      <Field id={`answer-note-${request.id}`} label="Why" required maxLength={500} value={note} onChange={setNote} />
    </SmallForm>
  );
}
