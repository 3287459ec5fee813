using Attendance.Access.Contracts;
using Attendance.Schools.Contracts;
using Attendance.Schools.Data;
using Attendance.SharedKernel;
using Attendance.SharedKernel.Data;
using Attendance.SharedKernel.Time;

namespace Attendance.Schools.Reading;

/// <summary>How many children of schools have an open flag that nobody dismissed, each counted once, by the worst.</summary>
internal sealed class Concerns(Database database, SchoolClock clock)
{
    /// <summary>The children of these schools today in a scope. A school without any is left out.</summary>
    public async Task<IReadOnlyDictionary<Laestab, ConcernCounts>> CountAsync(
        IReadOnlyCollection<Laestab> schools,
        Visible visible,
        CancellationToken cancellation
    )
    {
        await using var connection = await database.OpenAsync(cancellation);
        await using var transaction = await connection.BeginReadAsync(cancellation);
        var rows = await transaction
            .Command(
                $$"""
                select l.target_id, s.severity, count(*) from schools_pupil_standing s
                join schools_pupil p on p.pupil_id = s.pupil_id and p.merged_into is null
                join access_place l on l.pupil = p.pupil_id and l.target = 'school' and l.target_id {schools}
                    and l.from_date <= @today and (l.until_date is null or l.until_date > @today)
                where s.severity > 0 and {{visible.Sql}}
                group by l.target_id, s.severity
                """
            )
            .WithAny("schools", schools.Select(school => (long)school.Value))
            .With(visible)
            .With("today", clock.Today)
            .ReadAsync(
                reader =>
                    (School: Laestab.From(reader.GetInt64(0)), Severity: (FlagSeverity)reader.GetInt32(1), Count: (int)reader.GetInt64(2)),
                cancellation
            );
        return rows.GroupBy(row => row.School)
            .ToDictionary(
                own => own.Key,
                own => new ConcernCounts(
                    own.Where(row => row.Severity is FlagSeverity.Action).Sum(row => row.Count),
                    own.Where(row => row.Severity is FlagSeverity.Concern).Sum(row => row.Count),
                    own.Where(row => row.Severity is FlagSeverity.Notice).Sum(row => row.Count)
                )
            );
    }
}

/// <summary>Children by the severity of their worst open flag.</summary>
internal readonly record struct ConcernCounts(int Action, int Concern, int Notice);
