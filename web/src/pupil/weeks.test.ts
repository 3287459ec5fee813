import { describe, expect, it } from 'vitest';
import { cellOf, type CellMark, codesOf, patternOf, weeksOf } from './weeks';

const mark = (date: string, half: 'AM' | 'PM', code: string, countsAs: CellMark['countsAs'], more: Partial<CellMark> = {}): CellMark => ({
  date,
  half,
  school: '3552007',
  code,
  countsAs,
  counted: true,
  history: [{ code, effective: true }],
  ...more,
});

describe('a cell', () => {
  it('without a mark is missing only where the school was open and the child on roll', () => {
    expect(cellOf('2006-10-09', 'AM', [], true, true).kind).toBe('missing');
    expect(cellOf('2006-10-09', 'AM', [], false, true).kind).toBe('closed');
    expect(cellOf('2006-10-09', 'AM', [], null, true).kind).toBe('closed');
    expect(cellOf('2006-10-09', 'AM', [], true, false).kind).toBe('off-roll');
  });

  it('shows the better of two schools’ marks, and never one that does not count before one that does', () => {
    const absent = mark('2006-10-09', 'AM', 'O', 'UNAUTHORISED');
    const present = mark('2006-10-09', 'AM', '/', 'PRESENT', { school: '3554001' });
    expect(cellOf('2006-10-09', 'AM', [absent, present], true, true).letter).toBe('/');
    expect(cellOf('2006-10-09', 'AM', [absent, { ...present, counted: false }], true, true).letter).toBe('O');
  });

  it('has a dot when a mark in force took the place of another, not when a stale one came', () => {
    const two = [
      { code: 'N', effective: true },
      { code: 'I', effective: true },
    ];
    expect(cellOf('2006-10-09', 'AM', [mark('2006-10-09', 'AM', 'I', 'AUTHORISED', { history: two })], true, true).corrected).toBe(true);
    const stale = [two[0]!, { code: 'I', effective: false }];
    expect(cellOf('2006-10-09', 'AM', [mark('2006-10-09', 'AM', 'N', 'UNAUTHORISED', { history: stale })], true, true).corrected).toBe(false);
  });

  it('shows the class where the role is not shown codes', () => {
    expect(cellOf('2006-10-09', 'AM', [mark('2006-10-09', 'AM', '', 'AUTHORISED', { code: null })], true, true).letter).toBe('A');
  });
});

describe('weeks', () => {
  const marks = [
    mark('2006-10-02', 'AM', '/', 'PRESENT'),
    mark('2006-10-02', 'PM', 'O', 'UNAUTHORISED'),
    mark('2006-10-09', 'AM', 'I', 'AUTHORISED'),
    mark('2006-10-09', 'PM', 'Y', 'NOT_POSSIBLE'),
  ];
  const weeks = weeksOf(marks, '2006-09-25', '2006-10-09', () => null, () => true);

  it('come newest first and begin with the first that has a mark', () => {
    expect(weeks.map((week) => week.monday)).toEqual(['2006-10-09', '2006-10-02']);
  });

  it('count missed of possible half-days', () => {
    expect(weeks.map((week) => [week.missed, week.possible])).toEqual([
      [1, 1],
      [1, 2],
    ]);
  });

  it('say how often each code stands and on which half-days were missed', () => {
    expect(codesOf(weeks).map((entry) => entry.code)).toEqual(['/', 'I', 'O', 'Y']);
    expect(patternOf(weeks)).toEqual([1, 1, 0, 0, 0, 0, 0, 0, 0, 0]);
  });
});
