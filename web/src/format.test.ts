import { describe, expect, it } from 'vitest';
import { addDays, ageOn, clock, count, daysOf, instantOf, longDate, mondayOf, percent, schoolYearOf, sessionName, words, yearStart } from './format';

describe('dates', () => {
  it('are the calendar’s own, whatever zone the browser is in', () => {
    expect(longDate('2006-10-09')).toBe('9 October 2006');
    expect(sessionName({ date: '2006-10-09', half: 'AM' })).toBe('Mon 9 Oct, AM');
    expect(addDays('2006-10-28', 2)).toBe('2006-10-30');
  });

  it('are instants by England’s clock, summer and winter', () => {
    expect(instantOf('2006-10-09', '09:41')).toBe('2006-10-09T08:41:00.000Z');
    expect(instantOf('2006-12-09', '09:41')).toBe('2006-12-09T09:41:00.000Z');
    expect(instantOf('2006-03-26', '01:30')).toBeNull();
    expect(instantOf('2006-10-09', '')).toBeNull();
  });

  it('have the Monday of their week, Sunday belonging to the week before', () => {
    expect(mondayOf('2006-10-09')).toBe('2006-10-09');
    expect(mondayOf('2006-10-15')).toBe('2006-10-09');
  });

  it('belong to the school year that began on 1 August', () => {
    expect(schoolYearOf('2007-07-31')).toBe('2006/07');
    expect(schoolYearOf('2007-08-01')).toBe('2007/08');
    expect(schoolYearOf('1999-12-01')).toBe('1999/00');
    expect(yearStart('2007-02-01')).toBe('2006-08-01');
  });

  it('show England’s clock, an hour ahead of UTC in summer', () => {
    expect(clock('2006-07-03T08:05:00Z')).toBe('09:05');
    expect(clock('2006-12-04T08:05:00Z')).toBe('08:05');
  });
});

describe('numbers', () => {
  it('say what they count', () => {
    expect(count(1, 'half-day')).toBe('1 half-day');
    expect(count(1204, 'half-day')).toBe('1,204 half-days');
    expect(daysOf(27)).toBe('13.5 days');
    expect(daysOf(2)).toBe('1 day');
  });

  it('tell unknown from zero', () => {
    expect(percent(null)).toBe('not known');
    expect(percent(0)).toBe('0.0%');
    expect(percent(92.34999)).toBe('92.3%');
  });

  it('count completed years', () => {
    expect(ageOn('1996-10-10', '2006-10-09')).toBe(9);
    expect(ageOn('1996-10-09', '2006-10-09')).toBe(10);
  });

  it('read as words', () => {
    expect(words('missedRunning')).toBe('Missed running');
  });
});
