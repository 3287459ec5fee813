using System.ComponentModel;
using Attendance.Schools.Contracts;

namespace Attendance.Partners.YouthOffending.Board;

/// <summary>
/// One young person's education. Hours are of the last week of school before this one: a half-day is two and a half hours, so that ten are the twenty-five hours that the youth justice board calls full time.
/// Source of the twenty-five: the board's measure of education, training and employment, as the service reported it in 2006.
/// </summary>
internal sealed record YoungEducation(YouthEducation Status, decimal Offered, decimal Attended, IReadOnlyList<ChildSession> Sessions)
{
    /// <summary>Hours of a half-day.</summary>
    public const decimal HalfDayHours = 2.5m;

    /// <summary>Hours a week that are full time.</summary>
    public const decimal FullTime = 25m;

    private const int MostWeeksBack = 8;

    /// <summary>From the marks; in custody from what the setting offers, whose attendance no register here tells.</summary>
    public static YoungEducation Of(ChildSessions sessions, YouthEducation status, int? custodyHours, DateOnly today)
    {
        if (status is YouthEducation.Custody)
            return new YoungEducation(status, custodyHours ?? 0, custodyHours ?? 0, sessions.Sessions);
        var monday = today.AddDays(-(((int)today.DayOfWeek + 6) % 7));
        for (var back = 1; back <= MostWeeksBack; back++)
        {
            var (from, to) = (monday.AddDays(-7 * back), monday.AddDays((-7 * back) + 6));
            var due = sessions.Due.Count(session => session.Date >= from && session.Date <= to);
            if (due > 0)
                return new YoungEducation(
                    status,
                    due * HalfDayHours,
                    Math.Min(sessions.Count(from, to).Attended, due) * HalfDayHours,
                    sessions.Sessions
                );
        }
        return new YoungEducation(status, 0, 0, sessions.Sessions);
    }
}

/// <summary>Where a young person is educated.</summary>
[Description("Where a young person of the youth offending service is educated.")]
internal enum YouthEducation
{
    [Description("On a school's roll.")]
    School,

    [Description("At an alternative placement.")]
    Provision,

    [Description("In custody.")]
    Custody,

    [Description("Nowhere that is known.")]
    None,
}
