import { expect, test } from 'vitest';
import { listOf, missedWords, years } from './words';

test('half-days are told with what they are of', () => {
  expect(missedWords({ possible: 40, authorised: 2, unauthorised: 10 })).toBe('12 of 40 half-days missed (30.0%)');
  expect(missedWords({ possible: 0, authorised: 0, unauthorised: 0 })).toBe('no half-day');
});

test('a list by commas loses what is empty', () => {
  expect(listOf(' football, , music ')).toEqual(['football', 'music']);
  expect(listOf('')).toEqual([]);
});

test('years are told as schools do', () => {
  expect(years(0, 6)).toBe('Years R to 6');
  expect(years(9, 9)).toBe('Year 9');
});
