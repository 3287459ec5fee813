using Attendance.Schools.Contracts;

namespace Attendance.Casework.Interventions;

/// <summary>
/// Attendance before, during and after an intervention, from the marks (S74). Pure. Before and after are as long as the time during, at least four weeks and at most a half year, so that like is held
/// against like; each is counted in possible half-days, and small counts are said.
/// </summary>
internal sealed record InterventionEffect(SessionCounts Before, SessionCounts During, SessionCounts After, DateOnly From, DateOnly To)
{
    /// <summary>Fewer possible half-days than this say little: two school weeks. Ours.</summary>
    public const int Small = 20;

    private const int ShortestDays = 28;
    private const int LongestDays = 183;

    /// <summary>The first and last day of which sessions are needed.</summary>
    public static (DateOnly From, DateOnly To) Window(DateOnly start, DateOnly? end, DateOnly today)
    {
        var last = end ?? today;
        var length = Length(start, last);
        return (start.AddDays(-length), last.AddDays(length));
    }

    /// <summary>Counts a child's sessions. <paramref name="end"/>: the last day; null while it goes on.</summary>
    public static InterventionEffect Of(ChildSessions sessions, DateOnly start, DateOnly? end, DateOnly today)
    {
        var last = end ?? today;
        var length = Length(start, last);
        return new InterventionEffect(
            sessions.Count(start.AddDays(-length), start.AddDays(-1)),
            sessions.Count(start, last),
            end is null ? default : sessions.Count(last.AddDays(1), last.AddDays(length)),
            start.AddDays(-length),
            last.AddDays(length)
        );
    }

    /// <summary>True when one of the counts that are compared is small.</summary>
    public bool IsSmall => Before.Possible < Small || (After.Possible > 0 ? After : During).Possible < Small;

    /// <summary>Percentage points from before to after, or to during while it goes on; null when nothing can be compared.</summary>
    public decimal? Change =>
        Before.AttendancePercent is { } before && (After.Possible > 0 ? After : During).AttendancePercent is { } later
            ? later - before
            : null;

    private static int Length(DateOnly start, DateOnly last) => Math.Clamp(last.DayNumber - start.DayNumber + 1, ShortestDays, LongestDays);
}
