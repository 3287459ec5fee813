import { describe, expect, it } from 'vitest';
import { readCsv } from './csv';

const upn = 'F355200715000';

describe('a file of marks', () => {
  it('is read with any order of columns, line ends, quotes and a byte order mark', () => {
    const { rows, problem } = readCsv(`\uFEFFcode,reason,UPN\r\nI,"a parent rang, ""ill""",${upn.toLowerCase()}\n`);
    expect(problem).toBeNull();
    expect(rows).toEqual([{ line: 2, upn, code: 'I', minutesLate: null, reason: 'a parent rang, "ill"', problem: null }]);
  });

  it('names each wrong row by its line', () => {
    const { rows } = readCsv(`upn,code,minutesLate\n${upn},/,\nX1,/,\n${upn},O,\nF355200715001,,\nF355200715002,L,soon\nF355200715003\n`);
    expect(rows.map((row) => [row.line, row.problem])).toEqual([
      [2, null],
      [3, 'This is no UPN: a letter and twelve characters'],
      [4, 'The UPN stands in row 2 already'],
      [5, 'The code is missing'],
      [6, 'Minutes late are a number from 0 to 1440'],
      [7, 'The row has 1 fields, the header 3'],
    ]);
  });

  it('is refused as a whole when it cannot be understood', () => {
    expect(readCsv('').problem).toBe('The file is empty.');
    expect(readCsv('upn,mark\n').problem).toContain('“mark” is not known');
    expect(readCsv('upn\nF355200715000\n').problem).toBe('The header needs the columns upn and code.');
    expect(readCsv('upn,code\n"F355,/\n').problem).toContain('never closed');
    expect(readCsv('upn,code\n').problem).toBe('The file has no rows.');
  });

  it('keeps a stroke that leans either way', () => {
    expect(readCsv(`upn,code\n${upn},\\\n`).rows[0]!.code).toBe('\\');
  });
});
