using System.Data.Common;
using System.Text;
using System.Text.Json;
using Attendance.Schools.Contracts;
using Attendance.SharedKernel;
using Attendance.SharedKernel.Data;
using Dapper;
using Microsoft.Data.Sqlite;

namespace Attendance.Schools.Standings;

/// <summary>The read model's rows on SQLite: one prepared upsert per table.</summary>
internal sealed class SqliteStandings : IStandingStore
{
    private static readonly byte[][] Codes =
    [
        [],
        .. AttendanceCode.All.Select(code => Encoding.UTF8.GetBytes(code.Text)),
    ];

    public Task WriteAsync(DbTransaction transaction, IReadOnlyList<StandingUpdate> updates)
    {
        var connection = (SqliteConnection)transaction.Connection!;
        var rows = new StandingRows(updates);
        var enrolmentRow = SqliteStatement.For(
            connection,
            """
            insert into schools_enrolment_standing (school_id, year, pupil_id, position, possible, attended, authorised, unauthorised, missing, detail)
            values (?,?,?,?,?,?,?,?,?,?)
            on conflict (school_id, year, pupil_id) do update set position = excluded.position, possible = excluded.possible, attended = excluded.attended,
                authorised = excluded.authorised, unauthorised = excluded.unauthorised, missing = excluded.missing, detail = excluded.detail
            where excluded.position >= position
            """
        );
        foreach (var (s, position) in rows.Enrolments)
        {
            enrolmentRow
                .Bind(1, s.School.Value)
                .Bind(2, s.Year.StartYear)
                .Bind(3, s.Pupil.Value)
                .Bind(4, position)
                .Bind(5, s.Possible)
                .Bind(6, s.Attended)
                .Bind(7, s.Authorised)
                .Bind(8, s.Unauthorised)
                .Bind(9, s.Missing)
                .BindBytes(10, s.Detail)
                .Execute();
        }
        var pupilRow = SqliteStatement.For(
            connection,
            """
            insert into schools_pupil_standing (pupil_id, fold, positions, year, possible, attended, authorised, unauthorised, missing, last_session, severity, flags, last_missed)
            values (?,?,?,?,?,?,?,?,?,?,?,?,?)
            on conflict (pupil_id) do update set fold = excluded.fold, positions = excluded.positions, year = excluded.year, possible = excluded.possible,
                attended = excluded.attended, authorised = excluded.authorised, unauthorised = excluded.unauthorised, missing = excluded.missing,
                last_session = excluded.last_session, severity = excluded.severity, flags = excluded.flags,
                last_missed = excluded.last_missed
            where excluded.fold >= fold
            """
        );
        // SQLite writes the index entries of every column that a statement names, changed or not, and flags seldom change: so they are named only then.
        var sameFlags = SqliteStatement.For(
            connection,
            """
            update schools_pupil_standing set fold = ?2, positions = ?3, possible = ?4, attended = ?5, authorised = ?6, unauthorised = ?7, missing = ?8,
                last_session = ?9, last_missed = ?10
            where pupil_id = ?1 and fold <= ?2 and year = ?11 and severity = ?12 and flags = ?13
            """
        );
        foreach (var (s, fold, positions) in rows.Pupils)
        {
            var at = StandingRows.Positions(positions);
            var flags = StandingRows.Flags(s);
            var written = sameFlags
                .Bind(1, s.Pupil.Value)
                .Bind(2, fold)
                .Bind(3, at)
                .Bind(4, s.Possible)
                .Bind(5, s.Attended)
                .Bind(6, s.Authorised)
                .Bind(7, s.Unauthorised)
                .Bind(8, s.Missing)
                .Bind(9, s.LastSession?.Number ?? 0)
                .Bind(10, s.LastMissed?.Number ?? 0)
                .Bind(11, s.Year.StartYear)
                .Bind(12, (int)s.Severity)
                .Bind(13, flags)
                .Execute();
            if (written > 0)
                continue;
            pupilRow
                .Bind(1, s.Pupil.Value)
                .Bind(2, fold)
                .Bind(3, at)
                .Bind(4, s.Year.StartYear)
                .Bind(5, s.Possible)
                .Bind(6, s.Attended)
                .Bind(7, s.Authorised)
                .Bind(8, s.Unauthorised)
                .Bind(9, s.Missing)
                .Bind(10, s.LastSession?.Number ?? 0)
                .Bind(11, (int)s.Severity)
                .Bind(12, flags)
                .Bind(13, s.LastMissed?.Number ?? 0)
                .Execute();
        }
        var tallyRow = SqliteStatement.For(
            connection,
            """
            insert into schools_session_tally (school_id, date, session, group_code, code, count) values (?,?,?,?,?,?)
            on conflict (school_id, date, session, group_code, code) do update set count = excluded.count
            """
        );
        var markRow = SqliteStatement.For(
            connection,
            "insert into schools_mark (school_id, folded_seq) values (?,?) on conflict (school_id) do update set folded_seq = excluded.folded_seq where excluded.folded_seq > folded_seq"
        );
        foreach (var update in updates)
        {
            foreach (var tally in update.Tallies)
            {
                tallyRow
                    .Bind(1, update.School.Value)
                    .Bind(2, (string)SqlTypes.Date(tally.Session.Date, sqlite: true))
                    .Bind(3, tally.Session.Half is HalfDay.AM ? "AM" : "PM")
                    .Bind(4, tally.Group)
                    .BindUtf8(5, Codes[tally.Code])
                    .Bind(6, tally.Count)
                    .Execute();
            }
            markRow.Bind(1, update.School.Value).Bind(2, update.FoldedSeq).Execute();
        }
        return Task.CompletedTask;
    }

