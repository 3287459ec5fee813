using System.Data.Common;
using Attendance.SharedKernel.Data;
using Attendance.SharedKernel.Time;
using Dapper;

namespace Attendance.Partners.Responsibilities;

/// <summary>Who read which version of what they answer for.</summary>
internal sealed class ReceiptBook(Database database, SchoolClock clock)
{
    /// <summary>When a person read a version; null: not yet.</summary>
    public async Task<DateTimeOffset?> ReadAtAsync(long person, string version, CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        return await connection.QuerySingleOrDefaultAsync<DateTimeOffset?>(
            new CommandDefinition(
                "select read_at from partners_receipt where person = @person and version = @version",
                new { person, version },
                cancellationToken: cancellation
            )
        );
    }

    /// <summary>Every receipt, the newest of each person, newest first.</summary>
    public async Task<IReadOnlyList<(long Person, DateTimeOffset At)>> ListAsync(CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        var rows = await connection.QueryAsync<Row>(
            new CommandDefinition(
                "select person, max(read_at) as read_at from partners_receipt group by person order by max(read_at) desc, person",
                cancellationToken: cancellation
            )
        );
        return [.. rows.Select(row => (row.Person, row.ReadAt))];
    }

    /// <summary>Writes that a person read a version. Again: the first time stays.</summary>
    public Task WriteAsync(DbTransaction transaction, long person, string version) =>
        transaction.Connection!.ExecuteAsync(
            "insert into partners_receipt (person, version, read_at) values (@person, @version, @now) on conflict do nothing",
            new
            {
                person,
                version,
                now = clock.Now,
            },
            transaction
        );

    private sealed class Row
    {
        public long Person { get; init; }
        public DateTimeOffset ReadAt { get; init; }
    }
}
