import { useState } from 'react';
import { Link } from 'wouter';
import { SendForm } from '../cases/SendForm';
import { useFresh } from '../fresh';
import { longDate, moment } from '../format';
import { HealthChildrenDocument, type HealthChildrenQuery, RecordHealthReviewDocument } from '../gql/graphql';
import { CarePlans } from '../health/CarePlans';
import { FamilyActions } from '../health/FamilyActions';
import { Training } from '../health/Training';
import { useSession } from '../session';
import { Field, Opening, TextField } from '../ui/Field';
import { Empty, Show } from '../ui/states';
import { useTitle } from '../ui/title';

type Child = HealthChildrenQuery['healthChildren'][number];

/** School nursing's day: the children who are shared, figures of illness, training. */
export function HealthPage() {
  useTitle('School nursing');
  const fresh = useFresh(HealthChildrenDocument, {}, { every: 60_000 });
  return (
    <>
      <h1 className="govuk-heading-l">School nursing</h1>
      <p className="govuk-body">
        <Link className="govuk-link" href="/school-nursing/absence">
          Absence for health by school, age and area
        </Link>
        . Meetings are under{' '}
        <Link className="govuk-link" href="/agency-meetings">
          Meetings of agencies
        </Link>
        ; a concern is raised from{' '}
        <Link className="govuk-link" href="/referrals">
          Referrals
        </Link>
        .
      </p>
      <h2 className="govuk-heading-m">Children</h2>
      <Show fresh={fresh} what="children">
        {({ healthChildren }) =>
          healthChildren.length === 0 ? (
            <Empty at={fresh.at}>No agreement shares a child with school nursing, or you do not work for it.</Empty>
          ) : (
            healthChildren.map((child) => <Panel key={child.agreement + child.child} child={child} done={fresh.refresh} />)
          )
        }
      </Show>
      <Training school={null} />
    </>
  );
}

function Panel({ child, done }: { child: Child; done: () => void }) {
  const who = { agreement: child.agreement, child: child.child };
  return (
    <div className="app-panel">
      <h3 className="govuk-heading-s">
        {[child.givenName ?? `Child ${child.child.slice(0, 6)}`, child.familyName].filter(Boolean).join(' ')}
        {child.schoolName && `, ${child.schoolName}`}
      </h3>
      <CarePlans who={who} plans={child.carePlans} done={done} />
      {child.reviewAskedAt && (
        <>
          <p className="govuk-body">
            <strong className="govuk-tag govuk-tag--orange">Review asked for</strong> The looked-after team asked for the review of the child’s health, {moment(child.reviewAskedAt)}.
          </p>
          <Review child={child} done={done} />
        </>
      )}
      <FamilyActions who={who} records={child.familyActions} writes done={done} />
    </div>
  );
}

function Review({ child, done }: { child: Child; done: () => void }) {
  const { today } = useSession();
  const [heldOn, setHeldOn] = useState(today);
  const [findings, setFindings] = useState('');
  const key = child.child.slice(0, 12);
  return (
    <Opening title="Record the review">
      <SendForm
        label="Review of health"
        button="Record"
        saved={`Recorded for ${longDate(heldOn)}.`}
        document={RecordHealthReviewDocument}
        variables={() => ({ input: { agreement: child.agreement, child: child.child, heldOn, findings } })}
        done={done}
      >
        <Field id={`held-${key}`} label="When it was" type="date" required max={today} value={heldOn} onChange={setHeldOn} />
        <TextField id={`findings-${key}`} label="What was found" maxLength={4000} value={findings} onChange={setFindings} />
      </SendForm>
    </Opening>
  );
}
