import { useFresh } from '../fresh';
import { LookedAfterBoardDocument } from '../gql/graphql';
import { Select } from '../ui/Select';

/** The looked-after children in scope today, by id. */
export function useChildren(): Record<string, string> {
  const { data } = useFresh(LookedAfterBoardDocument, {}, { every: 60_000 });
  const children = data?.lookedAfterBoard?.children ?? [];
  return Object.fromEntries(children.map(({ pupil }) => [pupil.id, `${pupil.givenName} ${pupil.familyName}`]));
}

/** A choice of one of them; nothing is chosen at first. */
export function ChildChoice({ id, value, onChange }: { id: string; value: string; onChange: (value: string) => void }) {
  return <Select id={id} label="Child" value={value} onChange={onChange} options={{ '': 'Choose a child', ...useChildren() }} />;
}
