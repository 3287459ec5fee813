using System.Globalization;
using Attendance.Schools.Contracts;
using Attendance.SharedKernel;

namespace Attendance.Partners.Meetings;

/// <summary>What goes with the invitation to a child's meeting: its attendance by class, never by code. Pure.</summary>
internal static class AttendanceSummary
{
    private const int Weeks = 4;

    /// <summary>The sentences, for the school year and for the last four weeks up to a day.</summary>
    public static string Of(ChildSessions sessions, DateOnly today)
    {
        var year = sessions.Count(AcademicYear.Of(today).FirstDay, today);
        var lately = sessions.Count(today.AddDays(1 - (7 * Weeks)), today);
        var day = today.ToString("d MMMM yyyy", CultureInfo.InvariantCulture);
        return $"Attendance as it was on {day}. This school year: {Words(year)} The last four weeks: {Words(lately)}";
    }

    private static string Words(SessionCounts counts) =>
        counts.Possible == 0
            ? "no half-day is counted."
            : $"{counts.Attended} of {counts.Possible} half-days attended ({AbsenceRate.Percent(counts.Attended, counts.Possible, 1)?.ToString("0.0", CultureInfo.InvariantCulture)}%), {counts.Authorised} missed with leave, {counts.Unauthorised} without.";
}
