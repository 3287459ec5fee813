using System.Data.Common;
using Attendance.Schools.Data;
using Attendance.Schools.Rolls;
using Attendance.SharedKernel;
using Attendance.SharedKernel.Data;

namespace Attendance.Schools.Proposals;

/// <summary>Reads proposed corrections, and writes them and their answers in given transactions.</summary>
internal sealed class ProposalStore(Database database, PupilVault vault)
{
    private const int Most = 100;

    private const string Select = """
        select p.id, p.school_id, coalesce(c.merged_into, p.pupil_id), p.pupil_id, p.session, p.standing, p.code, p.minutes_late, p.reason, p.recorded_at,
            p.recorded_by, a.outcome, a.reason, a.recorded_at, a.recorded_by
        from schools_proposal p join schools_pupil c on c.pupil_id = p.pupil_id left join schools_proposal_answer a on a.id = p.id
        """;

    /// <summary>What waits at a school, the oldest first, at most 100.</summary>
    public Task<IReadOnlyList<Proposal>> OpenAsync(Laestab school, CancellationToken cancellation) =>
        ReadAsync(
            $"{Select} where p.school_id = @school and a.id is null order by p.recorded_at, p.id limit {Most}",
            command => command.With("school", (long)school.Value),
            cancellation
        );

    /// <summary>What was proposed for a child under any of its ids, the latest first, at most 100.</summary>
    public Task<IReadOnlyList<Proposal>> OfAsync(
        IReadOnlyCollection<PupilId> family,
        DateTimeOffset? knownAt,
        CancellationToken cancellation
    ) =>
        ReadAsync(
            $"{Select} where p.pupil_id {{ids}}{(knownAt is null ? "" : " and p.recorded_at <= @known")} order by p.recorded_at desc, p.id limit {Most}",
            command =>
            {
                command.WithAny("ids", family.Select(id => id.Value));
                if (knownAt is { } known)
                    command.With("known", known);
                return command;
            },
            cancellation
        );

    /// <summary>One that waits at a school; null when there is none (any more).</summary>
    public async Task<Proposal?> FindOpenAsync(Laestab school, string id)
    {
        var found = await ReadAsync(
            $"{Select} where p.id = @id and p.school_id = @school and a.id is null",
            command => command.With("id", id).With("school", (long)school.Value),
            CancellationToken.None
        );
        return found is [var proposal] ? proposal : null;
    }

    /// <summary>Writes a proposal unless one waits for the child and session at the school already: then false.</summary>
    public static async Task<bool> InsertAsync(DbTransaction transaction, Proposal proposal, byte[] reason, CancellationToken cancellation)
    {
        var waiting = await transaction
            .Command(
                """
                select 1 from schools_proposal p where p.school_id = @school and p.pupil_id = @pupil and p.session = @session
                and not exists (select 1 from schools_proposal_answer a where a.id = p.id)
                """
            )
            .With("school", (long)proposal.School.Value)
            .With("pupil", proposal.Pupil.Value)
            .With("session", proposal.Session.Number)
            .ReadAsync(_ => true, cancellation);
        if (waiting.Count > 0)
            return false;
        await transaction
            .Command(
                """
                insert into schools_proposal (id, school_id, pupil_id, session, standing, code, minutes_late, reason, recorded_at, recorded_by)
                values (@id, @school, @pupil, @session, @standing, @code, @minutes, @reason, @at, @by)
                """
            )
            .With("id", proposal.Id)
            .With("school", (long)proposal.School.Value)
            .With("pupil", proposal.Pupil.Value)
            .With("session", proposal.Session.Number)
            .With("standing", proposal.Standing)
            .With("code", proposal.Code)
            .With("minutes", proposal.MinutesLate)
            .With("reason", reason)
            .With("at", proposal.RecordedAt)
            .With("by", proposal.RecordedBy)
            .RunAsync(cancellation);
        return true;
    }

    /// <summary>Writes the answer; a second one violates the primary key. <paramref name="seq"/>: the correction's submission, null for a refusal.</summary>
    public static Task<int> AnswerAsync(
        DbTransaction transaction,
        string id,
        long? seq,
        byte[]? reason,
        DateTimeOffset recordedAt,
        string by
    ) =>
        transaction
            .Command(
                """
                insert into schools_proposal_answer (id, outcome, seq, reason, recorded_at, recorded_by)
                values (@id, @outcome, @seq, @reason, @at, @by)
                """
            )
            .With("id", id)
            .With("outcome", seq is null ? "refused" : "accepted")
            .With("seq", seq)
            .With("reason", reason)
            .With("at", recordedAt)
            .With("by", by)
            .RunAsync(CancellationToken.None);

    private async Task<IReadOnlyList<Proposal>> ReadAsync(string sql, Func<DbCommand, DbCommand> parameters, CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        await using var transaction = await connection.BeginReadAsync(cancellation);
        var rows = await parameters(transaction.Command(sql))
            .ReadAsync(
                reader =>
                    (
                        Proposal: new Proposal(
                            reader.GetString(0),
                            Laestab.From(reader.GetInt64(1)),
                            new PupilId(reader.GetInt64(2)),
                            new SessionKey(reader.GetInt32(4)),
                            reader.TextOrNull(5),
                            reader.GetString(6),
                            reader.IsDBNull(7) ? null : reader.GetInt32(7),
                            null,
                            reader.Instant(9),
                            reader.GetString(10),
                            reader.IsDBNull(11)
                                ? null
                                : new ProposalAnswer(reader.GetString(11) == "accepted", null, reader.Instant(13), reader.GetString(14))
                        ),
                        SealedUnder: new PupilId(reader.GetInt64(3)),
                        Reason: (byte[])reader.GetValue(8),
                        Refusal: reader.IsDBNull(12) ? null : (byte[])reader.GetValue(12)
                    ),
                cancellation
            );
        var proposals = new List<Proposal>(rows.Count);
        foreach (var row in rows)
        {
            var refusal = row.Refusal is null ? null : await vault.OpenAsync(row.SealedUnder, row.Refusal, cancellation);
            proposals.Add(
                row.Proposal with
                {
                    Reason = await vault.OpenAsync(row.SealedUnder, row.Reason, cancellation),
                    Answer = row.Proposal.Answer is { } answer ? answer with { Reason = refusal } : null,
                }
            );
        }
        return proposals;
    }
}
