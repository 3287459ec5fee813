using Attendance.Schools.Data;
using Attendance.SharedKernel;
using Attendance.SharedKernel.Data;

namespace Attendance.Schools.Calendars;

/// <summary>Reads a school's calendar, now or as it was known at an instant.</summary>
internal sealed class CalendarReader(Database database)
{
    /// <summary>All years together; version 0 and empty when none was ever loaded, whether or not there is such a school.</summary>
    public async Task<SchoolCalendar> LoadAsync(Laestab school, DateTimeOffset? knownAt, CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        await using var transaction = await connection.BeginReadAsync(cancellation);
        var until = knownAt is null ? "" : "and l.recorded_at <= @known";
        var command = transaction
            .Command(
                $"""
                select c.version, c.sessions from schools_calendar c
                where c.school_id = @school and c.version =
                    (select max(l.version) from schools_calendar l where l.school_id = c.school_id and l.start_year = c.start_year {until})
                """
            )
            .With("school", (long)school.Value);
        if (knownAt is { } known)
            command.With("known", known);
        var years = await command.ReadAsync(reader => (Version: reader.GetInt64(0), Sessions: reader.GetString(1)), cancellation);
        return new SchoolCalendar(
            school,
            years.Select(year => year.Version).DefaultIfEmpty(0).Max(),
            years.SelectMany(year => CalendarLine.Parse(year.Sessions)).ToList()
        );
    }

    /// <summary>One academic year as stored; null when it was never loaded.</summary>
    public async Task<(long Version, IReadOnlyList<CalendarLine> Lines)?> LoadYearAsync(
        Laestab school,
        AcademicYear year,
        CancellationToken cancellation
    )
    {
        await using var connection = await database.OpenAsync(cancellation);
        await using var transaction = await connection.BeginReadAsync(cancellation);
        var rows = await transaction
            .Command(
                "select version, sessions from schools_calendar where school_id = @school and start_year = @year order by version desc limit 1"
            )
            .With("school", (long)school.Value)
            .With("year", year.StartYear)
            .ReadAsync(reader => (reader.GetInt64(0), reader.GetString(1)), cancellation);
        return rows.Count == 0 ? null : (rows[0].Item1, CalendarLine.Parse(rows[0].Item2).Select(CalendarLine.From).ToList());
    }
}
