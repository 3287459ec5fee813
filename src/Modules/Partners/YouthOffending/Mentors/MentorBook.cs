using System.Data.Common;
using Attendance.Partners.Sharing;
using Attendance.SharedKernel;
using Attendance.SharedKernel.Data;
using Attendance.SharedKernel.Time;
using Dapper;

namespace Attendance.Partners.YouthOffending.Mentors;

/// <summary>Reads and writes volunteer mentors and their matches. Judges nobody.</summary>
internal sealed class MentorBook(Database database, SchoolClock clock)
{
    private const string Columns = "id, name, recruited_on, trained_on, check_number, check_until, left_on";

    /// <summary>Every mentor, by name.</summary>
    public async Task<IReadOnlyList<Mentor>> ListAsync(CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        var rows = await connection.QueryAsync<MentorRow>(
            new CommandDefinition($"select {Columns} from partners_mentor order by name, id", cancellationToken: cancellation)
        );
        return [.. rows.Select(row => row.Mentor)];
    }

    /// <summary>One mentor as the transaction sees it; null when there is none. On PostgreSQL nobody changes it meanwhile.</summary>
    public async Task<Mentor?> FindAsync(DbTransaction transaction, long id)
    {
        var lockRow = database.IsSqlite ? "" : "for update";
        var row = await transaction.Connection!.QuerySingleOrDefaultAsync<MentorRow>(
            $"select {Columns} from partners_mentor where id = @id {lockRow}",
            new { id },
            transaction
        );
        return row?.Mentor;
    }

    /// <summary>Every match, the latest first; of one young person when named.</summary>
    public async Task<IReadOnlyList<MentorMatch>> MatchesAsync(PupilId? pupil, CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        var rows = await connection.QueryAsync<MatchRow>(
            new CommandDefinition(
                $"select * from partners_mentor_match where {(pupil is null ? "1 = 1" : MergedPupils.Are("pupil_id", "@pupil"))} order by from_date desc, id desc",
                new { pupil = pupil?.Value ?? 0 },
                cancellationToken: cancellation
            )
        );
        return
        [
            .. rows.Select(row => new MentorMatch(
                row.Id,
                row.MentorId,
                row.Agreement,
                new PupilId(row.PupilId),
                row.FromDate,
                row.UntilDate,
                row.Outcome is null ? null : Enum.Parse<MatchOutcome>(row.Outcome),
                row.OutcomeWords
            )),
        ];
    }

    /// <summary>Writes a mentor, or changes one.</summary>
    public Task SaveAsync(DbTransaction transaction, Mentor mentor, string by) =>
        transaction.Connection!.ExecuteAsync(
            """
            insert into partners_mentor (id, name, recruited_on, trained_on, check_number, check_until, left_on, saved_at, saved_by)
            values (@id, @name, @recruited, @trained, @number, @until, @left, @now, @by)
            on conflict (id) do update set name = excluded.name, recruited_on = excluded.recruited_on, trained_on = excluded.trained_on,
                check_number = excluded.check_number, check_until = excluded.check_until, left_on = excluded.left_on,
                saved_at = excluded.saved_at, saved_by = excluded.saved_by
            """,
            new
            {
                id = mentor.Id,
                name = mentor.Name,
                recruited = mentor.RecruitedOn,
                trained = mentor.TrainedOn,
                number = mentor.CheckNumber,
                until = mentor.CheckUntil,
                left = mentor.LeftOn,
                now = clock.Now,
                by,
            },
            transaction
        );

    /// <summary>Writes a match.</summary>
    public static Task AddAsync(DbTransaction transaction, MentorMatch match, string by) =>
        transaction.Connection!.ExecuteAsync(
            """
            insert into partners_mentor_match (id, mentor_id, agreement, pupil_id, from_date, recorded_by)
            values (@id, @mentor, @agreement, @pupil, @from, @by)
            """,
            new
            {
                id = match.Id,
                mentor = match.Mentor,
                agreement = match.Agreement,
                pupil = match.Pupil.Value,
                from = match.From,
                by,
            },
            transaction
        );

    /// <summary>A match is over. False: it was.</summary>
    public static async Task<bool> EndAsync(DbTransaction transaction, long match, DateOnly until, MatchOutcome outcome, byte[] words) =>
        await transaction.Connection!.ExecuteAsync(
            "update partners_mentor_match set until_date = @until, outcome = @outcome, outcome_words = @words where id = @match and outcome is null",
            new
            {
                match,
                until,
                outcome = outcome.ToString(),
                words,
            },
            transaction
        ) == 1;

    private sealed class MentorRow
    {
        public long Id { get; init; }
        public string Name { get; init; } = "";
        public DateOnly RecruitedOn { get; init; }
        public DateOnly? TrainedOn { get; init; }
        public string? CheckNumber { get; init; }
        public DateOnly? CheckUntil { get; init; }
        public DateOnly? LeftOn { get; init; }

        public Mentor Mentor => new(Id, Name, RecruitedOn, TrainedOn, CheckNumber, CheckUntil, LeftOn);
    }

    private sealed class MatchRow
    {
        public long Id { get; init; }
        public long MentorId { get; init; }
        public string Agreement { get; init; } = "";
        public long PupilId { get; init; }
        public DateOnly FromDate { get; init; }
        public DateOnly? UntilDate { get; init; }
        public string? Outcome { get; init; }
        public byte[]? OutcomeWords { get; init; }
    }
}
