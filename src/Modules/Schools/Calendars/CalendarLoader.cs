using Attendance.Access.Contracts;
using Attendance.Schools.Data;
using Attendance.Schools.Rolls;
using Attendance.SharedKernel;
using Attendance.SharedKernel.Files;

namespace Attendance.Schools.Calendars;

/// <summary>Stores calendars: a new version only where a year's lines differ.</summary>
internal sealed class CalendarLoader(RollWriter writer)
{
    /// <summary>
    /// All in one transaction. Wrong lines are reported and the others stored; strict: nothing when any line is wrong (import-rejected). The report counts lines:
    /// those of a year with a difference are changed.
    /// </summary>
    public async Task<Result<LoadReport>> LoadAsync(
        Caller caller,
        IReadOnlyList<CalendarInput> calendars,
        bool strict,
        Func<RowProblem, string> pointer,
        CancellationToken cancellation
    )
    {
        var inputs = calendars
            .OrderBy(input => input.School)
            .ThenBy(input => input.Year)
            .Select(input => (Input: input, Checked: CalendarCheck.Check(input.Year, input.Lines)))
            .ToList();
        var wrong = inputs.SelectMany(input => input.Checked.Problems).ToList();
        if (strict && wrong.Count > 0)
            return LoadReport.Rejected(wrong, pointer);
        return await writer.RunAsync<LoadReport>(
            caller,
            async change =>
            {
                var problems = wrong.ToList();
                var (changed, unchanged) = (0, 0);
                var refused = false;
                foreach (var (input, (sessions, _)) in inputs)
                {
                    if (await change.LockAsync(input.School) is null)
                    {
                        problems.AddRange(
                            input.Lines.Select(line => new RowProblem(
                                line.Row,
                                "laestab",
                                "unknown-school",
                                "There is no such school here."
                            ))
                        );
                        refused |= strict;
                    }
                    else if (await SaveAsync(change, input.School, input.Year, sessions))
                        changed += sessions.Count;
                    else
                        unchanged += sessions.Count;
                }
                return refused
                    ? change.Refuse<LoadReport>(LoadReport.Rejected(problems, pointer))
                    : new LoadReport(inputs.Sum(input => input.Input.Lines.Count), changed, unchanged, problems);
            },
            cancellation
        );
    }

    private static async Task<bool> SaveAsync(
        RollTransaction change,
        Laestab school,
        AcademicYear year,
        IReadOnlyList<CalendarSession> sessions
    )
    {
        var text = CalendarLine.Text(sessions);
        var stored = await change
            .Transaction.Command(
                "select sessions from schools_calendar where school_id = @school and start_year = @year order by version desc limit 1"
            )
            .With("school", (long)school.Value)
            .With("year", year.StartYear)
            .ReadAsync(reader => reader.GetString(0), change.Cancellation);
        if (stored.Count == 0 ? sessions.Count == 0 : stored[0] == text)
            return false;
        await change
            .Transaction.Command(
                """
                insert into schools_calendar (school_id, version, start_year, sessions, recorded_at, recorded_by)
                values (@school, @version, @year, @sessions, @at, @by)
                """
            )
            .With("school", (long)school.Value)
            .With("version", change.NextCalendarVersion(school))
            .With("year", year.StartYear)
            .With("sessions", text)
            .With("at", change.RecordedAt)
            .With("by", change.RecordedBy)
            .RunAsync(change.Cancellation);
        return true;
    }
}

/// <summary>One school's academic year of a calendar input: its lines replace those of that year.</summary>
internal sealed record CalendarInput(Laestab School, AcademicYear Year, IReadOnlyList<(int Row, SessionLine? Line)> Lines);
