import { useState } from 'react';
import { useFresh } from '../fresh';
import { addDays, longDate } from '../format';
import { AskAgencyDocument, CaseStepsDocument, type CaseStepsQuery, ExplainStepDocument, type GoodPracticeStep, RecordAgencyAnswerDocument } from '../gql/graphql';
import { useSession } from '../session';
import { Field, Opening, TextField } from '../ui/Field';
import { Show } from '../ui/states';
import { stepName } from './names';
import { SendForm } from './SendForm';

type Steps = NonNullable<CaseStepsQuery['case']>;
type Missing = Steps['missingSteps'][number];
type Request = Steps['agencyRequests'][number];

/** What the child is entitled to and the case lacks, who works around the child, and what agencies owe. */
export function Steps({ id, open, changed }: { id: string; open: boolean; changed: () => void }) {
  const { may } = useSession();
  const works = open && may.includes('WorkCase');
  const fresh = useFresh(CaseStepsDocument, { id }, { every: 15_000 });
  const done = () => {
    fresh.refresh();
    changed();
  };
  return (
    <Show fresh={fresh} what="steps">
      {(data) => {
        const found = data.case;
        if (!found) return null;
        return (
          <>
            {open && (
              <>
                <h2 className="govuk-heading-m">What the case lacks</h2>
                {found.missingSteps.length === 0 ? (
                  <p className="govuk-body">Nothing: the child has every step of the good practice.</p>
                ) : (
                  <ul className="govuk-list govuk-list--spaced">
                    {found.missingSteps.map((each) => (
                      <Lacking key={each.step} id={id} each={each} works={works} done={done} />
                    ))}
                  </ul>
                )}
              </>
            )}
            <h2 className="govuk-heading-m">Team around the child</h2>
            {found.teamAround.length === 0 ? (
              <p className="govuk-body">Nobody yet.</p>
            ) : (
              <ul className="govuk-list">
                {found.teamAround.map((each) => (
                  <li key={each.who}>
                    <strong>{each.who}</strong>, {each.part}
                  </li>
                ))}
              </ul>
            )}
            {found.agencyRequests.map((each) => (
              <Asked key={each.number} id={id} each={each} works={works} done={done} />
            ))}
            {works && (
              <Opening title="Ask an agency">
                <Ask id={id} done={done} />
              </Opening>
            )}
          </>
        );
      }}
    </Show>
  );
}

function Lacking({ id, each, works, done }: { id: string; each: Missing; works: boolean; done: () => void }) {
  const { today } = useSession();
  const [reason, setReason] = useState('');
  const [on, setOn] = useState(addDays(today, 28));
  return (
    <li>
      <strong>{stepName[each.step]}</strong>. {each.why}
      {each.dueOn && <span className="app-quiet"> Due on {longDate(each.dueOn)}.</span>}
      {works && (
        <Opening title={`Explain: ${stepName[each.step]}`}>
          <SendForm
            label={`Explain ${stepName[each.step]}`}
            button="Save the reason"
            saved="Saved."
            document={ExplainStepDocument}
            variables={() => ({ input: { case: id, step: each.step, reason, lookAgainOn: on } })}
            done={done}
          >
            <TextField id={`explain-${each.step}`} label="Why it is not taken for now" maxLength={1000} value={reason} onChange={setReason} />
            <Field id={`explain-on-${each.step}`} label="Look at it again on" type="date" min={addDays(today, 1)} value={on} onChange={setOn} />
          </SendForm>
        </Opening>
      )}
    </li>
  );
}

function Asked({ id, each, works, done }: { id: string; each: Request; works: boolean; done: () => void }) {
  const [answer, setAnswer] = useState('');
  return (
    <section className="app-card">
      <h3 className="govuk-heading-s">
        {each.agency} {each.isOverdue && <strong className="govuk-tag govuk-tag--red">Overdue since {longDate(each.answerBy)}</strong>}
      </h3>
      <p className="govuk-body">{each.what}</p>
      <p className="app-quiet">
        Asked on {longDate(each.askedOn)}, to answer by {longDate(each.answerBy)}.
      </p>
      {each.answer && each.answeredOn && (
        <p className="govuk-body">
          Answer on {longDate(each.answeredOn)}: {each.answer}
        </p>
      )}
      {!each.answer && works && (
        <Opening title={`Write down the answer of ${each.agency}`}>
          <SendForm
            label={`Answer to request ${each.number}`}
            button="Save the answer"
            saved="Saved."
            document={RecordAgencyAnswerDocument}
            variables={() => ({ input: { case: id, number: each.number, answer } })}
            done={done}
          >
            <TextField id={`answer-${each.number}`} label="What it answered" maxLength={2000} value={answer} onChange={setAnswer} />
          </SendForm>
        </Opening>
      )}
    </section>
  );
}

function Ask({ id, done }: { id: string; done: () => void }) {
  const [agency, setAgency] = useState('');
  const [what, setWhat] = useState('');
  const [by, setBy] = useState('');
  return (
    <SendForm
      label="Ask an agency"
      button="Save the request"
      saved="Saved. The diary says when the answer is due."
      document={AskAgencyDocument}
      variables={() => ({ input: { case: id, agency, what, answerBy: by || null } })}
      done={done}
    >
      <Field id="agency" label="Agency" maxLength={200} value={agency} onChange={setAgency} />
      <TextField id="agency-what" label="What it is asked for" maxLength={2000} value={what} onChange={setWhat} />
      <Field id="agency-by" label="To answer by" hint="Left empty: in two school weeks" type="date" value={by} onChange={setBy} />
    </SendForm>
  );
}

/** The name of a step, for lists of many cases. */
export const missingNames = (missing: readonly { step: GoodPracticeStep; why: string }[]) => missing.map((each) => `${stepName[each.step]}: ${each.why}`);
