using Attendance.Schools.Data;
using Attendance.Schools.Journal;
using Attendance.SharedKernel;
using Attendance.SharedKernel.Data;

namespace Attendance.Schools.Registers;

/// <summary>
/// Reads the changes without a reason: effective entries in the place of another that were stored with the warning reason-missing, until somebody gives one.
/// It follows from the journal: a release needs none, and a reason is a text beside the entry.
/// </summary>
internal sealed class MissingReasonReader(Database database)
{
    private const string Open = """
        select e.seq, s.date, s.session, s.group_code, o.pupil_id, p.upn, e.code, b.code, s.recorded_at, s.recorded_by, s.client
        from schools_entry e
        join schools_submission s on s.school_id = e.school_id
            and s.first_seq = (select max(f.first_seq) from schools_submission f where f.school_id = e.school_id and f.first_seq < e.seq)
        join schools_entry b on b.school_id = e.school_id and b.seq = e.supersedes_seq
        join schools_pupil o on o.pupil_id = e.pupil_id
        join schools_pupil p on p.pupil_id = coalesce(o.merged_into, o.pupil_id)
        where e.school_id = @school and e.supersedes_seq is not null and e.effective and s.kind <> 2
          and not exists (select 1 from schools_entry_text t where t.school_id = e.school_id and t.seq = e.seq and t.kind = 'reason')
        """;

    /// <summary>A school's changes without a reason after a number, in the order they came.</summary>
    public Task<List<MissingReason>> OpenAsync(Laestab school, long after, int first, CancellationToken cancellation) =>
        ReadAsync($"{Open} and e.seq > @seq order by e.seq limit {first}", school, after, cancellation);

    /// <summary>How many a school has by half-day and class, between two dates.</summary>
    public Task<List<SessionCount>> BySessionAsync(Laestab school, DateOnly from, DateOnly to, CancellationToken cancellation) =>
        SessionCount.ReadAsync(database, Open, school, from, to, cancellation);

    /// <summary>One of them, or null when there is none (any more).</summary>
    public async Task<MissingReason?> FindOpenAsync(Laestab school, long seq) =>
        (await ReadAsync($"{Open} and e.seq = @seq", school, seq, CancellationToken.None)).FirstOrDefault();

    private async Task<List<MissingReason>> ReadAsync(string sql, Laestab school, long seq, CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        await using var transaction = await connection.BeginReadAsync(cancellation);
        return await transaction
            .Command(sql)
            .With("school", (long)school.Value)
            .With("seq", seq)
            .ReadAsync(
                reader => new MissingReason(
                    reader.GetInt64(0),
                    JournalReader.Session(reader.GetValue(1), reader.GetString(2)),
                    reader.GetString(3),
                    new PupilId(reader.GetInt64(4)),
                    Upn.Parse(reader.GetString(5)),
                    reader.GetString(6),
                    reader.GetString(7),
                    reader.Instant(8),
                    reader.GetString(9),
                    reader.GetString(10)
                ),
                cancellation
            );
    }
}

/// <summary>A change without a reason: <paramref name="Code"/> took the place of <paramref name="Before"/>.</summary>
internal sealed record MissingReason(
    long Seq,
    SessionKey Session,
    string Group,
    PupilId Pupil,
    Upn Upn,
    string Code,
    string Before,
    DateTimeOffset RecordedAt,
    string RecordedBy,
    string Client
);
