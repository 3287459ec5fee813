using Attendance.Partners.Agreements;
using Attendance.Schools.Contracts;
using Attendance.SharedKernel;

namespace Attendance.Partners.Sharing;

/// <summary>Makes what an agency is shown out of a child's half-days. Pure: nothing of a field that is not opened is made at all.</summary>
internal static class SharedFigures
{
    private const int Weeks = 4;

    // Illness and medical appointments. Source: RULES 2.2.
    private static readonly string[] IllnessCodes = ["I", "M"];

    /// <summary>The band of counted half-days; null without one.</summary>
    public static AttendanceBand? BandOf(SessionCounts counts) =>
        counts.Possible == 0 ? null
        : 100L * counts.Attended >= 95L * counts.Possible ? AttendanceBand.From95
        : 100L * counts.Attended >= 90L * counts.Possible ? AttendanceBand.From90
        : 100L * counts.Attended >= 50L * counts.Possible ? AttendanceBand.From50
        : AttendanceBand.Under50;

    /// <summary>A child with exactly the fields that are opened.</summary>
    public static SharedChildNode Show(string id, PupilAtSchool at, ChildSessions? sessions, IReadOnlySet<string> fields, DateOnly today)
    {
        var child = new SharedChildNode(id)
        {
            GivenName = Opened(SharedFields.GivenName, () => at.Pupil.GivenName),
            FamilyName = Opened(SharedFields.FamilyName, () => at.Pupil.FamilyName),
            SchoolName = Opened(SharedFields.SchoolName, () => at.SchoolName),
            YearGroup = Opened(SharedFields.YearGroup, () => at.YearGroup),
        };
        if (sessions is null)
            return child;
        var counts = sessions.Count(AcademicYear.Of(today).FirstDay, today);
        return child with
        {
            Band = fields.Contains(SharedFields.Band) ? BandOf(counts) : null,
            Attendance = fields.Contains(SharedFields.Attendance) ? AbsenceRate.Percent(counts.Attended, counts.Possible, 1) : null,
            Weeks = Opened(SharedFields.Weeks, () => ByWeek(sessions, today)),
            Days = Opened(SharedFields.Days, () => Between(sessions, today.AddDays(1 - (7 * Weeks)), today)),
            Today = Opened(SharedFields.Today, () => Between(sessions, today, today)),
            Illness = fields.Contains(SharedFields.Illness)
                ? sessions.Sessions.Count(session => session.IsMissed && IllnessCodes.Contains(session.Code, StringComparer.Ordinal))
                : null,
            UpdatedAt = fields.Contains(SharedFields.UpdatedAt) && sessions.Sessions.Count > 0 ? sessions.Sessions[^1].Session.Date : null,
        };

        T? Opened<T>(string name, Func<T?> value)
            where T : class => fields.Contains(name) ? value() : null;
    }

    /// <summary>True when a field needs the child's half-days.</summary>
    public static bool NeedsMarks(IReadOnlySet<string> fields) =>
        fields.Overlaps([
            SharedFields.Band,
            SharedFields.Attendance,
            SharedFields.Weeks,
            SharedFields.Days,
            SharedFields.Today,
            SharedFields.Illness,
            SharedFields.UpdatedAt,
        ]);

    private static List<SharedWeek> ByWeek(ChildSessions sessions, DateOnly today) =>
        [
            .. sessions
                .Sessions.Select(session => Monday(session.Session.Date))
                .Distinct()
                .OrderDescending()
                .Select(monday =>
                {
                    var counts = sessions.Count(monday, monday.AddDays(6) < today ? monday.AddDays(6) : today);
                    return new SharedWeek(monday, counts.Attended, counts.Authorised, counts.Unauthorised);
                }),
        ];

    private static List<SharedHalfDay> Between(ChildSessions sessions, DateOnly from, DateOnly to) =>
        [
            .. sessions
                .Sessions.Where(session => session.Session.Date >= from && session.Session.Date <= to)
                .Reverse()
                .Select(session => new SharedHalfDay(
                    session.Session.Date,
                    session.Session.Half,
                    session.Class switch
                    {
                        MarkClass.Present or MarkClass.Approved => SharedClass.Present,
                        MarkClass.Authorised => SharedClass.Authorised,
                        MarkClass.Unauthorised => SharedClass.Unauthorised,
                        MarkClass.Missing or MarkClass.NotPossible or MarkClass.Administrative => SharedClass.Other,
                    }
                )),
        ];

    private static DateOnly Monday(DateOnly day) => day.AddDays(-(((int)day.DayOfWeek + 6) % 7));
}
