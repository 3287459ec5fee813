using System.Data.Common;
using Attendance.Schools.Contracts;
using Attendance.SharedKernel;
using Attendance.SharedKernel.Data;
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
        command.Parameters.AddColumn(rows, row => (long)row.School.Value, NpgsqlDbType.Bigint);
        command.Parameters.AddColumn(rows, row => row.FirstSeq, NpgsqlDbType.Bigint);
        command.Parameters.AddColumn(rows, row => row.LastSeq, NpgsqlDbType.Bigint);
        command.Parameters.AddColumn(rows, row => row.Session.Date, NpgsqlDbType.Date);
        command.Parameters.AddColumn(rows, row => row.Session.Half is HalfDay.AM ? "AM" : "PM", NpgsqlDbType.Text);
        command.Parameters.AddColumn(rows, row => (int)row.Kind, NpgsqlDbType.Integer);
        command.Parameters.AddColumn(rows, row => row.Group, NpgsqlDbType.Text);
        command.Parameters.AddColumn(rows, row => row.TakenAt?.UtcDateTime, NpgsqlDbType.TimestampTz);
        command.Parameters.AddColumn(rows, row => row.RecordedAt.UtcDateTime, NpgsqlDbType.TimestampTz);
        command.Parameters.AddColumn(rows, row => row.RecordedBy, NpgsqlDbType.Text);
        command.Parameters.AddColumn(rows, row => row.Via, NpgsqlDbType.Text);
        command.Parameters.AddColumn(rows, row => row.Client, NpgsqlDbType.Text);
        command.Parameters.AddColumn(rows, row => row.Key, NpgsqlDbType.Text);
        command.Parameters.AddColumn(rows, row => row.PayloadHash, NpgsqlDbType.Bytea);
        command.Parameters.AddColumn(rows, row => row.Receipt, NpgsqlDbType.Text);
        command.Parameters.AddColumn(rows, row => row.PrevHash, NpgsqlDbType.Bytea);
        command.Parameters.AddColumn(rows, row => row.Hash, NpgsqlDbType.Bytea);
        return command;
    }

    /// <summary>All entries of the submissions; null when there are none.</summary>
    private static NpgsqlBatchCommand? Entries(IReadOnlyList<Submission> submissions)
    {
        var rows = submissions.SelectMany(submission => submission.Entries.Select(entry => (submission.School, Entry: entry))).ToArray();
        if (rows.Length == 0)
            return null;
        var command = new NpgsqlBatchCommand(
            """
            insert into schools_entry (school_id, seq, pupil_id, code, minutes_late, supersedes_seq, effective)
            select * from unnest($1, $2, $3, $4, $5, $6, $7)
            """
        );
        command.Parameters.AddColumn(rows, row => (long)row.School.Value, NpgsqlDbType.Bigint);
        command.Parameters.AddColumn(rows, row => row.Entry.Seq, NpgsqlDbType.Bigint);
        command.Parameters.AddColumn(rows, row => row.Entry.Pupil.Value, NpgsqlDbType.Bigint);
        command.Parameters.AddColumn(rows, row => Codes[row.Entry.Code], NpgsqlDbType.Text);
        command.Parameters.AddColumn(rows, row => row.Entry.MinutesLate, NpgsqlDbType.Integer);
        command.Parameters.AddColumn(rows, row => row.Entry.SupersedesSeq, NpgsqlDbType.Bigint);
        command.Parameters.AddColumn(rows, row => row.Entry.Effective, NpgsqlDbType.Boolean);
        return command;
    }

    public bool IsConflict(Exception exception) => exception is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation };
}
