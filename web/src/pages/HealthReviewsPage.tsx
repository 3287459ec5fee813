import { useState } from 'react';
import { Link } from 'wouter';
import { SendForm } from '../cases/SendForm';
import { useFresh } from '../fresh';
import { longDate, moment } from '../format';
import { AskHealthReviewDocument, HealthReviewsDocument, type HealthReviewsQuery, PartnerDirectoryDocument, RecordHealthReviewDocument } from '../gql/graphql';
import { Back } from '../lookedafter/Back';
import { useSession } from '../session';
import { Field, Opening, TextField } from '../ui/Field';
import { Select } from '../ui/Select';
import { Empty, Show } from '../ui/states';
import { useTitle } from '../ui/title';

type Line = NonNullable<HealthReviewsQuery['healthReviews']>[number];

/** Which looked-after children's health was reviewed in its year, and which is overdue. */
export function HealthReviewsPage() {
  useTitle('Health reviews');
  const { may } = useSession();
  const fresh = useFresh(HealthReviewsDocument, {}, { every: 60_000 });
  return (
    <>
      <Back />
      <h1 className="govuk-heading-l">Health reviews of looked-after children</h1>
      <p className="govuk-body">The first is due within 28 days; then every twelve months, and every six under five years.</p>
      <Show fresh={fresh} what="reviews">
        {({ healthReviews }) =>
          healthReviews?.length ? (
            healthReviews.map((line) => <Review key={line.pupil.id} line={line} works={may.includes('WorkOnCare')} done={fresh.refresh} />)
          ) : (
            <Empty at={fresh.at}>No looked-after child is in your scope.</Empty>
          )
        }
      </Show>
    </>
  );
}

function Review({ line, works, done }: { line: Line; works: boolean; done: () => void }) {
  const { today } = useSession();
  const directory = useFresh(PartnerDirectoryDocument, {}, { every: 0 });
  const [heldOn, setHeldOn] = useState(today);
  const [findings, setFindings] = useState('');
  const [to, setTo] = useState('');
  const pupil = line.pupil.id;
  return (
    <div className="app-panel">
      <h2 className="govuk-heading-s">
        <Link className="govuk-link" href={`/pupils/${pupil}`}>
          {line.pupil.givenName} {line.pupil.familyName}
        </Link>
        {line.school && `, ${line.school}`}
      </h2>
      <p className="govuk-body">
        Due {longDate(line.dueOn)} {line.overdue && <strong className="govuk-tag govuk-tag--red">Overdue</strong>} In care since {longDate(line.since)}.{' '}
        {line.lastHeldOn ? `Last held ${longDate(line.lastHeldOn)}${line.referredTo ? `, referred to ${line.referredTo}` : ''}: ${line.findings ?? 'the words were erased'}` : 'Never held.'}{' '}
        {line.askedAt && `School nursing was asked ${moment(line.askedAt)}.`}
      </p>
      {works && !line.askedAt && (
        <SendForm label={`Ask for ${line.pupil.givenName}`} button="Ask school nursing for it" saved="Asked." document={AskHealthReviewDocument} variables={() => ({ pupil })} done={done} />
      )}
      {works && (
        <Opening title="Record that it was held">
          <SendForm
            label="Review of health"
            button="Record"
            saved="Recorded."
            document={RecordHealthReviewDocument}
            variables={() => ({ input: { pupil, heldOn, findings, ...(to && { referredTo: to }) } })}
            done={done}
          >
            <Field id={`held-${pupil}`} label="When it was" type="date" required max={today} value={heldOn} onChange={setHeldOn} />
            <TextField id={`findings-${pupil}`} label="What was found" maxLength={4000} value={findings} onChange={setFindings} />
            <Select
              id={`referred-${pupil}`}
              label="Referred to"
              value={to}
              onChange={setTo}
              options={{ '': 'Nobody', ...Object.fromEntries((directory.data?.agencies ?? []).filter((each) => each.kind !== 'FAMILY').map((each) => [each.id, each.name])) }}
            />
          </SendForm>
        </Opening>
      )}
    </div>
  );
}
