using System.Data.Common;
using System.Text;
using Attendance.Schools.Contracts;
using Attendance.SharedKernel;
using Attendance.SharedKernel.Data;
using Microsoft.Data.Sqlite;

namespace Attendance.Schools.Journal;

/// <summary>The journal's rows on SQLite: one prepared statement per table.</summary>
internal sealed class SqliteJournal : IJournalStore
{
    private const int Constraint = 19;

    private static readonly byte[][] Codes =
    [
        [],
        .. AttendanceCode.All.Select(code => Encoding.UTF8.GetBytes(code.Text)),
    ];

    public Task AppendAsync(DbTransaction transaction, IReadOnlyList<Submission> submissions)
    {
        var connection = (SqliteConnection)transaction.Connection!;
        var submissionRow = SqliteStatement.For(
            connection,
            "insert into schools_submission (school_id, first_seq, last_seq, date, session, kind, group_code, taken_at, recorded_at, recorded_by, via, client, client_key, payload_hash, receipt, prev_hash, hash) values (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)"
        );
        var entryRow = SqliteStatement.For(
            connection,
            "insert into schools_entry (school_id, seq, pupil_id, code, minutes_late, supersedes_seq, effective) values (?,?,?,?,?,?,?)"
        );
        foreach (var s in submissions)
        {
            submissionRow
                .Bind(1, s.School.Value)
                .Bind(2, s.FirstSeq)
                .Bind(3, s.LastSeq)
                .Bind(4, (string)SqlTypes.Date(s.Session.Date, sqlite: true))
                .Bind(5, s.Session.Half is HalfDay.AM ? "AM" : "PM")
                .Bind(6, (int)s.Kind)
                .Bind(7, s.Group)
                .Bind(8, s.TakenAt is { } taken ? (string)SqlTypes.Instant(taken, sqlite: true) : null)
                .Bind(9, (string)SqlTypes.Instant(s.RecordedAt, sqlite: true))
                .Bind(10, s.RecordedBy)
                .Bind(11, s.Via)
                .Bind(12, s.Client)
                .Bind(13, s.Key)
                .BindBytes(14, s.PayloadHash)
                .Bind(15, s.Receipt)
                .BindBytes(16, s.PrevHash)
                .BindBytes(17, s.Hash)
                .Execute();
            foreach (var entry in s.Entries)
            {
                entryRow
                    .Bind(1, s.School.Value)
                    .Bind(2, entry.Seq)
                    .Bind(3, entry.Pupil.Value)
                    .BindUtf8(4, Codes[entry.Code])
                    .Bind(5, (long?)entry.MinutesLate)
                    .Bind(6, entry.SupersedesSeq)
                    .Bind(7, entry.Effective ? 1 : 0)
                    .Execute();
            }
        }
        return JournalRows.AppendRareAsync(transaction, submissions);
    }

    public bool IsConflict(Exception exception) => exception is SqliteException { SqliteErrorCode: Constraint };
}
