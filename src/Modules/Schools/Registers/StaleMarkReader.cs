using System.Security.Cryptography;
using System.Text;
using Attendance.Schools.Contracts;
using Attendance.Schools.Data;
using Attendance.Schools.Journal;
using Attendance.SharedKernel;
using Attendance.SharedKernel.Data;

namespace Attendance.Schools.Registers;

/// <summary>
/// Reads the stale marks that still ask for a decision: stored but not effective, not adopted or set aside, and saying something else than the mark that stands now.
/// </summary>
internal sealed class StaleMarkReader(Database database)
{
    private const string Open = """
        select e.seq, s.date, s.session, s.group_code, o.pupil_id, p.upn, e.code, e.minutes_late, s.taken_at, s.recorded_at, s.recorded_by, s.client,
            n.seq, n.code, n.minutes_late
        from schools_entry e
        join schools_submission s on s.school_id = e.school_id
            and s.first_seq = (select max(f.first_seq) from schools_submission f where f.school_id = e.school_id and f.first_seq < e.seq)
        join schools_pupil o on o.pupil_id = e.pupil_id
        join schools_pupil p on p.pupil_id = coalesce(o.merged_into, o.pupil_id)
        join schools_entry n on n.school_id = e.school_id and n.seq = (
            select max(c.seq) from schools_submission t
            join schools_entry c on c.school_id = t.school_id and c.seq > t.first_seq and c.seq <= t.last_seq
            where t.school_id = e.school_id and t.date = s.date and t.session = s.session and c.effective
              and c.pupil_id in (select m.pupil_id from schools_pupil m where m.pupil_id = p.pupil_id or m.merged_into = p.pupil_id))
        where e.school_id = @school and not e.effective
          and not exists (select 1 from schools_stale_outcome d where d.school_id = e.school_id and d.seq = e.seq)
          and (n.code <> e.code or coalesce(n.minutes_late, -1) <> coalesce(e.minutes_late, -1))
        """;

    /// <summary>How many a school has by half-day and class, between two dates.</summary>
    public Task<List<SessionCount>> BySessionAsync(Laestab school, DateOnly from, DateOnly to, CancellationToken cancellation) =>
        SessionCount.ReadAsync(database, Open, school, from, to, cancellation);

    /// <summary>A school's open stale marks after a number, in the order they came.</summary>
    public Task<List<StaleMark>> OpenAsync(Laestab school, long after, int first, CancellationToken cancellation) =>
        ReadAsync($"{Open} and e.seq > @seq order by e.seq limit {first}", school, after, cancellation);

    /// <summary>One open stale mark, or null when there is none (any more).</summary>
    public async Task<StaleMark?> FindOpenAsync(Laestab school, long seq) =>
        (await ReadAsync($"{Open} and e.seq = @seq", school, seq, CancellationToken.None)).FirstOrDefault();

    private async Task<List<StaleMark>> ReadAsync(string sql, Laestab school, long seq, CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        await using var transaction = await connection.BeginReadAsync(cancellation);
        return await transaction
            .Command(sql)
            .With("school", (long)school.Value)
            .With("seq", seq)
            .ReadAsync(
                reader => new StaleMark(
                    reader.GetInt64(0),
                    JournalReader.Session(reader.GetValue(1), reader.GetString(2)),
                    reader.GetString(3),
                    new PupilId(reader.GetInt64(4)),
                    Upn.Parse(reader.GetString(5)),
                    reader.GetString(6),
                    reader.IsDBNull(7) ? null : reader.GetInt32(7),
                    reader.IsDBNull(8) ? null : reader.Instant(8),
                    reader.Instant(9),
                    reader.GetString(10),
                    reader.GetString(11),
                    reader.GetInt64(12),
                    reader.GetString(13),
                    reader.IsDBNull(14) ? null : reader.GetInt32(14)
                ),
                cancellation
            );
    }
}

/// <summary>A stale mark as it was sent, and the mark that stands in its place now.</summary>
internal sealed record StaleMark(
    long Seq,
    SessionKey Session,
    string Group,
    PupilId Pupil,
    Upn Upn,
    string Code,
    int? MinutesLate,
    DateTimeOffset? TakenAt,
    DateTimeOffset RecordedAt,
    string RecordedBy,
    string Client,
    long StandingSeq,
    string StandingCode,
    int? StandingMinutesLate
)
{
    /// <summary>The correction that makes it effective.</summary>
    public RegisterPost ToPost(string reason) =>
        new()
        {
            Session = Session,
            Group = Group.Length == 0 ? null : Group,
            TakenAt = TakenAt,
            Via = "stale",
            PayloadHash = SHA256.HashData(Encoding.UTF8.GetBytes($"adopt {Seq}")),
            Marks = [new PostedMark(Upn.Value, Code, MinutesLate, null, reason)],
            Adopts = Seq,
        };
}
