using System.Data.Common;
using Attendance.Lac.Children;
using Attendance.SharedKernel;
using Attendance.SharedKernel.Data;
using Dapper;

namespace Attendance.Lac.Ladder;

/// <summary>
/// The children to be counted again, as a table: asked for in the transaction that changes what a count depends on, claimed by one Host, and taken off when the
/// count began after the last ask. Instants are of the school clock, but for the claim, which is a lease.
/// </summary>
internal sealed class Recounts(Database database, IWriter writer, TimeProvider time) : IDisposable
{
    private readonly SemaphoreSlim _asked = new(0);

    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(30);

    /// <summary>How long a child whose watch is new is counted again and again, and how often. A watch is in force within some five seconds.</summary>
    private static readonly TimeSpan Repeated = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Between = TimeSpan.FromSeconds(1);

    /// <summary>Asks for a child to be counted again, if it is or was looked after: other modules watch children too.</summary>
    public async Task AskIfLookedAfterAsync(DbTransaction transaction, PupilId pupil, DateTimeOffset now)
    {
        foreach (var kept in await CareFamily.InCareAsync(transaction, pupil))
            await AskAsync(transaction, kept, now, null);
    }

    /// <summary>Waits until a child was asked for on this Host, but no longer than so long. True: one was; what asked may not be committed yet.</summary>
    public Task<bool> AskedAsync(TimeSpan longest, CancellationToken cancellation) => _asked.WaitAsync(longest, cancellation);

    public void Dispose() => _asked.Dispose();

    /// <summary>Asks for a child whose watch begins now: what its marks become before the watch is in force is counted too.</summary>
    public Task AskRepeatedlyAsync(DbTransaction transaction, PupilId pupil, DateTimeOffset now) =>
        AskAsync(transaction, pupil, now, time.GetUtcNow() + Repeated);

    /// <summary>Asks for all of these.</summary>
    public Task AskAsync(IReadOnlyCollection<PupilId> pupils, DateTimeOffset now, CancellationToken cancellation) =>
        writer.Run(
            async transaction =>
            {
                foreach (var pupil in pupils)
                    await AskAsync(transaction, pupil, now, null);
            },
            cancellation
        );

    /// <summary>Claims up to so many children that nobody counts now, those who waited longest first. The lease runs out if this Host dies.</summary>
    public async Task<IReadOnlyList<Recount>> ClaimAsync(int most, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        const string free = "claimed_until is null or claimed_until <= @now";
        await using (var connection = await database.OpenAsync(cancellation))
        {
            // Nearly always there is nothing: ask without a write.
            var any = await connection.ExecuteScalarAsync<int?>($"select 1 from lac_recount where {free} limit 1", new { now });
            if (any is null)
                return [];
        }
        return await writer.Run(
            async transaction =>
            {
                var lockRows = database.IsSqlite ? "" : "for update skip locked";
                var rows = (
                    await transaction.Connection!.QueryAsync<(long Pupil, long Asks)>(
                        $"select pupil_id, asks from lac_recount where {free} order by asked_at limit @most {lockRows}",
                        new { now, most },
                        transaction
                    )
                ).ToList();
                foreach (var (pupil, _) in rows)
                    await transaction.Connection!.ExecuteAsync(
                        "update lac_recount set claimed_until = @until where pupil_id = @pupil",
                        new { until = now + Lease, pupil },
                        transaction
                    );
                return rows.ConvertAll(row => new Recount(new PupilId(row.Pupil), row.Asks));
            },
            cancellation
        );
    }

    /// <summary>Takes a child off, or frees it to be counted once more when it was asked for again meanwhile.</summary>
    public async Task DoneAsync(DbTransaction transaction, Recount recount)
    {
        var now = time.GetUtcNow();
        var row = new
        {
            pupil = recount.Pupil.Value,
            asks = recount.Asks,
            now,
            next = now + Between,
        };
        await transaction.Connection!.ExecuteAsync(
            "delete from lac_recount where pupil_id = @pupil and asks = @asks and (repeat_until is null or repeat_until < @now)",
            row,
            transaction
        );
        await transaction.Connection!.ExecuteAsync(
            "update lac_recount set claimed_until = case when asks = @asks then @next else @now end where pupil_id = @pupil",
            row,
            transaction
        );
    }

    private async Task AskAsync(DbTransaction transaction, PupilId pupil, DateTimeOffset now, DateTimeOffset? repeatUntil)
    {
        await transaction.Connection!.ExecuteAsync(
            """
            insert into lac_recount (pupil_id, asked_at, repeat_until) values (@pupil, @now, @repeatUntil)
            on conflict (pupil_id) do update set asked_at = excluded.asked_at, asks = lac_recount.asks + 1,
                repeat_until = coalesce(excluded.repeat_until, lac_recount.repeat_until)
            """,
            new
            {
                pupil = pupil.Value,
                now,
                repeatUntil,
            },
            transaction
        );
        if (_asked.CurrentCount == 0)
            _asked.Release();
    }
}

/// <summary>A child to be counted, and how often it had been asked for when it was claimed.</summary>
internal sealed record Recount(PupilId Pupil, long Asks);
