import { count, shortDate } from '../format';

/** Missed half-days week by week as small bars; the numbers are said beside them. */
export function Spark({ weeks }: { weeks: readonly { monday: string; possible: number; missed: number }[] }) {
  if (weeks.length === 0) return null;
  const said = weeks.map((week) => `week of ${shortDate(week.monday)}: ${week.possible === 0 ? 'no school' : count(week.missed, 'half-day')}`).join(', ');
  return (
    <svg className="app-spark" viewBox={`0 0 ${weeks.length * 10} 22`} role="img" aria-label={`Missed by week: ${said}`}>
      {weeks.map((week, index) => {
        const height = week.possible === 0 ? 0 : (20 * week.missed) / Math.max(week.possible, 1);
        return (
          <g key={week.monday}>
            <rect x={index * 10} y="0" width="8" height="20" fill={week.possible === 0 ? '#fff' : '#dee0e2'} />
            <rect x={index * 10} y={20 - height} width="8" height={height} fill="#1a4f8b" />
            <rect x={index * 10} y="20" width="8" height="1.5" fill="#505a5f" />
          </g>
        );
      })}
    </svg>
  );
}
