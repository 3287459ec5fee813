import { expect, it } from 'vitest';
import { slugOf } from './names';

it('makes a short name of a name', () => {
  expect(slugOf('New Deal (Ordsall)')).toBe('new-deal-ordsall');
  expect(slugOf('  & ')).toBe('');
  expect(slugOf('a'.repeat(39) + ' b')).toBe('a'.repeat(39));
});
