import { useFresh } from '../fresh';
import { LookedAfterAtSchoolDocument } from '../gql/graphql';
import { ToldTable } from '../lookedafter/ToldTable';
import { Empty, Show } from '../ui/states';
import { useTitle } from '../ui/title';

/** The looked-after children of a school, as far as the school was told: for its designated teacher. */
export function LookedAfterAtSchoolPage({ laestab }: { laestab: string }) {
  useTitle('Looked-after children at school');
  const fresh = useFresh(LookedAfterAtSchoolDocument, { school: laestab }, { every: 30_000 });
  return (
    <>
      <h1 className="govuk-heading-l">Looked-after children at school</h1>
      <p className="govuk-body">Those of whom the looked-after team told the school. Speak with the social worker before you speak with others.</p>
      <Show fresh={fresh} what="children">
        {({ lookedAfterAtSchool: lines }) =>
          lines?.length ? <ToldTable lines={lines} school /> : <Empty at={fresh.at}>The school was not told of a looked-after child.</Empty>
        }
      </Show>
    </>
  );
}
