using System.Data.Common;
using Attendance.Access.Contracts;
using Attendance.Casework.Contracts;
using Attendance.Partners.Sharing;
using Attendance.SharedKernel;
using Attendance.SharedKernel.Data;
using Attendance.SharedKernel.Time;
using Dapper;

namespace Attendance.Partners.Referrals;

/// <summary>Reads and writes referrals. Judges nobody.</summary>
internal sealed class ReferralBook(Database database, SchoolClock clock)
{
    /// <summary>Those whose children are in a scope, what waits longest first; of one agency when it is named.</summary>
    public async Task<IReadOnlyList<Referral>> ListAsync(Visible? visible, string? agency, CancellationToken cancellation)
    {
        var parameters = new DynamicParameters(new { agency });
        visible?.AddTo(parameters);
        await using var connection = await database.OpenAsync(cancellation);
        var rows = await connection.QueryAsync<Row>(
            new CommandDefinition(
                $"""
                select r.* from partners_referral r where {visible?.Sql ?? "1 = 1"} {(agency is null ? "" : "and r.agency = @agency")}
                order by case when r.ended_at is null then 0 else 1 end, case when r.accepted is null then 0 else 1 end, r.due_at, r.id
                """,
                parameters,
                cancellationToken: cancellation
            )
        );
        return [.. rows.Select(row => row.Referral)];
    }

    /// <summary>One referral; null when there is none.</summary>
    public async Task<Referral?> FindAsync(long id, CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        var row = await connection.QuerySingleOrDefaultAsync<Row>(
            new CommandDefinition("select * from partners_referral where id = @id", new { id }, cancellationToken: cancellation)
        );
        return row?.Referral;
    }

    /// <summary>Open referrals of a child.</summary>
    public async Task<IReadOnlyList<Referral>> OpenOfAsync(PupilId pupil, CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        var rows = await connection.QueryAsync<Row>(
            new CommandDefinition(
                $"select * from partners_referral where {MergedPupils.Are("pupil_id", "@pupil")} and ended_at is null and (accepted is null or accepted = @yes) order by id",
                new { pupil = pupil.Value, yes = true },
                cancellationToken: cancellation
            )
        );
        return [.. rows.Select(row => row.Referral)];
    }

    /// <summary>Those that wait for an answer that was due by an instant, and of which nobody was told yet; at most 500.</summary>
    public async Task<IReadOnlyList<Referral>> UntoldAsync(DateTimeOffset now, CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        var rows = await connection.QueryAsync<Row>(
            new CommandDefinition(
                "select * from partners_referral where accepted is null and overdue_told_at is null and due_at <= @now order by due_at, id limit 500",
                new { now },
                cancellationToken: cancellation
            )
        );
        return [.. rows.Select(row => row.Referral)];
    }

    /// <summary>Notes that both sides were told. False: they were before, or it was answered meanwhile.</summary>
    public async Task<bool> ToldAsync(DbTransaction transaction, long id) =>
        await transaction.Connection!.ExecuteAsync(
            "update partners_referral set overdue_told_at = @now where id = @id and accepted is null and overdue_told_at is null",
            new { id, now = clock.Now },
            transaction
        ) == 1;

    /// <summary>Writes a new referral.</summary>
    public static Task AddAsync(DbTransaction transaction, Referral referral) =>
        transaction.Connection!.ExecuteAsync(
            """
            insert into partners_referral (id, direction, agency, agreement, pupil_id, case_id, reason, referred_by, referred_at, due_at)
            values (@id, @direction, @agency, @agreement, @pupil, @case, @reason, @by, @at, @due)
            """,
            new
            {
                id = referral.Id,
                direction = referral.Direction.ToString(),
                agency = referral.Agency,
                agreement = referral.Agreement,
                pupil = referral.Pupil.Value,
                @case = referral.Case.Value,
                reason = referral.Reason,
                by = referral.ReferredBy,
                at = referral.ReferredAt,
                due = referral.DueAt,
            },
            transaction
        );

    /// <summary>Writes the answer. False: there was one.</summary>
    public async Task<bool> AnswerAsync(DbTransaction transaction, long id, bool accepts, byte[] answer, string by) =>
        await transaction.Connection!.ExecuteAsync(
            "update partners_referral set accepted = @accepts, answer = @answer, answered_by = @by, answered_at = @now where id = @id and accepted is null",
            new
            {
                id,
                accepts,
                answer,
                by,
                now = clock.Now,
            },
            transaction
        ) == 1;

    /// <summary>Writes the outcome of a referral that was taken. False: it was not, or it is over.</summary>
    public async Task<bool> EndAsync(DbTransaction transaction, long id, ReferralOutcome outcome, byte[] words, string by) =>
        await transaction.Connection!.ExecuteAsync(
            """
            update partners_referral set outcome = @outcome, outcome_words = @words, ended_by = @by, ended_at = @now
            where id = @id and accepted = @yes and ended_at is null
            """,
            new
            {
                id,
                outcome = outcome.ToString(),
                words,
                by,
                now = clock.Now,
                yes = true,
            },
            transaction
        ) == 1;

    private sealed class Row
    {
        public long Id { get; init; }
        public string Direction { get; init; } = "";
        public string Agency { get; init; } = "";
        public string Agreement { get; init; } = "";
        public long PupilId { get; init; }
        public long CaseId { get; init; }
        public byte[] Reason { get; init; } = [];
        public string ReferredBy { get; init; } = "";
        public DateTimeOffset ReferredAt { get; init; }
        public DateTimeOffset DueAt { get; init; }
        public bool? Accepted { get; init; }
        public byte[]? Answer { get; init; }
        public DateTimeOffset? AnsweredAt { get; init; }
        public string? Outcome { get; init; }
        public byte[]? OutcomeWords { get; init; }
        public DateTimeOffset? EndedAt { get; init; }

        public Referral Referral =>
            new(
                Id,
                Enum.Parse<ReferralDirection>(Direction),
                Agency,
                Agreement,
                new PupilId(PupilId),
                new CaseId(CaseId),
                Reason,
                ReferredBy,
                ReferredAt,
                DueAt,
                Accepted,
                Answer,
                AnsweredAt,
                Outcome is null ? null : Enum.Parse<ReferralOutcome>(Outcome),
                OutcomeWords,
                EndedAt
            );
    }
}
