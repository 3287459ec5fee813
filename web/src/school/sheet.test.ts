import { describe, expect, it } from 'vitest';
import { entriesOf, isCorrection, marksOf, normal, problemOf, type SheetLine } from './sheet';

const codes = new Set(['/', '\\', 'L', 'U', 'I', 'O', 'C1']);
const ann: SheetLine = { id: '1', upn: 'F355200715000', givenName: 'Ann', familyName: 'Archer' };
const bob: SheetLine = { id: '2', upn: 'F355200715001', givenName: 'Bob', familyName: 'Baker', code: 'L', minutesLate: 5 };

describe('a register by hand', () => {
  it('has everyone present by default and keeps marks that are in force', () => {
    expect(entriesOf([ann, bob], 'PM')).toEqual({ '1': { code: '\\', minutes: '' }, '2': { code: 'L', minutes: '5' } });
  });

  it('takes either stroke, an empty field and lower case for what they mean', () => {
    expect(['/', '\\', '', ' i ', 'c1'].map((code) => normal(code, 'AM'))).toEqual(['/', '/', '/', 'I', 'C1']);
  });

  it('posts new marks, and a changed one with its reason; what stands unchanged is not sent', () => {
    const entries = { '1': { code: 'o', minutes: '' }, '2': { code: 'L', minutes: '5' } };
    expect(marksOf([ann, bob], entries, 'AM', 'phoned')).toEqual([{ upn: ann.upn, code: 'O' }]);
    expect(marksOf([ann, bob], { ...entries, '2': { code: 'u', minutes: '40' } }, 'AM', 'phoned')).toEqual([
      { upn: ann.upn, code: 'O' },
      { upn: bob.upn, code: 'U', minutesLate: 40, reason: 'phoned' },
    ]);
    expect(isCorrection(ann, entries['1'], 'AM')).toBe(false);
  });

  it('says what is wrong with an entry', () => {
    expect(problemOf({ code: 'Q9', minutes: '' }, 'AM', codes)).toBe('Q9 is no register code');
    expect(problemOf({ code: 'I', minutes: '5' }, 'AM', codes)).toBe('Minutes late go with L or U only');
    expect(problemOf({ code: 'L', minutes: 'x' }, 'AM', codes)).toBe('Minutes late are a number from 0 to 1440');
    expect(problemOf({ code: '', minutes: '' }, 'AM', codes)).toBeNull();
  });
});
