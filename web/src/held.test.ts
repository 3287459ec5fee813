import { expect, it } from 'vitest';
import { differences } from './held';

const id = (row: { id: string; marks: number }) => row.id;

it('counts rows that came, went or changed, and not rows that only moved', () => {
  const before = [
    { id: 'a', marks: 1 },
    { id: 'b', marks: 2 },
    { id: 'c', marks: 3 },
  ];
  const after = [
    { id: 'c', marks: 3 },
    { id: 'b', marks: 9 },
    { id: 'd', marks: 4 },
  ];
  expect([...differences(before, after, id)].toSorted()).toEqual(['a', 'b', 'd']);
  expect(differences(before, before.toReversed(), id).size).toBe(0);
});
