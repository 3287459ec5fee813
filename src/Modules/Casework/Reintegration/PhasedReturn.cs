using Attendance.Schools.Contracts;
using Attendance.SharedKernel;

namespace Attendance.Casework.Reintegration;

/// <summary>Holds a phased return against the register. Pure.</summary>
internal static class PhasedReturn
{
    /// <summary>
    /// The code of a half-day outside a part-time timetable: absence that the school has approved. C2 from its first day (19 August 2024), before that C (RULES 2.2). It is never a code that says the child
    /// could not have attended, or was there.
    /// </summary>
    public static AttendanceCode CodeOutside(DateOnly day)
    {
        var own = AttendanceCode.Parse("C2");
        return own.IsBefore(day) ? AttendanceCode.Parse("C") : own;
    }

    /// <summary>A week of the return as the register has it: expected half-days and those attended of them; half-days outside the timetable with another code than they should have.</summary>
    public static WeekOfReturn Count(ReintegrationPlanned plan, ReturnWeek week, ChildSessions sessions)
    {
        int attended = 0,
            missed = 0;
        var wrong = new List<SessionKey>();
        foreach (var session in sessions.Sessions)
        {
            var date = session.Session.Date;
            if (date < week.Monday || date >= week.Monday.AddDays(7) || date < plan.From)
                continue;
            var expected = week.Sessions.Contains(new ReturnSession((SchoolDay)date.DayOfWeek, session.Session.Half));
            var came = session.Class is MarkClass.Present or MarkClass.Approved;
            if (expected && came)
                attended++;
            else if (expected && session.IsMissed)
                missed++;
            else if (!expected && !came && session.Code != CodeOutside(date).Text)
                wrong.Add(session.Session);
        }
        return new WeekOfReturn(week.Monday, week.Sessions.Count, attended, missed, wrong);
    }
}

/// <summary>A week of a return as the register has it.</summary>
internal sealed record WeekOfReturn(DateOnly Monday, int Expected, int Attended, int Missed, IReadOnlyList<SessionKey> WrongCodes);
