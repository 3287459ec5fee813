using Attendance.Schools.Contracts;

namespace Attendance.Lac.Awards;

/// <summary>
/// Who is in line for an attendance award: the best, and those who improved most against as many days before. From the marks alone. Source: the strategy (Promote
/// Educational Achievement Awards); the least number of half-days and the length of the lists are ours. Pure.
/// </summary>
internal static class AwardList
{
    /// <summary>Half-days at which a child must have been able to attend in a span: two school weeks.</summary>
    public const int LeastPossible = 20;

    /// <summary>Children on each list.</summary>
    public const int Longest = 10;

    /// <summary>The best: highest part attended first, then those with more half-days.</summary>
    public static IReadOnlyList<T> Best<T>(IEnumerable<T> children, Func<T, SessionCounts> now) =>
        [
            .. children
                .Where(child => now(child).Possible >= LeastPossible)
                .OrderByDescending(child => now(child).AttendancePercent)
                .ThenByDescending(child => now(child).Possible)
                .Take(Longest),
        ];

    /// <summary>Those who improved most, in points of a percentage. Who did not improve is left out.</summary>
    public static IReadOnlyList<T> MostImproved<T>(IEnumerable<T> children, Func<T, SessionCounts> now, Func<T, SessionCounts> before)
    {
        return
        [
            .. children
                .Where(child => now(child).Possible >= LeastPossible && before(child).Possible >= LeastPossible)
                .Where(child => Gain(child) > 0)
                .OrderByDescending(Gain)
                .ThenByDescending(child => now(child).AttendancePercent)
                .Take(Longest),
        ];

        decimal Gain(T child) => now(child).AttendancePercent!.Value - before(child).AttendancePercent!.Value;
    }
}
