/** A child in a register that is taken by hand. */
export type SheetLine = {
  id: string;
  upn: string;
  givenName: string;
  familyName: string;
  group?: string | null;
  code?: string | null;
  minutesLate?: number | null;
};

/** What stands in the fields of a line. */
export type Entry = { code: string; minutes: string };

/** The code of a child who is present: a stroke one way in the morning and the other in the afternoon. */
export function presentCode(half: 'AM' | 'PM'): string {
  return half === 'AM' ? '/' : '\\';
}

/** Everyone present by default; a mark that is in force already stays what it is. */
export function entriesOf(lines: readonly SheetLine[], half: 'AM' | 'PM'): Record<string, Entry> {
  return Object.fromEntries(
    lines.map((line) => [line.id, { code: line.code ?? presentCode(half), minutes: line.minutesLate == null ? '' : String(line.minutesLate) }]),
  );
}

/** What a typed code means: upper case, and either stroke is the one of the half-day. */
export function normal(code: string, half: 'AM' | 'PM'): string {
  const typed = code.trim().toUpperCase();
  return typed === '/' || typed === '\\' || typed === '' ? presentCode(half) : typed;
}

/** True where a mark in force would become another: it needs a reason. */
export function isCorrection(line: SheetLine, entry: Entry, half: 'AM' | 'PM'): boolean {
  if (line.code == null) return false;
  return line.code !== normal(entry.code, half) || String(line.minutesLate ?? '') !== entry.minutes.trim();
}

/** What is wrong with an entry, or null. */
export function problemOf(entry: Entry, half: 'AM' | 'PM', codes: ReadonlySet<string>): string | null {
  const code = normal(entry.code, half);
  if (!codes.has(code)) return `${entry.code} is no register code`;
  const minutes = entry.minutes.trim();
  if (minutes === '') return null;
  if (!/^\d{1,4}$/.test(minutes) || Number(minutes) > 1440) return 'Minutes late are a number from 0 to 1440';
  if (code !== 'L' && code !== 'U') return 'Minutes late go with L or U only';
  return null;
}

/** The marks to post: new ones, and changed ones with the reason. */
export function marksOf(lines: readonly SheetLine[], entries: Record<string, Entry>, half: 'AM' | 'PM', reason: string) {
  return lines
    .filter((line) => line.code == null || isCorrection(line, entries[line.id]!, half))
    .map((line) => {
      const entry = entries[line.id]!;
      return {
        upn: line.upn,
        code: normal(entry.code, half),
        ...(entry.minutes.trim() && { minutesLate: Number(entry.minutes) }),
        ...(line.code != null && { reason }),
      };
    });
}
