using System.Data.Common;
using Attendance.Partners.Sharing;
using Attendance.SharedKernel;
using Attendance.SharedKernel.Data;
using Attendance.SharedKernel.Time;
using Dapper;

namespace Attendance.Partners.Health;

/// <summary>Reads and writes reviews of health needs. Judges nobody.</summary>
internal sealed class HealthReviewBook(Database database, SchoolClock clock)
{
    /// <summary>Every review by the child's present id, the latest first.</summary>
    public async Task<ILookup<PupilId, HealthReview>> ListAsync(CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        var rows = await connection.QueryAsync<Row>(
            new CommandDefinition(
                $"select r.*, {MergedPupils.Present("r.pupil_id")} as child_id from partners_health_review r order by r.id desc",
                cancellationToken: cancellation
            )
        );
        return rows.ToLookup(row => new PupilId(row.ChildId), row => row.Review);
    }

    /// <summary>When a review of a child was asked for that is not held yet; null: none.</summary>
    public async Task<DateTimeOffset?> AskedAtAsync(PupilId pupil, CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        var row = await connection.QueryFirstOrDefaultAsync<Row>(
            new CommandDefinition(Open, new { pupil = pupil.Value }, cancellationToken: cancellation)
        );
        return row?.AskedAt;
    }

    /// <summary>Asks for one. False: one was asked for and not held yet.</summary>
    public async Task<bool> AskAsync(DbTransaction transaction, PupilId pupil, string by)
    {
        if (await OpenAsync(transaction, pupil) is not null)
            return false;
        await transaction.Connection!.ExecuteAsync(
            "insert into partners_health_review (id, pupil_id, asked_by, asked_at) values (@id, @pupil, @by, @now)",
            new
            {
                id = GrowingNumber.Next(TimeProvider.System),
                pupil = pupil.Value,
                by,
                now = clock.Now,
            },
            transaction
        );
        return true;
    }

    /// <summary>
    /// Writes one that was held: that which was asked for, else (unless <paramref name="onlyAsked"/>) a new one. False: none was asked for.
    /// </summary>
    public async Task<bool> HoldAsync(
        DbTransaction transaction,
        PupilId pupil,
        DateOnly heldOn,
        byte[] findings,
        string? referredTo,
        bool onlyAsked,
        string by
    )
    {
        var open = await OpenAsync(transaction, pupil);
        if (open is null && onlyAsked)
            return false;
        var id = open ?? GrowingNumber.Next(TimeProvider.System);
        if (open is null)
            await transaction.Connection!.ExecuteAsync(
                "insert into partners_health_review (id, pupil_id) values (@id, @pupil)",
                new { id, pupil = pupil.Value },
                transaction
            );
        await transaction.Connection!.ExecuteAsync(
            """
            update partners_health_review set held_on = @heldOn, findings = @findings, referred_to = @referredTo, recorded_by = @by, recorded_at = @now
            where id = @id
            """,
            new
            {
                id,
                heldOn,
                findings,
                referredTo,
                by,
                now = clock.Now,
            },
            transaction
        );
        return true;
    }

    private static readonly string Open =
        $"select * from partners_health_review where {MergedPupils.Are("pupil_id", "@pupil")} and held_on is null order by id";

    private static async Task<long?> OpenAsync(DbTransaction transaction, PupilId pupil) =>
        (await transaction.Connection!.QueryFirstOrDefaultAsync<Row>(Open, new { pupil = pupil.Value }, transaction))?.Id;

    private sealed class Row
    {
        public long Id { get; init; }
        public long PupilId { get; init; }
        public long ChildId { get; init; }
        public DateTimeOffset? AskedAt { get; init; }
        public DateOnly? HeldOn { get; init; }
        public byte[]? Findings { get; init; }
        public string? ReferredTo { get; init; }

        public HealthReview Review => new(Id, new PupilId(PupilId), AskedAt, HeldOn, Findings, ReferredTo);
    }
}
