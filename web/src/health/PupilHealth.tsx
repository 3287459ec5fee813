import { useFresh } from '../fresh';
import { PupilHealthDocument } from '../gql/graphql';
import { useSession } from '../session';
import { CarePlans } from './CarePlans';
import { FamilyActions } from './FamilyActions';

/** A child's medical care plans, for its school, and records of family action, for who works on its case. */
export function PupilHealth({ id }: { id: string }) {
  const { may } = useSession();
  const fresh = useFresh(PupilHealthDocument, { id }, { every: 60_000 });
  const pupil = fresh.data?.pupil;
  if (!pupil) return null;
  return (
    <>
      {pupil.carePlans && (
        <section aria-labelledby="care-plans">
          <h2 className="govuk-heading-m" id="care-plans">
            Medical care plan
          </h2>
          <CarePlans who={{ pupil: id }} plans={pupil.carePlans} done={fresh.refresh} />
        </section>
      )}
      {pupil.familyActions && (
        <section aria-labelledby="family-action">
          <h2 className="govuk-heading-m" id="family-action">
            Family action
          </h2>
          <FamilyActions who={{ pupil: id }} records={pupil.familyActions} writes={may.includes('WorkCase')} done={fresh.refresh} />
        </section>
      )}
    </>
  );
}
