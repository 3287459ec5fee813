import { useState } from 'react';
import { Link } from 'wouter';
import { SendForm } from '../cases/SendForm';
import { useFresh } from '../fresh';
import { count, longDate, moment } from '../format';
import { SaveAgreementDocument, SaveReferralTermsDocument, SchoolTogetherDocument, type SchoolTogetherQuery, SignAgreementDocument } from '../gql/graphql';
import { Training } from '../health/Training';
import { useSession } from '../session';
import { Field, Opening, TextField } from '../ui/Field';
import { Heads } from '../ui/Heads';
import { Show } from '../ui/states';
import { useTitle } from '../ui/title';

type School = NonNullable<SchoolTogetherQuery['school']>;

/** What a school and the authority agreed with each other: who the officer is, roles, referrals, hours of support. */
export function SchoolTogetherPage({ laestab }: { laestab: string }) {
  useTitle('School and authority');
  const { schools } = useSession();
  const fresh = useFresh(SchoolTogetherDocument, { laestab }, { every: 60_000 });
  return (
    <>
      <h1 className="govuk-heading-l">School and authority</h1>
      <Show fresh={fresh} what="school">
        {({ school }) =>
          school && (
            <>
              <p className="govuk-body">
                {school.name}.{' '}
                <Link className="govuk-link" href="/library">
                  Guidance and procedures
                </Link>
              </p>
              <Officer officer={school.namedOfficer} />
              <Agreement school={school} done={fresh.refresh} />
              <Terms school={school} done={fresh.refresh} />
              <Hours hours={school.supportHours} />
              {schools.includes(laestab) && <Training school={laestab} />}
            </>
          )
        }
      </Show>
    </>
  );
}

function Officer({ officer }: { officer: School['namedOfficer'] }) {
  return (
    <>
      <h2 className="govuk-heading-m">Named officer</h2>
      {officer ? (
        <p className="govuk-body">
          <strong>{officer.name}</strong>, {officer.email}, since {longDate(officer.from)}
          {officer.until && ` until ${longDate(officer.until)}`}.
          {officer.coveredBy.map((cover) => (
            <span key={cover.id}>
              {' '}
              {cover.name} stands in from {longDate(cover.from)} until {longDate(cover.until)}.
            </span>
          ))}
        </p>
      ) : (
        <p className="govuk-body">Nobody is named, or your role is not shown who.</p>
      )}
    </>
  );
}

function Agreement({ school, done }: { school: School; done: () => void }) {
  const { may } = useSession();
  const agreed = school.agreement;
  const [body, setBody] = useState('');
  const [reviewOn, setReviewOn] = useState('');
  return (
    <>
      <h2 className="govuk-heading-m">What the school’s role is</h2>
      {agreed ? (
        <>
          <p className="govuk-body app-note">{agreed.body}</p>
          <p className="app-quiet">
            Version {agreed.version} of {moment(agreed.writtenAt)}, to be looked at again on {longDate(agreed.reviewOn)}.{' '}
            {agreed.signedAt ? `Signed by ${agreed.signedBy} on ${moment(agreed.signedAt)}.` : 'Not signed yet.'}
          </p>
          {!agreed.signedAt && may.includes('SignForSchool') && (
            <SendForm
              label="Sign the agreement"
              button="Sign for the school"
              saved="Signed."
              document={SignAgreementDocument}
              variables={() => ({ input: { school: school.laestab, version: agreed.version } })}
              done={done}
            />
          )}
        </>
      ) : (
        <p className="govuk-body">Nothing is agreed yet.</p>
      )}
      {may.includes('SetUpTeams') && (
        <Opening title="Write what was agreed">
          <SendForm
            label="Write the agreement"
            button="Save the agreement"
            saved="Saved. It waits for the head to sign."
            document={SaveAgreementDocument}
            variables={() => ({ input: { school: school.laestab, body, reviewOn } })}
            done={done}
          >
            <TextField id="agreement-body" label="What the school does" maxLength={8000} rows={6} value={body} onChange={setBody} />
            <Field id="agreement-review" label="Look at it again on" type="date" value={reviewOn} onChange={setReviewOn} />
          </SendForm>
        </Opening>
      )}
    </>
  );
}

function Terms({ school, done }: { school: School; done: () => void }) {
  const { may } = useSession();
  const terms = school.referralTerms;
  const [missed, setMissed] = useState(String(terms.leastMissed));
  const [review, setReview] = useState(String(terms.reviewWeeks));
  const [evaluation, setEvaluation] = useState(String(terms.evaluationWeeks));
  return (
    <>
      <h2 className="govuk-heading-m">Referrals</h2>
      <p className="govuk-body">
        The school may refer a child who has missed {count(terms.leastMissed, 'half-day')} this school year, or has an open flag that asks for action, and says what it
        has tried itself. Plans are reviewed after {count(terms.reviewWeeks, 'school week')}; a referral is evaluated after {count(terms.evaluationWeeks, 'school week')}.
      </p>
      <p className="app-quiet">{terms.since ? `Agreed on ${moment(terms.since)}, written by ${terms.by}.` : 'These are the authority’s own: nothing else was agreed.'}</p>
      {may.includes('SetUpTeams') && (
        <Opening title="Agree other terms">
          <SendForm
            label="Agree other terms"
            button="Save the terms"
            saved="Saved."
            document={SaveReferralTermsDocument}
            variables={() => ({
              input: { school: school.laestab, leastMissed: Number(missed), reviewWeeks: Number(review), evaluationWeeks: Number(evaluation) },
            })}
            done={done}
          >
            <div className="app-fields">
              <Field id="terms-missed" label="Half-days missed" type="number" min={0} max={100} value={missed} onChange={setMissed} />
              <Field id="terms-review" label="Weeks to the first review" type="number" min={1} max={26} value={review} onChange={setReview} />
              <Field id="terms-evaluation" label="Weeks to the evaluation" type="number" min={1} max={52} value={evaluation} onChange={setEvaluation} />
            </div>
          </SendForm>
        </Opening>
      )}
    </>
  );
}

function Hours({ hours }: { hours: School['supportHours'] }) {
  return (
    <>
      <h2 className="govuk-heading-m">Hours of support</h2>
      {hours ? (
        <>
          <p className="govuk-body">
            <strong>{hours.hours} hours a week</strong> of the authority’s {hours.totalHours}, published on {moment(hours.publishedAt)}. With today’s figures it would be{' '}
            {hours.hoursNow}.
          </p>
          <table className="govuk-table app-table app-table--cards">
            <caption className="govuk-table__caption govuk-table__caption--s">What they are computed from: the school’s share of each, by its weight</caption>
            <Heads titles={['What counts', 'Weight', 'When published', 'Today']} />
            <tbody>
              {[
                { title: 'Children on roll', weight: hours.rollWeight, then: hours.inputs.roll, now: hours.inputsNow.roll },
                { title: 'Half-days missed this school year', weight: hours.missedWeight, then: hours.inputs.missed, now: hours.inputsNow.missed },
                { title: 'Children with an open flag of concern or action', weight: hours.needWeight, then: hours.inputs.need, now: hours.inputsNow.need },
              ].map((row) => (
                <tr key={row.title}>
                  <th scope="row" className="govuk-table__header">
                    {row.title}
                  </th>
                  <td className="govuk-table__cell" data-label="Weight">
                    {row.weight}
                  </td>
                  <td className="govuk-table__cell" data-label="When published">
                    {row.then}
                  </td>
                  <td className="govuk-table__cell" data-label="Today">
                    {row.now}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </>
      ) : (
        <p className="govuk-body">No hours were published yet.</p>
      )}
    </>
  );
}
