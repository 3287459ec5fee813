using System.Data.Common;
using Attendance.SharedKernel.Data;
using Dapper;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Attendance.SharedKernel.Facts;

/// <summary>What the dispatcher reads and writes in the outbox. A stream belongs to one Host for as long as its lease runs.</summary>
internal sealed class OutboxStore(Database database, IWriter writer, TimeProvider time, FactOptions options)
{
    /// <summary>Streams that are looked at in one pass: more wait for the next one.</summary>
    private const int StreamsAtOnce = 256;

    /// <summary>Jumps from stream to stream along the index, so that a long backlog is not read to find them.</summary>
    private const string WaitingStreams = """
        with recursive waiting (stream) as (
            select min(stream) from outbox where state = 0
            union all
            select (select min(o.stream) from outbox o where o.state = 0 and o.stream > w.stream) from waiting w where w.stream is not null
        )
        select stream from waiting where stream is not null
        """;

    /// <summary>The name of this process in the leases.</summary>
    public string Owner { get; } = $"{Environment.MachineName}/{Environment.ProcessId}/{Guid.NewGuid():N}";

    /// <summary>True when anything waits: a cheap question, asked before any writing.</summary>
    public async Task<bool> AnyWaitingAsync(CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        return await connection.ExecuteScalarAsync<long>(
                new CommandDefinition(
                    "select count(*) from (select 1 from outbox where state = 0 limit 1) w",
                    cancellationToken: cancellation
                )
            ) > 0;
    }

    /// <summary>Streams with waiting facts, in order of their names, but for those that are to be left alone.</summary>
    public async Task<IReadOnlyList<string>> WaitingAsync(IReadOnlySet<string> except, CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        var streams = await connection.QueryAsync<string>(new CommandDefinition(WaitingStreams, cancellationToken: cancellation));
        return streams.Where(stream => !except.Contains(stream)).Take(StreamsAtOnce).ToList();
    }

    /// <summary>Takes or renews the leases of these streams; returns those that are ours until the returned instant.</summary>
    public async Task<(IReadOnlyList<string> Streams, DateTimeOffset Until)> LeaseAsync(
        IReadOnlyCollection<string> streams,
        CancellationToken cancellation
    )
    {
        if (streams.Count == 0)
            return ([], default);
        var now = time.GetUtcNow();
        var until = now + options.Lease;
        var owned = await writer.Run(
            async transaction =>
            {
                var connection = transaction.Connection!;
                await connection.ExecuteAsync(
                    database.IsSqlite
                        ? "insert into outbox_lease (stream, owner, until) select value, '', @now from json_each(@names) where true on conflict do nothing"
                        : "insert into outbox_lease (stream, owner, until) select stream, '', @now from unnest(@streams) s (stream) order by stream on conflict do nothing",
                    Parameters(streams, now, until),
                    transaction
                );
                return (
                    await connection.QueryAsync<string>(
                        database.IsSqlite
                            ? """
                            update outbox_lease set owner = @Owner, until = @until
                            where stream in (select value from json_each(@names)) and (owner in ('', @Owner) or until < @now)
                            returning stream
                            """
                            : """
                            update outbox_lease set owner = @Owner, until = @until
                            where stream in (
                                select stream from outbox_lease
                                where stream = any(@streams) and (owner in ('', @Owner) or until < @now)
                                order by stream for update skip locked)
                            returning stream
                            """,
                        Parameters(streams, now, until),
                        transaction
                    )
                ).ToList();
            },
            cancellation
        );
        owned.Sort(StringComparer.Ordinal);
        return (owned, until);
    }

    /// <summary>Gives all streams back.</summary>
    public Task ReleaseAsync() =>
        writer.Run(transaction =>
            transaction.Connection!.ExecuteAsync("update outbox_lease set owner = '' where owner = @Owner", new { Owner }, transaction)
        );

    /// <summary>The next facts of a stream, in order.</summary>
    public async Task<IReadOnlyList<WaitingFact>> ReadAsync(string stream, CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        return (
            await connection.QueryAsync<WaitingFact>(
                new CommandDefinition(
                    """
                    select stream, position, ordinal, type, payload, raised_at, tries from outbox
                    where state = 0 and stream = @stream order by position, ordinal limit @Batch
                    """,
                    new { stream, options.Batch },
                    cancellationToken: cancellation
                )
            )
        ).AsList();
    }

    /// <summary>Removes handled facts of one stream, in the transaction of their handlers.</summary>
    public static async Task RemoveAsync(DbTransaction transaction, IReadOnlyCollection<FactPlace> handled)
    {
        if (transaction is NpgsqlTransaction)
        {
            await transaction.Connection!.ExecuteAsync(
                """
                delete from outbox o using unnest(@positions, @ordinals) as h (position, ordinal)
                where o.stream = @stream and o.position = h.position and o.ordinal = h.ordinal
                """,
                new
                {
                    stream = handled.First().Stream,
                    positions = handled.Select(place => place.Position).ToArray(),
                    ordinals = handled.Select(place => place.Ordinal).ToArray(),
                },
                transaction
            );
            return;
        }
        var row = SqliteStatement.For(
            (SqliteConnection)transaction.Connection!,
            "delete from outbox where stream = ? and position = ? and ordinal = ?"
        );
        foreach (var place in handled)
            row.Bind(1, place.Stream).Bind(2, place.Position).Bind(3, place.Ordinal).Execute();
    }

    /// <summary>Notes a failed try; the last one parks the fact.</summary>
    public Task FailAsync(FactPlace place, string error) =>
        writer.Run(transaction =>
            transaction.Connection!.ExecuteAsync(
                """
                update outbox set tries = tries + 1, last_error = @error, state = case when tries + 1 >= @Tries then 1 else 0 end
                where stream = @Stream and position = @Position and ordinal = @Ordinal
                """,
                new
                {
                    place.Stream,
                    place.Position,
                    place.Ordinal,
                    error,
                    options.Tries,
                },
                transaction
            )
        );

    private object Parameters(IReadOnlyCollection<string> streams, DateTimeOffset now, DateTimeOffset until) =>
        database.IsSqlite
            ? new
            {
                names = System.Text.Json.JsonSerializer.Serialize(streams),
                Owner,
                now,
                until,
            }
            : new
            {
                streams = streams.ToArray(),
                Owner,
                now,
                until,
            };
}

/// <summary>A row of the outbox.</summary>
internal sealed class WaitingFact
{
    public string Stream { get; init; } = "";
    public long Position { get; init; }
    public int Ordinal { get; init; }
    public string Type { get; init; } = "";
    public string Payload { get; init; } = "";
    public DateTimeOffset RaisedAt { get; init; }
    public int Tries { get; init; }

    public FactPlace Place => new(Stream, Position, Ordinal);
}
