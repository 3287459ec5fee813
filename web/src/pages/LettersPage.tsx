import { Letters } from '../enforcement/Letters';
import { useFresh } from '../fresh';
import { LettersOutboxDocument } from '../gql/graphql';
import { useSession } from '../session';
import { Empty, Show } from '../ui/states';
import { useTitle } from '../ui/title';

/** Letters that wait to be sent. */
export function LettersPage() {
  useTitle('Letters to send');
  const { may } = useSession();
  const fresh = useFresh(LettersOutboxDocument, {});
  return (
    <>
      <h1 className="govuk-heading-l">Letters to send</h1>
      <Show fresh={fresh} what="letters">
        {(data) =>
          data.lettersOutbox.length === 0 ? (
            <Empty at={fresh.at}>No letter waits.</Empty>
          ) : (
            <Letters letters={data.lettersOutbox} maySend={may.includes('Enforce')} done={fresh.refresh} toCase />
          )
        }
      </Show>
    </>
  );
}
