using System.Data.Common;
using Attendance.Partners.Sharing;
using Attendance.SharedKernel;
using Attendance.SharedKernel.Data;
using Attendance.SharedKernel.Time;
using Dapper;

namespace Attendance.Partners.YouthOffending.Checks;

/// <summary>
/// The young people whose marks are to be looked at again: asked for in the transaction that changes what depends on them, and taken off only with the token that was read, so that an ask that comes
/// meanwhile stands, and a look with older marks writes nothing.
/// </summary>
internal sealed class Rechecks(Database database, SchoolClock clock, TimeProvider time)
{
    /// <summary>How long a young person is looked at again and again when the watch on the marks is new, and how often. A watch is in force within some five seconds.</summary>
    private static readonly TimeSpan Repeated = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Between = TimeSpan.FromSeconds(1);

    private const string Concerned =
        "(select pupil_id from partners_youth_order where ended_on is null union select pupil_id from partners_youth_transition) c";

    /// <summary>Asks for a child whose mark changed, if an order or a transition of the service depends on it: other modules watch children too.</summary>
    public async Task AskIfConcernedAsync(DbTransaction transaction, PupilId pupil)
    {
        var ids = await transaction.Connection!.QueryAsync<long>(
            $"select distinct c.pupil_id from {Concerned} where {MergedPupils.Are("c.pupil_id", "@pupil")}",
            new { pupil = pupil.Value },
            transaction
        );
        foreach (var id in ids.ToList())
            await AskAsync(transaction, new PupilId(id), null);
    }

    /// <summary>Asks for a young person whose watch begins now.</summary>
    public Task AskRepeatedlyAsync(DbTransaction transaction, PupilId pupil) => AskAsync(transaction, pupil, time.GetUtcNow() + Repeated);

    /// <summary>Asks for everybody whose release is to come, or is over without a mark: what is late changes with the day.</summary>
    public async Task AskOfDayAsync(DbTransaction transaction)
    {
        var ids = await transaction.Connection!.QueryAsync<long>(
            "select distinct pupil_id from partners_youth_transition where first_attended is null and release_on > @since",
            new { since = clock.Today.AddYears(-1) },
            transaction
        );
        foreach (var id in ids.ToList())
            await AskAsync(transaction, new PupilId(id), null);
    }

    /// <summary>Those to be looked at now.</summary>
    public async Task<IReadOnlyList<Recheck>> ReadAsync(CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        var rows = await connection.QueryAsync<(long Pupil, long Token)>(
            new CommandDefinition(
                "select pupil_id, token from partners_youth_recheck where next_at <= @now order by next_at limit 50",
                new { now = time.GetUtcNow() },
                cancellationToken: cancellation
            )
        );
        return [.. rows.Select(row => new Recheck(new PupilId(row.Pupil), row.Token))];
    }

    /// <summary>Takes one off, or lets it come again while its watch is new. False: it was asked for anew, or another Host took it: nothing may be written.</summary>
    public async Task<bool> TakeAsync(DbTransaction transaction, Recheck recheck)
    {
        var row = new
        {
            pupil = recheck.Pupil.Value,
            token = recheck.Token,
            now = time.GetUtcNow(),
            next = time.GetUtcNow() + Between,
        };
        return await transaction.Connection!.ExecuteAsync(
                "update partners_youth_recheck set next_at = @next where pupil_id = @pupil and token = @token and repeat_until > @now",
                row,
                transaction
            ) == 1
            || await transaction.Connection!.ExecuteAsync(
                "delete from partners_youth_recheck where pupil_id = @pupil and token = @token",
                row,
                transaction
            ) == 1;
    }

    /// <summary>Lets one that failed wait.</summary>
    public Task PostponeAsync(DbTransaction transaction, Recheck recheck) =>
        transaction.Connection!.ExecuteAsync(
            "update partners_youth_recheck set next_at = @next where pupil_id = @pupil",
            new { pupil = recheck.Pupil.Value, next = time.GetUtcNow() + Repeated },
            transaction
        );

    private Task<int> AskAsync(DbTransaction transaction, PupilId pupil, DateTimeOffset? repeatUntil) =>
        transaction.Connection!.ExecuteAsync(
            """
            insert into partners_youth_recheck (pupil_id, token, next_at, repeat_until) values (@pupil, @token, @now, @repeatUntil)
            on conflict (pupil_id) do update set token = excluded.token, next_at = excluded.next_at,
                repeat_until = coalesce(excluded.repeat_until, partners_youth_recheck.repeat_until)
            """,
            new
            {
                pupil = pupil.Value,
                token = GrowingNumber.Next(TimeProvider.System),
                now = time.GetUtcNow(),
                repeatUntil,
            },
            transaction
        );
}

/// <summary>A young person to be looked at, and the token of the ask.</summary>
internal sealed record Recheck(PupilId Pupil, long Token);
