import { Link } from 'wouter';
import { useFresh } from '../fresh';
import { OwnAgenciesDocument, OwnSupportDocument } from '../gql/graphql';
import { LogWork } from '../support/LogWork';
import { OfferActivity } from '../support/OfferActivity';
import { StartSupport } from '../support/StartSupport';
import { SupportCard } from '../support/SupportCard';
import { Empty, Show } from '../ui/states';
import { useTitle } from '../ui/title';

/** What the caller's agencies do: with children, in groups, and without anybody's name. */
export function OwnWorkPage() {
  useTitle('Our work');
  const agencies = useFresh(OwnAgenciesDocument, {}, { every: 0 });
  const fresh = useFresh(OwnSupportDocument, {}, { every: 60_000 });
  return (
    <>
      <h1 className="govuk-heading-l">Our work</h1>
      <Show fresh={agencies} what="agencies">
        {({ ownAgencies }) =>
          ownAgencies.length === 0 ? (
            <Empty at={agencies.at}>You work for no agency today.</Empty>
          ) : (
            ownAgencies.map((agency) => (
              <section key={agency.id} aria-label={agency.name}>
                <p className="govuk-body">
                  {agency.name}:{' '}
                  <Link className="govuk-link" href={`/partners/${agency.id}`}>
                    what it answers for, and what came of it
                  </Link>{' '}
                  ·{' '}
                  <Link className="govuk-link" href="/activities">
                    Menu of activities
                  </Link>
                </p>
                <StartSupport agency={agency} done={fresh.refresh} />
                {agency.support.some((kind) => kind.id === 'activity') && <OfferActivity agency={agency.id} done={fresh.refresh} />}
                {agency.work.length > 0 && <LogWork agency={agency} />}
              </section>
            ))
          )
        }
      </Show>
      <Show fresh={fresh} what="work">
        {({ ownSupport }) =>
          ownSupport.length === 0 ? (
            <Empty at={fresh.at}>Nothing with a child was begun yet.</Empty>
          ) : (
            ownSupport.map((record) => <SupportCard key={record.id} record={record} done={fresh.refresh} />)
          )
        }
      </Show>
    </>
  );
}
