using System.Data.Common;
using Attendance.Schools.Contracts;
using Attendance.Schools.Data;
using Attendance.Schools.Journal;
using Attendance.SharedKernel;
using Attendance.SharedKernel.Data;

namespace Attendance.Schools.Reading;

/// <summary>Reads journalled marks with who posted them and when: the history of a child's marks, and the prefix of a school's stream at an instant.</summary>
internal sealed class PupilJournal(Database database)
{
    /// <summary>Every entry of a child (under any of its ids) at a school, in order, between two dates, recorded by an instant.</summary>
    public async Task<IReadOnlyList<JournalledMark>> EntriesAsync(
        Laestab school,
        IReadOnlyCollection<PupilId> ids,
        DateOnly from,
        DateOnly to,
        DateTimeOffset? knownAt,
        CancellationToken cancellation
    )
    {
        await using var connection = await database.OpenAsync(cancellation);
        await using var transaction = await connection.BeginReadAsync(cancellation);
        return await Between(
                transaction,
                $"""
                select e.seq, s.date, s.session, e.code, e.minutes_late, e.effective, s.taken_at, s.recorded_at, s.recorded_by, s.via, s.client, s.kind
                from schools_submission s join schools_entry e on e.school_id = s.school_id and e.seq > s.first_seq and e.seq <= s.last_seq
                where s.school_id = @school and s.date >= @from and s.date <= @to and e.pupil_id {"{ids}"} {Known(knownAt)}
                order by e.seq
                """,
                school,
                from,
                to,
                knownAt
            )
            .WithAny("ids", ids.Select(id => id.Value))
            .ReadAsync(
                reader => new JournalledMark(
                    school,
                    reader.GetInt64(0),
                    JournalReader.Session(reader.GetValue(1), reader.GetString(2)),
                    AttendanceCode.Parse(reader.GetString(3)),
                    reader.IsDBNull(4) ? null : reader.GetInt32(4),
                    reader.GetBoolean(5),
                    reader.IsDBNull(6) ? null : reader.Instant(6),
                    reader.Instant(7),
                    reader.GetString(8),
                    reader.GetString(9),
                    reader.GetString(10),
                    (SubmissionKind)reader.GetInt32(11)
                ),
                cancellation
            );
    }

    /// <summary>
    /// The effective mark of each child and session of a school from one date to another, both included: of two, the one with the higher number. Only submissions
    /// that end at the number <paramref name="upTo"/> or before.
    /// </summary>
    public async Task<IReadOnlyDictionary<PupilId, Dictionary<int, byte>>> EffectiveAsync(
        Laestab school,
        DateOnly from,
        DateOnly to,
        DateTimeOffset? knownAt,
        long upTo,
        CancellationToken cancellation
    )
    {
        var marks = new Dictionary<PupilId, Dictionary<int, byte>>();
        var codes = new Dictionary<string, byte>();
        await using var connection = await database.OpenAsync(cancellation);
        await using var transaction = await connection.BeginReadAsync(cancellation);
        await using var command = Between(
                transaction,
                $"""
                select s.date, s.session, e.pupil_id, e.code
                from schools_submission s join schools_entry e on e.school_id = s.school_id and e.seq > s.first_seq and e.seq <= s.last_seq
                where s.school_id = @school and s.date >= @from and s.date <= @to and e.effective and s.last_seq <= @upTo {Known(knownAt)}
                order by s.first_seq, e.seq
                """,
                school,
                from,
                to,
                knownAt
            )
            .With("upTo", upTo);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
        {
            var pupil = new PupilId(reader.GetInt64(2));
            if (!marks.TryGetValue(pupil, out var own))
                marks[pupil] = own = [];
            var text = reader.GetString(3);
            if (!codes.TryGetValue(text, out var code))
                codes[text] = code = AttendanceCode.Parse(text).Id;
            own[JournalReader.Session(reader.GetValue(0), reader.GetString(1)).Number] = code;
        }
        return marks;
    }

    private static string Known(DateTimeOffset? knownAt) => knownAt is null ? "" : "and s.recorded_at <= @known";

    private static DbCommand Between(
        DbTransaction transaction,
        string sql,
        Laestab school,
        DateOnly from,
        DateOnly to,
        DateTimeOffset? knownAt
    )
    {
        var command = transaction.Command(sql).With("school", (long)school.Value).With("from", from).With("to", to);
        return knownAt is { } known ? command.With("known", known) : command;
    }
}

/// <summary>One journalled mark as it was posted. Not <paramref name="Effective"/>: stored as stale.</summary>
internal sealed record JournalledMark(
    Laestab School,
    long Seq,
    SessionKey Session,
    AttendanceCode Code,
    int? MinutesLate,
    bool Effective,
    DateTimeOffset? TakenAt,
    DateTimeOffset RecordedAt,
    string RecordedBy,
    string Via,
    string Client,
    SubmissionKind Kind
);
