using Attendance.Lac.Children;
using Attendance.Lac.Homes;
using Attendance.Lac.Ladder;
using Attendance.Schools.Contracts;

namespace Attendance.Lac.Absences;

/// <summary>
/// Term-time holidays of looked-after children by carer. A holiday is a half-day with the code F (extended, agreed), G (not agreed) or H (agreed) on a day in care; the
/// carer is the one of the child's home on that day. Source: RULES 2.2 (codes), the strategy (carers deterred from term-time holidays). Pure.
/// </summary>
internal static class Holidays
{
    /// <summary>The half-days of holiday of one child in its times in care, each with the carer of the day; null: no carer is recorded.</summary>
    public static IEnumerable<(long? Carer, LacYear Year, bool Agreed)> Of(
        ChildSessions sessions,
        IReadOnlyCollection<CareEpisode> care,
        IReadOnlyList<Home> homes
    ) =>
        from session in sessions.Sessions
        let day = session.Session.Date
        where session.IsMissed && session.Code is "F" or "G" or "H" && care.Any(time => time.Span.Covers(day))
        select (homes.LastOrDefault(home => home.From <= day)?.Carer, LacYear.Of(day), session.Code is not "G");
}
