using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;
using Attendance.Schools.Contracts;
using Attendance.Schools.Registers;
using Attendance.SharedKernel;
using Attendance.SharedKernel.Data;
using Dapper;

namespace Attendance.Schools.Journal;

/// <summary>Reads the journal: always one school's stream in the order of its numbers, never "what is newer than a database sequence".</summary>
internal sealed class JournalReader(Database database)
{
    /// <summary>Where a school's stream ends, and what a new activation must know of it.</summary>
    public async Task<JournalTail> TailAsync(Laestab school)
    {
        await using var connection = await database.OpenAsync();
        var id = new { school = (long)school.Value };
        var last = await connection.QueryFirstOrDefaultAsync<TailRow>(
            "select last_seq, recorded_at, hash from schools_submission where school_id = @school order by first_seq desc limit 1",
            id
        );
        var folded = await connection.ExecuteScalarAsync<long?>("select folded_seq from schools_mark where school_id = @school", id) ?? 0;
        var done = await connection.ExecuteScalarAsync<object?>("select done_to from schools_day_done where school_id = @school", id);
        var keys = new List<ulong>();
        await using (
            var reader = await connection.ExecuteReaderAsync(
                "select client, client_key from schools_submission where school_id = @school and client_key is not null",
                id
            )
        )
        {
            while (await reader.ReadAsync())
                keys.Add(KeyHash(reader.GetString(0), reader.GetString(1)));
        }
        var versions = (
            await connection.QueryAsync<(object Date, string Session, long Version)>(
                "select date, session, max(first_seq) from schools_submission where school_id = @school group by date, session",
                id
            )
        ).ToDictionary(row => Session(row.Date, row.Session).Number, row => row.Version);
        return new JournalTail(
            last?.LastSeq ?? 0,
            last?.Hash ?? SubmissionHash.Genesis,
            last?.RecordedAt ?? DateTimeOffset.MinValue,
            folded,
            new KeySet(keys),
            new SortedList<int, long>(versions),
            done is null ? null : SqlTypes.ToDate(done)
        );
    }

    /// <summary>The effective marks of one session, under the ids that children have now.</summary>
    public async Task<SessionRegister> SessionAsync(Laestab school, SessionKey session, Func<PupilId, PupilId> survivor)
    {
        var register = new SessionRegister(session);
        await using var connection = await database.OpenAsync();
        await using var reader = await connection.ExecuteReaderAsync(
            """
            select e.seq, e.pupil_id, e.code, e.minutes_late, e.effective, s.first_seq, s.kind, s.taken_at, s.recorded_at, s.group_code
            from schools_submission s left join schools_entry e on e.school_id = s.school_id and e.seq > s.first_seq and e.seq <= s.last_seq
            where s.school_id = @school and s.date = @date and s.session = @half
            order by s.first_seq, e.seq
            """,
            new
            {
                school = (long)school.Value,
                date = session.Date,
                half = session.Half is HalfDay.AM ? "AM" : "PM",
            }
        );
        while (await reader.ReadAsync())
        {
            register.Version = reader.GetInt64(5);
            if (reader.IsDBNull(0) || !reader.GetBoolean(4))
                continue;
            var recordedAt = SqlTypes.ToInstant(reader.GetValue(8));
            var takenAt = reader.IsDBNull(7) ? recordedAt : SqlTypes.ToInstant(reader.GetValue(7));
            register.Put(
                survivor(new PupilId(reader.GetInt64(1))),
                new EffectiveMark(
                    AttendanceCode.Parse(reader.GetString(2)).Id,
                    reader.IsDBNull(3) ? null : reader.GetInt32(3),
                    reader.GetInt64(0),
                    (SubmissionKind)reader.GetInt32(6) is SubmissionKind.Correction || takenAt > recordedAt ? recordedAt : takenAt,
                    reader.GetString(9)
                )
            );
        }
        return register;
    }

    /// <summary>The submission that a client made with a key, or null.</summary>
    public Task<KnownSubmission?> FindKeyAsync(Laestab school, string client, string key) =>
        FindAsync(
            "school_id = @school and client = @client and client_key = @key",
            new
            {
                school = (long)school.Value,
                client,
                key,
            }
        );

    /// <summary>The submission with a number, or null.</summary>
    public Task<KnownSubmission?> FindSeqAsync(Laestab school, long firstSeq) =>
        FindAsync("school_id = @school and first_seq = @firstSeq", new { school = (long)school.Value, firstSeq });

    /// <summary>True when a submission about the session had exactly this body.</summary>
    public async Task<bool> SeenAsync(Laestab school, SessionKey session, byte[] payloadHash)
    {
        await using var connection = await database.OpenAsync();
        return await connection.ExecuteScalarAsync<long>(
                "select count(*) from schools_submission where school_id = @school and date = @date and session = @half and payload_hash = @payloadHash",
                new
                {
                    school = (long)school.Value,
                    date = session.Date,
                    half = session.Half is HalfDay.AM ? "AM" : "PM",
                    payloadHash,
                }
            ) > 0;
    }

