using Attendance.Access.Contracts;
using Attendance.Schools.Data;
using Attendance.Schools.Rolls;
using Attendance.SharedKernel;
using Attendance.SharedKernel.Data;
using Attendance.SharedKernel.Time;

namespace Attendance.Schools.Flags;

/// <summary>What schools say of patterns: that they see them too, or what explains them (S69). Judges nobody.</summary>
internal sealed class PatternAnswers(Database database, IWriter writer, PupilVault vault, SchoolClock clock)
{
    /// <summary>The longest text, in characters.</summary>
    public const int Longest = 1000;

    /// <summary>
    /// Writes an answer about an open flag. False: the same was said last. Errors: not-found (no such open flag), validation (text of 1 to <see cref="Longest"/> characters).
    /// </summary>
    public async Task<Result<bool>> AnswerAsync(
        Caller caller,
        PupilId pupil,
        string rule,
        SessionKey episode,
        bool confirmed,
        string? text,
        CancellationToken cancellation
    )
    {
        var said = text?.Trim() ?? "";
        if (said.Length is 0 or > Longest || said.Any(letter => char.IsControl(letter) && letter is not ('\n' or '\r' or '\t')))
            return Error.Validation("/text", "text-invalid");
        var last = (await ReadAsync([pupil], cancellation)).FirstOrDefault(row => row.Rule == rule && row.Episode == episode);
        if (last is not null && last.Confirmed == confirmed && last.Text == said)
            return false;
        var sealedText = await vault.SealAsync(pupil, said, cancellation);
        return await writer.Run<Result<bool>>(
            async transaction =>
            {
                var open = await transaction
                    .Command("select 1 from schools_flag where pupil_id = @pupil and rule = @rule and episode = @episode and state = @open")
                    .With("pupil", pupil.Value)
                    .With("rule", rule)
                    .With("episode", episode.Number)
                    .With("open", Standings.StoredFlag.Open)
                    .ReadAsync(_ => true, CancellationToken.None);
                if (open.Count == 0)
                    return Error.NotFound;
                await transaction
                    .Command(
                        """
                        insert into schools_pattern_answer (pupil_id, rule, episode, version, confirmed, said, recorded_at, recorded_by)
                        select @pupil, @rule, @episode, coalesce(max(version), 0) + 1, @confirmed, @said, @at, @by
                        from schools_pattern_answer where pupil_id = @pupil and rule = @rule and episode = @episode
                        """
                    )
                    .With("pupil", pupil.Value)
                    .With("rule", rule)
                    .With("episode", episode.Number)
                    .With("confirmed", confirmed)
                    .With("said", sealedText)
                    .With("at", clock.Now)
                    .With("by", caller.Name)
                    .RunAsync(CancellationToken.None);
                return true;
            },
            cancellation
        );
    }

    /// <summary>What was said of one child's patterns, under any of its ids, the latest first.</summary>
    public async Task<IReadOnlyList<AnsweredPattern>> ReadAsync(IReadOnlyCollection<PupilId> family, CancellationToken cancellation)
    {
        List<(PupilId Pupil, string Rule, SessionKey Episode, bool Confirmed, byte[] Said, DateTimeOffset At, string By)> rows;
        await using (var connection = await database.OpenAsync(cancellation))
        {
            await using var transaction = await connection.BeginReadAsync(cancellation);
            rows = await transaction
                .Command(
                    """
                    select pupil_id, rule, episode, confirmed, said, recorded_at, recorded_by from schools_pattern_answer
                    where pupil_id {ids} order by recorded_at desc, rule, version desc
                    """
                )
                .WithAny("ids", family.Select(id => id.Value))
                .ReadAsync(
                    reader =>
                        (
                            new PupilId(reader.GetInt64(0)),
                            reader.GetString(1),
                            new SessionKey(reader.GetInt32(2)),
                            reader.GetBoolean(3),
                            (byte[])reader.GetValue(4),
                            reader.Instant(5),
                            reader.GetString(6)
                        ),
                    cancellation
                );
        }
        var answers = new List<AnsweredPattern>(rows.Count);
        foreach (var row in rows)
            answers.Add(
                new AnsweredPattern(
                    row.Rule,
                    row.Episode,
                    row.Confirmed,
                    await vault.OpenAsync(row.Pupil, row.Said, cancellation),
                    row.At,
                    row.By
                )
            );
        return answers;
    }
}

/// <summary>What a school said of a pattern. <paramref name="Text"/> is null once the child's texts were erased.</summary>
internal sealed record AnsweredPattern(string Rule, SessionKey Episode, bool Confirmed, string? Text, DateTimeOffset RecordedAt, string By);
