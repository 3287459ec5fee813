import { useState } from 'react';
import { Link } from 'wouter';
import { SendForm } from '../cases/SendForm';
import { useFresh } from '../fresh';
import { longDate, sessionName } from '../format';
import { AnswerEnquiryDocument, EnquiriesDocument, type EnquiriesQuery } from '../gql/graphql';
import { useSession } from '../session';
import { Opening, TextField } from '../ui/Field';
import { Empty, Show } from '../ui/states';

type Enquiry = EnquiriesQuery['enquiries'][number];

/** Questions about marks, flags and figures that one asked or answers. */
export function Enquiries() {
  const [answered, setAnswered] = useState(false);
  const fresh = useFresh(EnquiriesDocument, { answered }, { every: 30_000 });
  return (
    <section aria-labelledby="enquiries">
      <h2 className="govuk-heading-m" id="enquiries">
        Enquiries
      </h2>
      <p className="govuk-body">
        <button type="button" className="app-link-button" onClick={() => setAnswered(!answered)}>
          {answered ? 'Show open enquiries' : 'Show answered enquiries'}
        </button>
      </p>
      <Show fresh={fresh} what="enquiries">
        {({ enquiries }) =>
          enquiries.length === 0 ? (
            <Empty at={fresh.at}>{answered ? 'None was answered.' : 'None is open.'}</Empty>
          ) : (
            enquiries.map((each) => <One key={each.id} each={each} done={fresh.refresh} />)
          )
        }
      </Show>
    </section>
  );
}

function One({ each, done }: { each: Enquiry; done: () => void }) {
  const { may, schools } = useSession();
  const [answer, setAnswer] = useState('');
  const mine = each.owner === 'SCHOOL' ? each.school !== null && schools.includes(each.school) : may.includes('DismissFlag');
  const what =
    each.date && each.half
      ? `Mark of ${sessionName({ date: each.date, half: each.half })}`
      : each.rule
        ? `Flag ${each.rule}`
        : `Figure of school ${each.school}: ${each.figure}`;
  return (
    <article className="app-card">
      <h3 className="govuk-heading-s">
        {what}{' '}
        {each.pupil && (
          <Link className="govuk-link" href={`/pupils/${each.pupil}`}>
            {each.pupilName ?? 'a child'}
          </Link>
        )}{' '}
        {each.overdue && <strong className="govuk-tag govuk-tag--red">Overdue since {longDate(each.dueOn)}</strong>}
      </h3>
      <p className="govuk-body app-note">{each.question}</p>
      <p className="app-quiet">
        Asked by {each.askedBy} on {longDate(each.askedOn)}; {each.owner === 'SCHOOL' ? 'the school' : 'the locality team'} answers by {longDate(each.dueOn)}.
      </p>
      {each.answer && (
        <p className="govuk-body app-note">
          {each.answeredBy}: {each.answer}
          {each.correction && ` The mark was corrected${each.correction.after ? ` from ${each.correction.before ?? 'none'} to ${each.correction.after}` : ''}.`}
        </p>
      )}
      {!each.answer && mine && (
        <Opening title="Answer">
          <SendForm
            label={`Answer: ${what}`}
            button="Send the answer"
            saved="Answered."
            document={AnswerEnquiryDocument}
            variables={() => ({ input: { id: each.id, answer } })}
            done={done}
          >
            <TextField
              id={`enquiry-${each.id}`}
              label="Answer"
              hint="Correct the mark first where it is wrong: the answer names the correction"
              maxLength={2000}
              value={answer}
              onChange={setAnswer}
            />
          </SendForm>
        </Opening>
      )}
    </article>
  );
}
