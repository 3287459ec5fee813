using System.Data.Common;
using Attendance.SharedKernel.Data;
using Dapper;
using Npgsql;

namespace Attendance.Access.BreakGlass;

/// <summary>Reads and writes <c>access_emergency</c>.</summary>
internal sealed class EmergencyStore(Database database)
{
    private const string Columns =
        "id, person, role, pupil, reason, hours, asked_at, decision, decided_by, decided_at, decided_reason, grant_id, expires_at, ended_at, review, reviewed_by, reviewed_at, review_note";

    /// <summary>A new request.</summary>
    public static Task InsertAsync(DbTransaction transaction, EmergencyRow row) =>
        transaction.Connection!.ExecuteAsync(
            """
            insert into access_emergency (id, person, role, pupil, reason, hours, asked_at)
            values (@Id, @Person, @Role, @Pupil, @Reason, @Hours, @AskedAt)
            """,
            row,
            transaction
        );

    /// <summary>The request with an id, or null; on PostgreSQL locked, so that one decision is made of it.</summary>
    public static Task<EmergencyRow?> FindAsync(DbTransaction transaction, string id) =>
        transaction.Connection!.QuerySingleOrDefaultAsync<EmergencyRow?>(
            $"select {Columns} from access_emergency where id = @id{(transaction is NpgsqlTransaction ? " for update" : "")}",
            new { id },
            transaction
        );

    /// <summary>The request with an id, or null.</summary>
    public async Task<EmergencyRow?> FindAsync(string id, CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        return await connection.QuerySingleOrDefaultAsync<EmergencyRow?>(
            new CommandDefinition($"select {Columns} from access_emergency where id = @id", new { id }, cancellationToken: cancellation)
        );
    }

    /// <summary>
    /// A page, newest first. <paramref name="all"/>: everybody's; else the viewer's own, and for <paramref name="approver"/> also what waits for a decision or was decided by
    /// the viewer. <paramref name="unreviewed"/>: only what was approved, is over and has no review.
    /// </summary>
    public async Task<IReadOnlyList<EmergencyRow>> ListAsync(
        long viewer,
        bool all,
        bool approver,
        bool unreviewed,
        string? after,
        int count,
        DateTimeOffset now,
        CancellationToken cancellation
    )
    {
        await using var connection = await database.OpenAsync(cancellation);
        var rows = await connection.QueryAsync<EmergencyRow>(
            new CommandDefinition(
                $"""
                select {Columns} from access_emergency
                where (@all = 1 or person = @viewer or (@approver = 1 and (decided_by = @viewer or (decision is null and ended_at is null and asked_at > @waits))))
                    and (cast(@after as text) is null or id < @after)
                    and (@unreviewed = 0 or (decision = 'approved' and review is null and (ended_at is not null or expires_at <= @now)))
                order by id desc limit @count
                """,
                new
                {
                    viewer,
                    all = all ? 1 : 0,
                    approver = approver ? 1 : 0,
                    unreviewed = unreviewed ? 1 : 0,
                    after,
                    count,
                    now,
                    waits = now - EmergencyRow.Waits,
                },
                cancellationToken: cancellation
            )
        );
        return [.. rows];
    }
}

/// <summary>A request as stored.</summary>
internal sealed class EmergencyRow
{
    /// <summary>How long a request waits for a second person; then it has lapsed.</summary>
    public static readonly TimeSpan Waits = TimeSpan.FromDays(1);

    public string Id { get; init; } = "";
    public long Person { get; init; }
    public string Role { get; init; } = "";
    public long? Pupil { get; init; }
    public string Reason { get; init; } = "";
    public int Hours { get; init; }
    public DateTimeOffset AskedAt { get; init; }
    public string? Decision { get; init; }
    public long? DecidedBy { get; init; }
    public DateTimeOffset? DecidedAt { get; init; }
    public string? DecidedReason { get; init; }
    public string? GrantId { get; init; }
    public DateTimeOffset? ExpiresAt { get; init; }
    public DateTimeOffset? EndedAt { get; init; }
    public string? Review { get; init; }
    public long? ReviewedBy { get; init; }
    public DateTimeOffset? ReviewedAt { get; init; }
    public string? ReviewNote { get; init; }

    /// <summary>Where it stands at an instant.</summary>
    public EmergencyState State(DateTimeOffset now) =>
        this switch
        {
            { Decision: "refused" } => EmergencyState.Refused,
            { Decision: not null } => EndedAt is null && ExpiresAt > now ? EmergencyState.Open : EmergencyState.Over,
            { EndedAt: not null } => EmergencyState.Withdrawn,
            _ => AskedAt > now - Waits ? EmergencyState.Waiting : EmergencyState.Lapsed,
        };
}
