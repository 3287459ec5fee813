using System.Data.Common;
using Attendance.SharedKernel;
using Attendance.SharedKernel.Data;
using Dapper;

namespace Attendance.Partners.SchoolTargets;

/// <summary>Reads and writes targets; each stays when another is set. Judges nobody.</summary>
internal sealed class TargetBook(Database database)
{
    /// <summary>Every target of a school year, the earliest set first.</summary>
    public async Task<ILookup<Laestab, SchoolTarget>> ListAsync(AcademicYear year, CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        var rows = await connection.QueryAsync<Row>(
            new CommandDefinition(
                "select * from partners_school_target where year = @year order by set_at",
                new { year = year.StartYear },
                cancellationToken: cancellation
            )
        );
        return rows.ToLookup(row => Laestab.From(row.SchoolId), row => new SchoolTarget(row.Year, row.Attendance, row.SetBy, row.SetAt));
    }

    /// <summary>Sets a target.</summary>
    public static Task SetAsync(DbTransaction transaction, Laestab school, SchoolTarget target) =>
        transaction.Connection!.ExecuteAsync(
            """
            insert into partners_school_target (school_id, year, attendance, set_by, set_at) values (@school, @year, @tenths, @by, @at)
            on conflict (school_id, year, set_at) do update set attendance = excluded.attendance, set_by = excluded.set_by
            """,
            new
            {
                school = (long)school.Value,
                year = target.Year,
                tenths = target.Tenths,
                by = target.SetBy,
                at = target.SetAt,
            },
            transaction
        );

    private sealed class Row
    {
        public long SchoolId { get; init; }
        public int Year { get; init; }
        public int Attendance { get; init; }
        public string SetBy { get; init; } = "";
        public DateTimeOffset SetAt { get; init; }
    }
}
