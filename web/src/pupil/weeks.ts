import { addDays, mondayOf } from '../format';
import type { HalfDay, MarkClass } from '../gql/graphql';

/** What a cell of a register needs to know of a mark. */
export type CellMark = {
  date: string;
  half: HalfDay;
  school: string;
  code?: string | null;
  countsAs: MarkClass;
  counted: boolean;
  history: readonly { code: string; effective: boolean }[];
};

export type CellKind = 'present' | 'late' | 'authorised' | 'unauthorised' | 'closed' | 'off-roll' | 'missing';

export type Cell<Mark extends CellMark = CellMark> = {
  date: string;
  half: HalfDay;
  kind: CellKind;
  /** The letter that is printed; a dot where there is nothing to print. */
  letter: string;
  corrected: boolean;
  marks: Mark[];
};

export type Week<Mark extends CellMark = CellMark> = {
  monday: string;
  days: { date: string; cells: [Cell<Mark>, Cell<Mark>] }[];
  /** Half-days missed and possible in the week. */
  missed: number;
  possible: number;
};

const classLetters: Record<MarkClass, string> = {
  MISSING: '-',
  PRESENT: 'P',
  APPROVED: 'P',
  AUTHORISED: 'A',
  UNAUTHORISED: 'U',
  NOT_POSSIBLE: '·',
  ADMINISTRATIVE: '·',
};

/** How bad a class is, to choose the mark that a cell shows where two schools gave one. */
const weight: Record<MarkClass, number> = {
  PRESENT: 6,
  APPROVED: 5,
  UNAUTHORISED: 4,
  AUTHORISED: 3,
  NOT_POSSIBLE: 2,
  ADMINISTRATIVE: 1,
  MISSING: 0,
};

/** A half-day's cell from its marks, whether the school was open (null: not known), and whether the child was on a roll. */
export function cellOf<Mark extends CellMark>(date: string, half: HalfDay, marks: Mark[], open: boolean | null, onRoll: boolean): Cell<Mark> {
  const counted = marks.filter((mark) => mark.counted);
  const best = (counted.length ? counted : marks).toSorted((a, b) => weight[b.countsAs] - weight[a.countsAs])[0];
  const corrected = marks.some((mark) => mark.history.filter((entry) => entry.effective).length > 1);
  const letter = best ? (best.code ?? classLetters[best.countsAs]) : '·';
  return { date, half, letter, corrected, marks, kind: kindOf(best, open, onRoll) };
}

function kindOf(mark: CellMark | undefined, open: boolean | null, onRoll: boolean): CellKind {
  if (!mark) return onRoll ? (open ? 'missing' : 'closed') : 'off-roll';
  if (!mark.counted) return 'closed';
  if (mark.code === 'L') return 'late';
  switch (mark.countsAs) {
    case 'PRESENT':
    case 'APPROVED':
      return 'present';
    case 'AUTHORISED':
      return 'authorised';
    case 'UNAUTHORISED':
      return 'unauthorised';
    case 'MISSING':
      return 'missing';
    default:
      return 'closed';
  }
}

/** The weeks between two days, newest first, Monday to Friday and any weekend day that has a mark. */
export function weeksOf<Mark extends CellMark>(
  marks: readonly Mark[],
  from: string,
  to: string,
  isOpen: (date: string, half: HalfDay) => boolean | null,
  onRoll: (date: string) => boolean,
): Week<Mark>[] {
  const bySession = new Map<string, Mark[]>();
  for (const mark of marks) {
    const key = `${mark.date}${mark.half}`;
    bySession.set(key, [...(bySession.get(key) ?? []), mark]);
  }
  const weeks: Week<Mark>[] = [];
  for (let monday = mondayOf(from); monday <= to; monday = addDays(monday, 7)) {
    const days = [0, 1, 2, 3, 4, 5, 6]
      .map((day) => addDays(monday, day))
      .filter((date, day) => day < 5 || bySession.has(`${date}AM`) || bySession.has(`${date}PM`))
      .map((date) => {
        const cell = (half: HalfDay) => {
          const within = date >= from && date <= to;
          const open = within ? isOpen(date, half) : false;
          return cellOf(date, half, bySession.get(`${date}${half}`) ?? [], open, onRoll(date));
        };
        return { date, cells: [cell('AM'), cell('PM')] as [Cell<Mark>, Cell<Mark>] };
      });
    const cells = days.flatMap((day) => day.cells);
    const missed = cells.filter((cell) => cell.kind === 'authorised' || cell.kind === 'unauthorised').length;
    const possible = missed + cells.filter((cell) => cell.kind === 'present' || cell.kind === 'late').length;
    if (cells.some((cell) => cell.kind !== 'closed' && cell.kind !== 'off-roll') || weeks.length > 0) weeks.push({ monday, days, missed, possible });
  }
  return weeks.toReversed();
}

/** How often each code stands in cells, most frequent first. */
export function codesOf(weeks: readonly Week[]): { code: string; kind: CellKind; count: number }[] {
  const counts = new Map<string, { code: string; kind: CellKind; count: number }>();
  for (const cell of weeks.flatMap((week) => week.days).flatMap((day) => day.cells)) {
    if (cell.marks.length === 0) continue;
    const entry = counts.get(cell.letter) ?? { code: cell.letter, kind: cell.kind, count: 0 };
    counts.set(cell.letter, { ...entry, count: entry.count + 1 });
  }
  return [...counts.values()].toSorted((a, b) => b.count - a.count || a.code.localeCompare(b.code));
}

/** Missed half-days by weekday and session: [Monday AM, Monday PM, ...] for five days. */
export function patternOf(weeks: readonly Week[]): number[] {
  const pattern = Array.from({ length: 10 }, () => 0);
  for (const week of weeks)
    for (const [day, { cells }] of week.days.slice(0, 5).entries())
      for (const [half, cell] of cells.entries())
        if (cell.kind === 'authorised' || cell.kind === 'unauthorised') pattern[day * 2 + half]! += 1;
  return pattern;
}
