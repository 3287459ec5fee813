using System.Globalization;
using Attendance.Schools.Rolls;
using Attendance.SharedKernel;
using Attendance.SharedKernel.Files;

namespace Attendance.Schools.Calendars;

/// <summary>Judges calendar lines by themselves and against each other. Pure.</summary>
internal static class CalendarCheck
{
    /// <summary>The right lines, and a problem for each of the others.</summary>
    public static (IReadOnlyList<CalendarSession> Sessions, IReadOnlyList<RowProblem> Problems) Check(
        AcademicYear year,
        IReadOnlyList<(int Row, SessionLine? Line)> lines
    )
    {
        var problems = new List<RowProblem>();
        var sessions = new List<(int Row, CalendarSession Session)>();
        foreach (var (row, line) in lines)
        {
            var before = problems.Count;
            if (!RollCheck.TryDate(line?.Date, out var date))
                Wrong("date", "date-invalid", "A date is written yyyy-MM-dd.");
            else if (!year.Contains(date))
                Wrong("date", "date-outside-year", "The date is not in this academic year (1 August to 31 July).");
            if (!SessionKey.TryParseHalf(line?.Session, out var half))
                Wrong("session", "session-invalid", "A session is AM or PM.");
            if (line?.Open is null)
                Wrong("open", "missing", "Open is true or false.");
            var closedWithoutTimes = line is { Open: false, Start: null, Close: null };
            var (start, close) = (default(TimeOnly), default(TimeOnly));
            if (!closedWithoutTimes)
            {
                if (!TryTime(line?.Start, out start))
                    Wrong("start", "time-invalid", "A time is written HH:mm.");
                if (!TryTime(line?.Close, out close))
                    Wrong("close", "time-invalid", "A time is written HH:mm.");
                else if (close <= start)
                    Wrong("close", "time-order", "The register closes after the session starts.");
            }
            if (line?.YearGroup is { } yearGroup && !RollCheck.IsYearGroup(yearGroup))
                Wrong("yearGroup", "year-group-invalid", "A year group is N1, N2, R, 1 to 14 or X.");
            if (problems.Count == before)
                sessions.Add((row, new CalendarSession(new SessionKey(date, half), line!.Open!.Value, start, close, line.YearGroup)));

            void Wrong(string field, string code, string detail) => problems.Add(new RowProblem(row, field, code, detail));
        }
        var twice = sessions
            .GroupBy(line => (line.Session.Session, line.Session.YearGroup))
            .Where(group => group.Skip(1).Any())
            .SelectMany(group => group)
            .Select(line => line.Row)
            .ToHashSet();
        problems.AddRange(
            twice.Select(row => new RowProblem(row, "session", "duplicate-row", "The same session and year group stand in several rows."))
        );
        return (sessions.Where(line => !twice.Contains(line.Row)).Select(line => line.Session).ToList(), problems);
    }

    private static bool TryTime(string? text, out TimeOnly time) =>
        TimeOnly.TryParseExact(text, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out time);
}

/// <summary>One line of a calendar as a system or a file says it, not yet judged. A closed session needs no times.</summary>
internal sealed record SessionLine(
    string? Date = null,
    string? Session = null,
    bool? Open = null,
    string? Start = null,
    string? Close = null,
    string? YearGroup = null
);
