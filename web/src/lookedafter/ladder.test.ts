import { expect, it } from 'vitest';
import { progressText, rungOf } from './ladder';

const at = (missed: number) => ({ daysMissed: missed, daysToTen: Math.max(0, 10 - missed), daysToTwentyFive: Math.max(0, 25 - missed) });

it('puts a child where its duty is, at the boundaries', () => {
  expect([7.5, 8, 9.5, 10, 21.5, 22, 24.5, 25].map((missed) => rungOf(at(missed)))).toEqual([
    'below',
    'near-ten',
    'near-ten',
    'ten',
    'ten',
    'near-twenty-five',
    'near-twenty-five',
    'twenty-five',
  ]);
});

it('says how far it is to the next duty', () => {
  expect(progressText(at(9.5))).toBe('9.5 of 10 days, half a day left');
  expect(progressText(at(9))).toBe('9 of 10 days, 1 day left');
  expect(progressText(at(10))).toBe('10 of 25 days, 15 days left');
  expect(progressText(at(26))).toBe('26 days: the 25th day is reached');
});
