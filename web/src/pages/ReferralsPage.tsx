import { Link, useSearchParams } from 'wouter';
import { useFresh } from '../fresh';
import { AgencyReferralsDocument, OwnReferralsDocument } from '../gql/graphql';
import { ReferralCard } from '../partners/ReferralCard';
import { useSession } from '../session';
import { Choice } from '../ui/Choice';
import { Empty, Show } from '../ui/states';
import { useTitle } from '../ui/title';

/** Referrals between the authority and agencies, what waits longest for an answer first. */
export function ReferralsPage() {
  useTitle('Referrals');
  const { may } = useSession();
  return (
    <>
      <h1 className="govuk-heading-l">Referrals</h1>
      <p className="govuk-body">
        <Link className="govuk-link" href="/agency-meetings">
          Meetings of agencies
        </Link>
      </p>
      {may.includes('ReadCase') ? <Authority /> : <Partner />}
    </>
  );
}

function Authority() {
  const { may } = useSession();
  const [parameters, setParameters] = useSearchParams();
  const overdue = parameters.get('show') === 'overdue';
  const fresh = useFresh(AgencyReferralsDocument, { overdue }, { every: 15_000 });
  return (
    <>
      <form className="app-filters" onSubmit={(event) => event.preventDefault()} aria-label="Filter">
        <Choice name="show" label="Show" value={overdue ? 'overdue' : ''} onChange={(value) => setParameters(value ? { show: value } : {}, { replace: true })}>
          <option value="">All</option>
          <option value="overdue">Overdue answers</option>
        </Choice>
      </form>
      <Show fresh={fresh} what="referrals">
        {({ agencyReferrals }) =>
          agencyReferrals?.length ? (
            agencyReferrals.map((referral) => (
              <ReferralCard
                key={referral.id}
                id={referral.id}
                title={
                  <>
                    <Link className="govuk-link" href={`/cases/${referral.case}`}>
                      {referral.pupil.givenName} {referral.pupil.familyName}
                    </Link>
                    {referral.direction === 'TO_AGENCY' ? `, to ${referral.agency}` : `, by ${referral.agency}`}
                  </>
                }
                text={referral.text}
                mayAnswer={referral.direction === 'FROM_AGENCY' && may.includes('WorkCase')}
                done={fresh.refresh}
              />
            ))
          ) : (
            <Empty at={fresh.at}>No referral{overdue && ' is overdue'}.</Empty>
          )
        }
      </Show>
    </>
  );
}

function Partner() {
  const fresh = useFresh(OwnReferralsDocument, {}, { every: 15_000 });
  return (
    <Show fresh={fresh} what="referrals">
      {({ ownReferrals }) =>
        ownReferrals.length === 0 ? (
          <Empty at={fresh.at}>No referral to or from your agency.</Empty>
        ) : (
          ownReferrals.map((referral) => (
            <ReferralCard
              key={referral.id}
              id={referral.id}
              title={`Child ${referral.child.slice(0, 6)}, ${referral.direction === 'TO_AGENCY' ? `to ${referral.agency}` : 'to the authority'}`}
              text={referral.text}
              mayAnswer={referral.direction === 'TO_AGENCY'}
              done={fresh.refresh}
            />
          ))
        )
      }
    </Show>
  );
}
