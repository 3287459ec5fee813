using Attendance.Schools.Contracts;
using Attendance.SharedKernel;

namespace Attendance.Lac.Reports;

/// <summary>
/// Which half-days a child misses and why, in words: by weekday, by half of the day, the longest run, and the reasons by how often they were given. Source: the strategy asks to
/// "look for patterns"; which ones is ours. Pure.
/// </summary>
internal static class AbsencePattern
{
    private static readonly DayOfWeek[] Week =
    [
        DayOfWeek.Monday,
        DayOfWeek.Tuesday,
        DayOfWeek.Wednesday,
        DayOfWeek.Thursday,
        DayOfWeek.Friday,
    ];

    /// <summary>The pattern of a child's sessions, which are in time order. Sessions at which the child could not have attended are passed over.</summary>
    public static string Of(IReadOnlyList<ChildSession> sessions)
    {
        var possible = sessions.Where(session => session.Class is >= MarkClass.Present and <= MarkClass.Unauthorised).ToList();
        if (!possible.Exists(session => session.IsMissed))
            return "Nothing missed.";
        var days = Week.Select(day => (Name: $"{day}s", Own: possible.Where(session => session.Session.Date.DayOfWeek == day).ToList()))
            .Where(day => day.Own.Count > 0)
            .Select(day => Part(day.Name, day.Own));
        var halves = new[] { (Name: "Mornings", Half: HalfDay.AM), (Name: "Afternoons", Half: HalfDay.PM) }.Select(half =>
            Part(half.Name, [.. possible.Where(session => session.Session.Half == half.Half)])
        );
        return $"{string.Join(", ", days)}. {string.Join(", ", halves)}. Longest run {LongestRun(possible)} half-days.";
    }

    /// <summary>The reasons of what was missed, the most frequent first.</summary>
    public static string Reasons(IReadOnlyList<ChildSession> sessions)
    {
        var reasons = sessions
            .Where(session => session.IsMissed)
            .GroupBy(session => session.Code, StringComparer.Ordinal)
            .OrderByDescending(own => own.Count())
            .ThenBy(own => own.Key, StringComparer.Ordinal)
            .Select(own => $"{AttendanceCode.Parse(own.Key).Label} ({own.Key}): {own.Count()}");
        return string.Join("; ", reasons);
    }

    private static string Part(string name, List<ChildSession> own) => $"{name} {own.Count(session => session.IsMissed)} of {own.Count}";

    private static int LongestRun(List<ChildSession> possible)
    {
        int longest = 0,
            run = 0;
        foreach (var session in possible)
        {
            run = session.IsMissed ? run + 1 : 0;
            longest = Math.Max(longest, run);
        }
        return longest;
    }
}
