using System.Data.Common;
using Attendance.Schools.Contracts;
using Attendance.SharedKernel;
using Npgsql;
using NpgsqlTypes;

namespace Attendance.Schools.Journal;

/// <summary>The journal's rows on PostgreSQL: a statement over arrays for each table, both prepared and sent together. COPY would need two journeys for each table.</summary>
internal sealed class PostgresJournal : IJournalStore
{
    private static readonly string[] Codes = ["", .. AttendanceCode.All.Select(code => code.Text)];

    public async Task AppendAsync(DbTransaction transaction, IReadOnlyList<Submission> submissions)
    {
        await using var batch = new NpgsqlBatch((NpgsqlConnection)transaction.Connection!, (NpgsqlTransaction)transaction);
        batch.BatchCommands.Add(Submissions(submissions));
        if (Entries(submissions) is { } entries)
            batch.BatchCommands.Add(entries);
        await batch.ExecuteNonQueryAsync();
        await JournalRows.AppendRareAsync(transaction, submissions);
    }

    private static NpgsqlBatchCommand Submissions(IReadOnlyList<Submission> rows)
    {
        var command = new NpgsqlBatchCommand(
            """
            insert into schools_submission (school_id, first_seq, last_seq, date, session, kind, group_code, taken_at, recorded_at, recorded_by, via, client, client_key,
                payload_hash, receipt, prev_hash, hash)
            select * from unnest($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)
            """
        );
        Add(NpgsqlDbType.Bigint, row => (long)row.School.Value);
        Add(NpgsqlDbType.Bigint, row => row.FirstSeq);
        Add(NpgsqlDbType.Bigint, row => row.LastSeq);
        Add(NpgsqlDbType.Date, row => row.Session.Date);
        Add(NpgsqlDbType.Text, row => row.Session.Half is HalfDay.AM ? "AM" : "PM");
        Add(NpgsqlDbType.Integer, row => (int)row.Kind);
        Add(NpgsqlDbType.Text, row => row.Group);
        Add(NpgsqlDbType.TimestampTz, row => row.TakenAt?.UtcDateTime);
        Add(NpgsqlDbType.TimestampTz, row => row.RecordedAt.UtcDateTime);
        Add(NpgsqlDbType.Text, row => row.RecordedBy);
        Add(NpgsqlDbType.Text, row => row.Via);
        Add(NpgsqlDbType.Text, row => row.Client);
        Add(NpgsqlDbType.Text, row => row.Key);
        Add(NpgsqlDbType.Bytea, row => row.PayloadHash);
        Add(NpgsqlDbType.Text, row => row.Receipt);
        Add(NpgsqlDbType.Bytea, row => row.PrevHash);
        Add(NpgsqlDbType.Bytea, row => row.Hash);
        return command;

        void Add<T>(NpgsqlDbType type, Func<Submission, T> value)
        {
            var values = new T[rows.Count];
            for (var i = 0; i < values.Length; i++)
                values[i] = value(rows[i]);
            command.Parameters.Add(new NpgsqlParameter { Value = values, NpgsqlDbType = NpgsqlDbType.Array | type });
        }
    }

    /// <summary>All entries of the submissions; null when there are none.</summary>
    private static NpgsqlBatchCommand? Entries(IReadOnlyList<Submission> submissions)
    {
        var count = submissions.Sum(submission => submission.Entries.Length);
        if (count == 0)
            return null;
        var (schools, seqs, pupils) = (new long[count], new long[count], new long[count]);
        var (codes, minutes, supersedes, effective) = (new string[count], new int?[count], new long?[count], new bool[count]);
        var i = 0;
        foreach (var submission in submissions)
        {
            foreach (var entry in submission.Entries)
            {
                (schools[i], seqs[i], pupils[i]) = (submission.School.Value, entry.Seq, entry.Pupil.Value);
                (codes[i], minutes[i]) = (Codes[entry.Code], entry.MinutesLate);
                (supersedes[i], effective[i]) = (entry.SupersedesSeq, entry.Effective);
                i++;
            }
        }
        var command = new NpgsqlBatchCommand(
            """
            insert into schools_entry (school_id, seq, pupil_id, code, minutes_late, supersedes_seq, effective)
            select * from unnest($1, $2, $3, $4, $5, $6, $7)
            """
        );
        Add(NpgsqlDbType.Bigint, schools);
        Add(NpgsqlDbType.Bigint, seqs);
        Add(NpgsqlDbType.Bigint, pupils);
        Add(NpgsqlDbType.Text, codes);
        Add(NpgsqlDbType.Integer, minutes);
        Add(NpgsqlDbType.Bigint, supersedes);
        Add(NpgsqlDbType.Boolean, effective);
        return command;

        void Add(NpgsqlDbType type, Array values) =>
            command.Parameters.Add(new NpgsqlParameter { Value = values, NpgsqlDbType = NpgsqlDbType.Array | type });
    }

    public bool IsConflict(Exception exception) => exception is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation };
}
