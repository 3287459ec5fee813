import { useFresh } from '../fresh';
import { longDate } from '../format';
import { PupilYouthWorkDocument, type PupilYouthWorkQuery } from '../gql/graphql';
import { Breaches } from './Orders';
import { Placement } from './Placements';
import { Release } from './Releases';
import { riskFactor } from './names';

type Work = NonNullable<NonNullable<PupilYouthWorkQuery['pupil']>['youthOffending']>;

/** What the youth offending service does with a child, as far as the reader may know of it; nothing when there is nothing. */
export function PupilYouthWork({ id }: { id: string }) {
  const fresh = useFresh(PupilYouthWorkDocument, { id }, { every: 60_000 });
  const work = fresh.data?.pupil?.youthOffending;
  if (!work || !isAny(work)) return null;
  return (
    <section aria-labelledby="youth-work">
      <h2 className="govuk-heading-m" id="youth-work">
        Work of the youth offending service
      </h2>
      {work.educationFactors.map((each) => (
        <p className="govuk-body" key={each.assessedOn + each.factors.join()}>
          Assessed {longDate(each.assessedOn)}: {each.factors.map((factor) => riskFactor[factor]).join(', ')}. {each.attendance}
        </p>
      ))}
      {work.conditions?.map((each) => (
        <div className="app-panel" key={each.condition}>
          <p className="govuk-body">{each.condition}.</p>
          <Breaches breaches={each.breaches} />
        </div>
      ))}
      {work.screenings?.map((each) => (
        <p className="govuk-body" key={each.id}>
          To be screened for risk factors by {longDate(each.dueOn)}
          {each.doneOn ? `, done ${longDate(each.doneOn)}: ${each.outcome ?? ''}` : each.overdue ? ' (overdue)' : ''}.
        </p>
      ))}
      {work.releases?.map((each) => (
        <div className="app-panel" key={each.id}>
          <Release release={each} />
        </div>
      ))}
      {work.placements.map((each) => (
        <div className="app-panel" key={each.id}>
          <Placement placement={each} />
        </div>
      ))}
    </section>
  );
}

function isAny(work: Work): boolean {
  return [work.educationFactors, work.conditions, work.screenings, work.releases, work.placements].some((each) => (each?.length ?? 0) > 0);
}
