using System.Data.Common;
using Attendance.Access.Contracts;
using Attendance.SharedKernel;
using Attendance.SharedKernel.Data;
using Dapper;

namespace Attendance.Partners.AtRisk;

/// <summary>A concern that a school's staff raised. Words are under the child's data key. Open until it is settled.</summary>
internal sealed record RaisedConcern(
    long Id,
    PupilId Pupil,
    Laestab School,
    byte[] Words,
    string RaisedBy,
    DateTimeOffset RaisedAt,
    DateTimeOffset? SettledAt
);

/// <summary>Reads and writes raised concerns. Judges nobody.</summary>
internal sealed class RaisedBook(Database database)
{
    /// <summary>Open concerns at a school about children in a scope on <c>c.pupil_id</c>, the oldest first.</summary>
    public async Task<IReadOnlyList<RaisedConcern>> OpenAsync(Laestab school, Visible visible, CancellationToken cancellation)
    {
        var parameters = new DynamicParameters(new { school = (long)school.Value });
        visible.AddTo(parameters);
        return await ReadAsync($"c.school_id = @school and c.settled_at is null and {visible.Sql}", parameters, cancellation);
    }

    /// <summary>One concern; null when there is none.</summary>
    public async Task<RaisedConcern?> FindAsync(long id, CancellationToken cancellation) =>
        await ReadAsync("c.id = @id", new DynamicParameters(new { id }), cancellation) is [var found] ? found : null;

    /// <summary>How many were raised from an instant on at any school, and how many of them are settled.</summary>
    public async Task<(int Raised, int Settled)> CountAsync(DateTimeOffset since, CancellationToken cancellation)
    {
        var all = await ReadAsync("c.raised_at >= @since", new DynamicParameters(new { since }), cancellation);
        return (all.Count, all.Count(concern => concern.SettledAt is not null));
    }

    /// <summary>Writes a concern.</summary>
    public static Task AddAsync(DbTransaction transaction, RaisedConcern concern) =>
        transaction.Connection!.ExecuteAsync(
            "insert into partners_raised_concern (id, pupil_id, school_id, words, raised_by, raised_at) values (@id, @pupil, @school, @words, @by, @at)",
            new
            {
                id = concern.Id,
                pupil = concern.Pupil.Value,
                school = (long)concern.School.Value,
                words = concern.Words,
                by = concern.RaisedBy,
                at = concern.RaisedAt,
            },
            transaction
        );

    /// <summary>Settles a concern. False: it was.</summary>
    public static async Task<bool> SettleAsync(DbTransaction transaction, long id, byte[] words, string by, DateTimeOffset at) =>
        await transaction.Connection!.ExecuteAsync(
            "update partners_raised_concern set settled_at = @at, settled_by = @by, settled_words = @words where id = @id and settled_at is null",
            new
            {
                id,
                words,
                by,
                at,
            },
            transaction
        ) == 1;

    private async Task<IReadOnlyList<RaisedConcern>> ReadAsync(string where, DynamicParameters parameters, CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        var rows = await connection.QueryAsync<Row>(
            new CommandDefinition(
                $"select c.* from partners_raised_concern c where {where} order by c.raised_at, c.id",
                parameters,
                cancellationToken: cancellation
            )
        );
        return
        [
            .. rows.Select(row => new RaisedConcern(
                row.Id,
                new PupilId(row.PupilId),
                Laestab.From(row.SchoolId),
                row.Words,
                row.RaisedBy,
                row.RaisedAt,
                row.SettledAt
            )),
        ];
    }

    private sealed class Row
    {
        public long Id { get; init; }
        public long PupilId { get; init; }
        public long SchoolId { get; init; }
        public byte[] Words { get; init; } = [];
        public string RaisedBy { get; init; } = "";
        public DateTimeOffset RaisedAt { get; init; }
        public DateTimeOffset? SettledAt { get; init; }
    }
}
