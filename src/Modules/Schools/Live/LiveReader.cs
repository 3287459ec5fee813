using System.Data.Common;
using Attendance.Schools.Contracts;
using Attendance.Schools.Data;
using Attendance.Schools.Flags;
using Attendance.Schools.Journal;
using Attendance.SharedKernel;
using Attendance.SharedKernel.Data;

namespace Attendance.Schools.Live;

/// <summary>
/// Reads what became visible between two positions. The journal and the noted changes of flags are the truth: nothing lives in memory alone. A school's journal is
/// numbered by its one writer and fenced, and its changes by a locked row, so that no lower number is ever committed after a higher one.
/// </summary>
internal sealed class LiveReader(Database database)
{
    /// <summary>How far everything is now, and how far noted changes were removed.</summary>
    public async Task<(LivePosition Now, IReadOnlyDictionary<int, long> Pruned)> NowAsync(CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        await using var transaction = await connection.BeginReadAsync(cancellation);
        return await NowAsync(transaction, cancellation);
    }

    /// <summary>
    /// What became visible after a position, and the position that it leads to; null when it is more than <paramref name="most"/> changes or some were removed. By
    /// school; within a school registers, then flags, each in order.
    /// </summary>
    public async Task<(IReadOnlyList<LiveChange> Changes, LivePosition Now)?> SinceAsync(
        LivePosition from,
        int most,
        CancellationToken cancellation
    )
    {
        await using var connection = await database.OpenAsync(cancellation);
        await using var transaction = await connection.BeginReadAsync(cancellation);
        var (now, pruned) = await NowAsync(transaction, cancellation);
        var changes = new List<LiveChange>();
        foreach (var school in now.Schools)
        {
            var (seq, pos) = from[school];
            var (lastSeq, lastPos) = now[school];
            if (pos < pruned.GetValueOrDefault(school))
                return null;
            if (lastSeq > seq)
                changes.AddRange(await RegistersAsync(transaction, school, seq, lastSeq, most + 1 - changes.Count, cancellation));
            if (lastPos > pos && changes.Count <= most)
                changes.AddRange(await FlagsAsync(transaction, school, pos, most + 1 - changes.Count, cancellation));
            if (changes.Count > most)
                return null;
        }
        return (changes, now);
    }

    private static async Task<(LivePosition Now, IReadOnlyDictionary<int, long> Pruned)> NowAsync(
        DbTransaction transaction,
        CancellationToken cancellation
    )
    {
        var now = new LivePosition();
        var pruned = new Dictionary<int, long>();
        var rows = await transaction
            .Command(
                """
                select m.school_id, m.folded_seq, coalesce(c.last_pos, 0), coalesce(c.pruned_pos, 0) from schools_mark m
                left join schools_change_mark c on c.school_id = m.school_id
                """
            )
            .ReadAsync(reader => ((int)reader.GetInt64(0), reader.GetInt64(1), reader.GetInt64(2), reader.GetInt64(3)), cancellation);
        foreach (var (school, seq, pos, gone) in rows)
        {
            now[school] = (seq, pos);
            if (gone > 0)
                pruned[school] = gone;
        }
        return (now, pruned);
    }

    private static async Task<List<LiveChange>> RegistersAsync(
        DbTransaction transaction,
        int school,
        long after,
        long upTo,
        int most,
        CancellationToken cancellation
    )
    {
        var submissions = await transaction
            .Command(
                """
                select first_seq, last_seq, date, session, kind, group_code, recorded_at, via from schools_submission
                where school_id = @school and first_seq > @after and last_seq <= @upTo order by first_seq limit @most
                """
            )
            .With("school", (long)school)
            .With("after", after)
            .With("upTo", upTo)
            .With("most", most)
            .ReadAsync(
                reader =>
                    (
                        First: reader.GetInt64(0),
                        Last: reader.GetInt64(1),
                        Session: JournalReader.Session(reader.GetValue(2), reader.GetString(3)),
                        Kind: (SubmissionKind)reader.GetInt32(4),
                        Group: reader.GetString(5),
                        At: reader.Instant(6),
                        Via: reader.GetString(7)
                    ),
                cancellation
            );
        if (submissions.Count == 0)
            return [];
        var entries = await transaction
            .Command(
                """
                select e.seq, coalesce(p.merged_into, e.pupil_id) from schools_entry e join schools_pupil p on p.pupil_id = e.pupil_id
                where e.school_id = @school and e.seq > @first and e.seq <= @last order by e.seq
                """
            )
            .With("school", (long)school)
            .With("first", submissions[0].First)
            .With("last", submissions[^1].Last)
            .ReadAsync(reader => (Seq: reader.GetInt64(0), Pupil: new PupilId(reader.GetInt64(1))), cancellation);
        var next = 0;
        var changes = new List<LiveChange>(submissions.Count);
        foreach (var submission in submissions)
        {
            var pupils = new List<PupilId>();
            for (; next < entries.Count && entries[next].Seq <= submission.Last; next++)
                pupils.Add(entries[next].Pupil);
            changes.Add(
                new LiveChange(
                    school,
                    submission.Last,
                    0,
                    new RegisterNews(
                        submission.Session,
                        submission.Kind,
                        submission.Group.Length == 0 ? null : submission.Group,
                        submission.At,
                        submission.Via,
                        pupils
                    ),
                    null
                )
            );
        }
        return changes;
    }

    private static Task<List<LiveChange>> FlagsAsync(
        DbTransaction transaction,
        int school,
        long after,
        int most,
        CancellationToken cancellation
    ) =>
        transaction
            .Command(
                """
                select c.pos, coalesce(p.merged_into, c.pupil_id), c.rule, c.episode, c.kind, c.level, c.severity, c.happened_at, c.sentence, c.left_concern
                from schools_flag_change c join schools_pupil p on p.pupil_id = c.pupil_id
                where c.school_id = @school and c.pos > @after order by c.pos limit @most
                """
            )
            .With("school", (long)school)
            .With("after", after)
            .With("most", most)
            .ReadAsync(
                reader => new LiveChange(
                    school,
                    0,
                    reader.GetInt64(0),
                    null,
                    new FlagNews(
                        new PupilId(reader.GetInt64(1)),
                        reader.GetString(2),
                        new SessionKey(reader.GetInt32(3)),
                        (FlagChangeKind)reader.GetInt32(4),
                        reader.GetInt32(5),
                        (FlagSeverity)reader.GetInt32(6),
                        new SessionKey(reader.GetInt32(7)),
                        reader.GetString(8),
                        reader.GetBoolean(9)
                    )
                ),
                cancellation
            );
}
