using System.Data.Common;
using Attendance.SharedKernel;
using Attendance.SharedKernel.Data;
using Dapper;

namespace Attendance.Partners.GoodPractice;

/// <summary>Reads and writes the library of good practice. Judges nobody.</summary>
internal sealed class PracticeBook(Database database)
{
    /// <summary>Every practice, the latest written first.</summary>
    public async Task<IReadOnlyList<Practice>> ListAsync(CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        var adoptions = (
            await connection.QueryAsync<AdoptionRow>(
                new CommandDefinition(
                    "select * from partners_practice_adoption order by adopted_on, school_id",
                    cancellationToken: cancellation
                )
            )
        ).ToLookup(row => row.Practice);
        var rows = await connection.QueryAsync<Row>(
            new CommandDefinition("select * from partners_practice order by written_at desc, id desc", cancellationToken: cancellation)
        );
        return
        [
            .. rows.Select(row => new Practice(
                row.Id,
                row.Title,
                Laestab.From(row.SchoolId),
                row.Programme,
                row.About,
                row.BeganOn,
                row.WrittenBy,
                row.WrittenAt,
                [
                    .. adoptions[row.Id]
                        .Select(each => new Adoption(
                            Laestab.From(each.SchoolId),
                            each.AdoptedOn,
                            each.Note,
                            each.WrittenBy,
                            each.WrittenAt
                        )),
                ]
            )),
        ];
    }

    /// <summary>Writes a practice without adoptions.</summary>
    public static Task AddAsync(DbTransaction transaction, Practice practice) =>
        transaction.Connection!.ExecuteAsync(
            """
            insert into partners_practice (id, title, school_id, programme, about, began_on, written_by, written_at)
            values (@id, @title, @school, @programme, @about, @began, @by, @at)
            """,
            new
            {
                id = practice.Id,
                title = practice.Title,
                school = (long)practice.School.Value,
                programme = practice.Programme,
                about = practice.About,
                began = practice.BeganOn,
                by = practice.WrittenBy,
                at = practice.WrittenAt,
            },
            transaction
        );

    /// <summary>A school takes a practice on. False: it has already.</summary>
    public static async Task<bool> AdoptAsync(DbTransaction transaction, long practice, Adoption adoption) =>
        await transaction.Connection!.ExecuteAsync(
            """
            insert into partners_practice_adoption (practice, school_id, adopted_on, note, written_by, written_at)
            values (@practice, @school, @on, @note, @by, @at) on conflict do nothing
            """,
            new
            {
                practice,
                school = (long)adoption.School.Value,
                on = adoption.AdoptedOn,
                note = adoption.Note,
                by = adoption.WrittenBy,
                at = adoption.WrittenAt,
            },
            transaction
        ) == 1;

    private sealed class Row
    {
        public long Id { get; init; }
        public string Title { get; init; } = "";
        public long SchoolId { get; init; }
        public string? Programme { get; init; }
        public string About { get; init; } = "";
        public DateOnly BeganOn { get; init; }
        public string WrittenBy { get; init; } = "";
        public DateTimeOffset WrittenAt { get; init; }
    }

    private sealed class AdoptionRow
    {
        public long Practice { get; init; }
        public long SchoolId { get; init; }
        public DateOnly AdoptedOn { get; init; }
        public string Note { get; init; } = "";
        public string WrittenBy { get; init; } = "";
        public DateTimeOffset WrittenAt { get; init; }
    }
}