    private async Task<KnownSubmission?> FindAsync(string where, object parameters)
    {
        await using var connection = await database.OpenAsync();
        await using var reader = await connection.ExecuteReaderAsync(
            $"select first_seq, last_seq, date, session, recorded_at, payload_hash, receipt from schools_submission where {where}",
            parameters
        );
        if (!await reader.ReadAsync())
            return null;
        return new KnownSubmission(
            reader.GetInt64(0),
            reader.GetInt64(1),
            Session(reader.GetValue(2), reader.GetString(3)),
            SqlTypes.ToInstant(reader.GetValue(4)),
            (byte[])reader.GetValue(5),
            reader.GetString(6)
        );
    }

    /// <summary>The numbers and sessions of the submissions that end above <paramref name="after"/> and begin under <paramref name="upTo"/> or at it, in order.</summary>
    public async Task<IReadOnlyList<(long First, long Last, SessionKey Session)>> SpansAsync(Laestab school, long after, long upTo)
    {
        var spans = new List<(long, long, SessionKey)>();
        await using var connection = await database.OpenAsync();
        await using var reader = await connection.ExecuteReaderAsync(
            "select first_seq, last_seq, date, session from schools_submission where school_id = @school and last_seq > @after and first_seq <= @upTo order by first_seq",
            new
            {
                school = (long)school.Value,
                after,
                upTo,
            }
        );
        while (await reader.ReadAsync())
            spans.Add((reader.GetInt64(0), reader.GetInt64(1), Session(reader.GetValue(2), reader.GetString(3))));
        return spans;
    }

    /// <summary>
    /// Every entry with a number above <paramref name="after"/> (and at most <paramref name="upTo"/>), in order, with the session it is for.
    /// </summary>
    public async IAsyncEnumerable<JournalEntry> EntriesAsync(
        Laestab school,
        long after,
        long upTo = long.MaxValue,
        [EnumeratorCancellation] CancellationToken cancellation = default
    )
    {
        await using var connection = await database.OpenAsync(cancellation);
        var parameters = new
        {
            school = (long)school.Value,
            after,
            upTo,
        };
        var spans = new List<(long Last, SessionKey Session)>();
        await using (
            var reader = await connection.ExecuteReaderAsync(
                "select last_seq, date, session from schools_submission where school_id = @school and last_seq > @after and first_seq < @upTo order by first_seq",
                parameters
            )
        )
        {
            while (await reader.ReadAsync(cancellation))
                spans.Add((reader.GetInt64(0), Session(reader.GetValue(1), reader.GetString(2))));
        }
        if (spans.Count == 0)
            yield break;
        await using var entries = await connection.ExecuteReaderAsync(
            "select seq, pupil_id, code, effective from schools_entry where school_id = @school and seq > @after and seq <= @upTo order by seq",
            parameters
        );
        var span = 0;
        while (await entries.ReadAsync(cancellation))
        {
            var seq = entries.GetInt64(0);
            while (span < spans.Count && spans[span].Last < seq)
                span++;
            // An entry of a submission committed between the two reads: the caller sees it next time, after its own position.
            if (span == spans.Count)
                yield break;
            yield return new JournalEntry(
                seq,
                new PupilId(entries.GetInt64(1)),
                spans[span].Session,
                AttendanceCode.Parse(entries.GetString(2)).Id,
                entries.GetBoolean(3)
            );
        }
    }

    /// <summary>A short form of (client, key) for "was it ever seen": a hit is looked up, a miss is certain.</summary>
    public static ulong KeyHash(string client, string key) =>
        BitConverter.ToUInt64(SHA256.HashData(Encoding.UTF8.GetBytes($"{client}\n{key}")).AsSpan(0, 8));

    /// <summary>A session from the two columns that hold it.</summary>
    public static SessionKey Session(object date, string half) => new(SqlTypes.ToDate(date), half == "PM" ? HalfDay.PM : HalfDay.AM);

    private sealed record TailRow
    {
        public long LastSeq { get; init; }
        public DateTimeOffset RecordedAt { get; init; }
        public byte[] Hash { get; init; } = [];
    }
}

/// <summary>
/// What an activation knows of its journal: last number, hash and recorded time; how far standings are folded; short forms of all keys; the version of every session with a register; the last day whose rules of time are judged.
/// </summary>
internal sealed record JournalTail(
    long LastSeq,
    byte[] Hash,
    DateTimeOffset RecordedAt,
    long FoldedSeq,
    KeySet Keys,
    SortedList<int, long> Versions,
    DateOnly? DoneTo
);

/// <summary>A stored submission, as far as a repeat needs it.</summary>
internal sealed record KnownSubmission(
    long FirstSeq,
    long LastSeq,
    SessionKey Session,
    DateTimeOffset RecordedAt,
    byte[] PayloadHash,
    string Receipt
);

/// <summary>One journalled mark with its session.</summary>
internal readonly record struct JournalEntry(long Seq, PupilId Pupil, SessionKey Session, byte Code, bool Effective);