    public Task<bool[]> WriteFlagsAsync(DbTransaction transaction, IReadOnlyList<FlagRow> rows)
    {
        var connection = (SqliteConnection)transaction.Connection!;
        var moved = SqliteStatement.For(
            connection,
            "update schools_flag set state = ?, changed_at = ?, trace = ?, fold = ? where pupil_id = ? and rule = ? and episode = ?"
        );
        var row = SqliteStatement.For(
            connection,
            $"""
            insert into schools_flag as t (pupil_id, rule, episode, fold, rule_version, level, severity, state, opened_at, changed_at, evidence, trace)
            values (?,?,?,?,?,?,?,?,?,?,?,?)
            {FlagRow.OnConflict}
            """
        );
        var changed = new bool[rows.Count];
        for (var i = 0; i < changed.Length; i++)
        {
            var flag = rows[i];
            var change = flag.Change;
            if (flag.Moved is { } from)
            {
                moved
                    .Bind(1, StoredFlag.Withdrawn)
                    .Bind(2, change.At.Number)
                    .Bind(3, change.Trace)
                    .Bind(4, flag.Fold)
                    .Bind(5, flag.Pupil)
                    .Bind(6, change.Rule)
                    .Bind(7, from)
                    .Execute();
            }
            changed[i] =
                row.Bind(1, flag.Pupil)
                    .Bind(2, change.Rule)
                    .Bind(3, flag.Episode)
                    .Bind(4, flag.Fold)
                    .Bind(5, change.RuleVersion)
                    .Bind(6, change.Level)
                    .Bind(7, (int)change.Severity)
                    .Bind(8, flag.State)
                    .Bind(9, flag.Episode)
                    .Bind(10, change.At.Number)
                    .Bind(11, flag.Evidence)
                    .Bind(12, change.Trace)
                    .Execute() > 0;
        }
        return Task.FromResult(changed);
    }

    public Task<IReadOnlySet<long>> ConcernedAsync(DbTransaction transaction, long[] pupils)
    {
        var row = SqliteStatement.For(
            (SqliteConnection)transaction.Connection!,
            "select pupil_id from schools_pupil_standing where pupil_id = ? and severity >= ?"
        );
        var concerned = pupils.Where(pupil => row.Bind(1, pupil).Bind(2, (int)FlagSeverity.Concern).ExecuteNumber() is not null);
        return Task.FromResult<IReadOnlySet<long>>(concerned.ToHashSet());
    }

    public Task<IEnumerable<StoredFlag>> FlagsAsync(DbTransaction transaction, long[] pupils) =>
        transaction.Connection!.QueryAsync<StoredFlag>(
            "select pupil_id, rule, episode, fold, rule_version, level, severity, state, evidence from schools_flag where pupil_id in (select value from json_each(@pupils))",
            new { pupils = JsonSerializer.Serialize(pupils) },
            transaction
        );
}
