using System.Data.Common;
using Attendance.Schools.Contracts;
using Attendance.SharedKernel;
using Npgsql;
using NpgsqlTypes;

namespace Attendance.Schools.Journal;

/// <summary>The journal's rows on PostgreSQL: binary COPY, two tables to a batch.</summary>
internal sealed class PostgresJournal : IJournalStore
{
    private static readonly string[] Codes = ["", .. AttendanceCode.All.Select(code => code.Text)];

    public async Task AppendAsync(DbTransaction transaction, IReadOnlyList<Submission> submissions)
    {
        var connection = (NpgsqlConnection)transaction.Connection!;
        await using (
            var rows = await connection.BeginBinaryImportAsync(
                "copy schools_submission (school_id, first_seq, last_seq, date, session, kind, group_code, taken_at, recorded_at, recorded_by, via, client, client_key, payload_hash, receipt, prev_hash, hash) from stdin (format binary)"
            )
        )
        {
            foreach (var s in submissions)
            {
                await rows.StartRowAsync();
                await rows.WriteAsync((long)s.School.Value, NpgsqlDbType.Bigint);
                await rows.WriteAsync(s.FirstSeq, NpgsqlDbType.Bigint);
                await rows.WriteAsync(s.LastSeq, NpgsqlDbType.Bigint);
                await rows.WriteAsync(s.Session.Date, NpgsqlDbType.Date);
                await rows.WriteAsync(s.Session.Half is HalfDay.AM ? "AM" : "PM", NpgsqlDbType.Text);
                await rows.WriteAsync((int)s.Kind, NpgsqlDbType.Integer);
                await rows.WriteAsync(s.Group, NpgsqlDbType.Text);
                if (s.TakenAt is { } taken)
                    await rows.WriteAsync(taken.UtcDateTime, NpgsqlDbType.TimestampTz);
                else
                    await rows.WriteNullAsync();
                await rows.WriteAsync(s.RecordedAt.UtcDateTime, NpgsqlDbType.TimestampTz);
                await rows.WriteAsync(s.RecordedBy, NpgsqlDbType.Text);
                await rows.WriteAsync(s.Via, NpgsqlDbType.Text);
                await rows.WriteAsync(s.Client, NpgsqlDbType.Text);
                if (s.Key is { } key)
                    await rows.WriteAsync(key, NpgsqlDbType.Text);
                else
                    await rows.WriteNullAsync();
                await rows.WriteAsync(s.PayloadHash, NpgsqlDbType.Bytea);
                await rows.WriteAsync(s.Receipt, NpgsqlDbType.Text);
                await rows.WriteAsync(s.PrevHash, NpgsqlDbType.Bytea);
                await rows.WriteAsync(s.Hash, NpgsqlDbType.Bytea);
            }
            await rows.CompleteAsync();
        }
        await using (
            var rows = await connection.BeginBinaryImportAsync(
                "copy schools_entry (school_id, seq, pupil_id, code, minutes_late, supersedes_seq, effective) from stdin (format binary)"
            )
        )
        {
            foreach (var s in submissions)
            {
                foreach (var entry in s.Entries)
                {
                    await rows.StartRowAsync();
                    await rows.WriteAsync((long)s.School.Value, NpgsqlDbType.Bigint);
                    await rows.WriteAsync(entry.Seq, NpgsqlDbType.Bigint);
                    await rows.WriteAsync(entry.Pupil.Value, NpgsqlDbType.Bigint);
                    await rows.WriteAsync(Codes[entry.Code], NpgsqlDbType.Text);
                    if (entry.MinutesLate is { } minutes)
                        await rows.WriteAsync(minutes, NpgsqlDbType.Integer);
                    else
                        await rows.WriteNullAsync();
                    if (entry.SupersedesSeq is { } superseded)
                        await rows.WriteAsync(superseded, NpgsqlDbType.Bigint);
                    else
                        await rows.WriteNullAsync();
                    await rows.WriteAsync(entry.Effective, NpgsqlDbType.Boolean);
                }
            }
            await rows.CompleteAsync();
        }
        await JournalRows.AppendRareAsync(transaction, submissions);
    }

    public bool IsConflict(Exception exception) => exception is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation };
}
