using System.ComponentModel;
using Attendance.Lac.Ladder;
using Attendance.Schools.Contracts;

namespace Attendance.Lac.Meetings;

/// <summary>The set item on attendance: what the marks say of the time since the meeting of this kind before. Pure; made when it is asked for, and kept when the meeting is closed.</summary>
[Description("A child's attendance since the last meeting of the kind, as the marks have it.")]
internal sealed record AttendanceItem(
    [property: Description("The first day: the last meeting of the kind, but not before this year's 1 September.")] DateOnly From,
    [property: Description("The last day: the meeting, or today when that is earlier.")] DateOnly To,
    [property: Description("Half-days at which the child could have attended.")] int Possible,
    [property: Description("Of them attended.")] int Attended,
    [property: Description("Of them missed with leave.")] int Authorised,
    [property: Description("Of them missed without leave.")] int Unauthorised,
    [property: Description("Of those missed, half-days of exclusion from school.")] int Excluded
)
{
    /// <summary>Counts. <paramref name="last"/>: the last meeting of the kind before this one.</summary>
    public static AttendanceItem Of(ChildSessions sessions, DateOnly? last, DateOnly held, DateOnly today)
    {
        var (from, to) = Between(last, held, today);
        var counts = sessions.Count(from, to);
        var excluded = sessions.Sessions.Count(session =>
            session.IsMissed && session.Code == "E" && session.Session.Date >= from && session.Session.Date <= to
        );
        return new AttendanceItem(from, to, counts.Possible, counts.Attended, counts.Authorised, counts.Unauthorised, excluded);
    }

    /// <summary>The days that a meeting's item is about.</summary>
    public static (DateOnly From, DateOnly To) Between(DateOnly? last, DateOnly held, DateOnly today)
    {
        var to = held < today ? held : today;
        var year = LacYear.Of(to).FirstDay;
        return (last is { } before && before > year && before <= to ? before : year, to);
    }
}
