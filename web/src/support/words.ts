import type { ActivityTime, OnwardState } from '../gql/graphql';

export const onwardState: Record<OnwardState, string> = {
  ASKED: 'asked, no answer yet',
  TAKEN: 'taken',
  DECLINED: 'not taken',
  OVER: 'over',
};

export const activityTime: Record<ActivityTime, string> = {
  DURING_SCHOOL: 'In school hours',
  AFTER_SCHOOL: 'After school',
  WEEKEND: 'At weekends',
  HOLIDAYS: 'In the holidays',
};

/** The six outcomes for young people, as the strategy words them in lines 819 to 831. */
export const sixOutcomes = [
  'Gaining confidence',
  'Acquiring new skills',
  'Developing interest in achieving in education',
  'Engaged in diversionary activities',
  'Valued and motivated to attend school',
  'Knowing where to access support',
] as const;

type HalfDays = { possible: number; authorised: number; unauthorised: number };

/** "12 of 40 half-days missed (30.0%)" */
export function missedWords({ possible, authorised, unauthorised }: HalfDays): string {
  const missed = authorised + unauthorised;
  return possible === 0 ? 'no half-day' : `${missed} of ${possible} half-days missed (${((100 * missed) / possible).toFixed(1)}%)`;
}

/** What was typed, by commas, without what is empty. */
export function listOf(text: string): string[] {
  return text
    .split(',')
    .map((part) => part.trim())
    .filter(Boolean);
}

/** "Year R to 6" */
export function years(from: number, to: number): string {
  const name = (year: number) => (year === 0 ? 'R' : String(year));
  return from === to ? `Year ${name(from)}` : `Years ${name(from)} to ${name(to)}`;
}
