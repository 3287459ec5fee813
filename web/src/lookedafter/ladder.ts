/** What a child's missed days ask for, the most urgent first. A day is two half-days. */
export type Rung = 'twenty-five' | 'near-twenty-five' | 'ten' | 'near-ten' | 'below';

type Missed = { daysToTen: number; daysToTwentyFive: number };

/** The duty that is reached, or the one that is near: three days to the 25th, two to the 10th. */
export function rungOf(child: Missed): Rung {
  if (child.daysToTwentyFive <= 0) return 'twenty-five';
  if (child.daysToTwentyFive <= 3) return 'near-twenty-five';
  if (child.daysToTen <= 0) return 'ten';
  return child.daysToTen <= 2 ? 'near-ten' : 'below';
}

/** "9.5 of 10 days, half a day left" */
export function progressText(child: Missed & { daysMissed: number }): string {
  if (child.daysToTwentyFive <= 0) return `${days(child.daysMissed)}: the 25th day is reached`;
  const next = child.daysToTen > 0 ? { step: 10, left: child.daysToTen } : { step: 25, left: child.daysToTwentyFive };
  return `${number(child.daysMissed)} of ${next.step} days, ${left(next.left)} left`;
}

/** "9.5 days" */
export function days(count: number): string {
  return `${number(count)} ${count === 1 ? 'day' : 'days'}`;
}

function left(count: number): string {
  return count === 0.5 ? 'half a day' : days(count);
}

function number(count: number): string {
  return count.toLocaleString('en-GB');
}
