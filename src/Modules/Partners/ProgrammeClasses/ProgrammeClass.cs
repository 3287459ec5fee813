using System.Data.Common;
using Attendance.SharedKernel;
using Attendance.SharedKernel.Data;
using Dapper;

namespace Attendance.Partners.ProgrammeClasses;

/// <summary>A class that takes part in a programme, by the name that the school's roll has for it. <paramref name="Until"/>: the last day; null: it goes on.</summary>
internal sealed record ProgrammeClass(long Id, string Programme, Laestab School, string Group, DateOnly From, DateOnly? Until);

/// <summary>Reads and writes classes of programmes. Judges nobody.</summary>
internal sealed class ClassBook(Database database)
{
    /// <summary>The classes of every programme, the earliest first.</summary>
    public async Task<IReadOnlyList<ProgrammeClass>> ListAsync(CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        var rows = await connection.QueryAsync<Row>(
            new CommandDefinition(
                "select id, programme, school_id, group_code, from_date, until_date from partners_programme_class order by from_date, id",
                cancellationToken: cancellation
            )
        );
        return
        [
            .. rows.Select(row => new ProgrammeClass(
                row.Id,
                row.Programme,
                Laestab.From(row.SchoolId),
                row.GroupCode,
                row.FromDate,
                row.UntilDate
            )),
        ];
    }

    /// <summary>Enrols a class.</summary>
    public static Task AddAsync(DbTransaction transaction, ProgrammeClass each, string by, DateTimeOffset at) =>
        transaction.Connection!.ExecuteAsync(
            """
            insert into partners_programme_class (id, programme, school_id, group_code, from_date, written_by, written_at)
            values (@id, @programme, @school, @group, @from, @by, @at)
            """,
            new
            {
                id = each.Id,
                programme = each.Programme,
                school = (long)each.School.Value,
                group = each.Group,
                from = each.From,
                by,
                at,
            },
            transaction
        );

    /// <summary>A class leaves. False: it has.</summary>
    public static async Task<bool> EndAsync(DbTransaction transaction, long id, DateOnly on) =>
        await transaction.Connection!.ExecuteAsync(
            "update partners_programme_class set until_date = @on where id = @id and until_date is null",
            new { id, on },
            transaction
        ) == 1;

    private sealed class Row
    {
        public long Id { get; init; }
        public string Programme { get; init; } = "";
        public long SchoolId { get; init; }
        public string GroupCode { get; init; } = "";
        public DateOnly FromDate { get; init; }
        public DateOnly? UntilDate { get; init; }
    }
}
