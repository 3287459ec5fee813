using System.Data.Common;
using Attendance.Schools.Contracts;
using Attendance.SharedKernel;
using Npgsql;
using NpgsqlTypes;

namespace Attendance.Schools.Standings;

/// <summary>The read model's rows on PostgreSQL: one upsert over arrays per table.</summary>
internal sealed class PostgresStandings : IStandingStore
{
    private static readonly string[] Codes = ["", .. AttendanceCode.All.Select(code => code.Text)];

    public async Task WriteAsync(DbTransaction transaction, IReadOnlyList<StandingUpdate> updates)
    {
        var connection = (NpgsqlConnection)transaction.Connection!;
        var rows = new StandingRows(updates);
        await using var batch = new NpgsqlBatch(connection, (NpgsqlTransaction)transaction);

        if (rows.Enrolments is { Length: > 0 } enrolments)
        {
            var command = new NpgsqlBatchCommand(
                """
                insert into schools_enrolment_standing as t (school_id, year, pupil_id, position, possible, attended, authorised, unauthorised, missing, detail)
                select * from unnest($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
                on conflict (school_id, year, pupil_id) do update set position = excluded.position, possible = excluded.possible, attended = excluded.attended,
                    authorised = excluded.authorised, unauthorised = excluded.unauthorised, missing = excluded.missing, detail = excluded.detail
                where excluded.position >= t.position
                """
            );
            Add(command, enrolments, row => (long)row.Standing.School.Value, NpgsqlDbType.Bigint);
            Add(command, enrolments, row => row.Standing.Year.StartYear, NpgsqlDbType.Integer);
            Add(command, enrolments, row => row.Standing.Pupil.Value, NpgsqlDbType.Bigint);
            Add(command, enrolments, row => row.Position, NpgsqlDbType.Bigint);
            Add(command, enrolments, row => row.Standing.Possible, NpgsqlDbType.Integer);
            Add(command, enrolments, row => row.Standing.Attended, NpgsqlDbType.Integer);
            Add(command, enrolments, row => row.Standing.Authorised, NpgsqlDbType.Integer);
            Add(command, enrolments, row => row.Standing.Unauthorised, NpgsqlDbType.Integer);
            Add(command, enrolments, row => row.Standing.Missing, NpgsqlDbType.Integer);
            Add(command, enrolments, row => row.Standing.Detail, NpgsqlDbType.Bytea);
            batch.BatchCommands.Add(command);
        }
        if (rows.Pupils is { Length: > 0 } pupils)
        {
            var command = new NpgsqlBatchCommand(
                """
                insert into schools_pupil_standing as t (pupil_id, fold, positions, year, possible, attended, authorised, unauthorised, missing, last_session, severity, flags)
                select * from unnest($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
                on conflict (pupil_id) do update set fold = excluded.fold, positions = excluded.positions, year = excluded.year, possible = excluded.possible,
                    attended = excluded.attended, authorised = excluded.authorised, unauthorised = excluded.unauthorised, missing = excluded.missing,
                    last_session = excluded.last_session, severity = excluded.severity, flags = excluded.flags
                where excluded.fold >= t.fold
                """
            );
            Add(command, pupils, row => row.Standing.Pupil.Value, NpgsqlDbType.Bigint);
            Add(command, pupils, row => row.Fold, NpgsqlDbType.Bigint);
            Add(command, pupils, row => StandingRows.Positions(row.Positions), NpgsqlDbType.Text);
            Add(command, pupils, row => row.Standing.Year.StartYear, NpgsqlDbType.Integer);
            Add(command, pupils, row => row.Standing.Possible, NpgsqlDbType.Integer);
            Add(command, pupils, row => row.Standing.Attended, NpgsqlDbType.Integer);
            Add(command, pupils, row => row.Standing.Authorised, NpgsqlDbType.Integer);
            Add(command, pupils, row => row.Standing.Unauthorised, NpgsqlDbType.Integer);
            Add(command, pupils, row => row.Standing.Missing, NpgsqlDbType.Integer);
            Add(command, pupils, row => row.Standing.LastSession?.Number ?? 0, NpgsqlDbType.Integer);
            Add(command, pupils, row => (int)row.Standing.Severity, NpgsqlDbType.Integer);
            Add(command, pupils, row => StandingRows.Flags(row.Standing), NpgsqlDbType.Text);
            batch.BatchCommands.Add(command);
        }
        var tallies = updates
            .SelectMany(update => update.Tallies.Select(tally => (update.School, tally)))
            // Two updates of one school in a batch: the later one says how it is.
            .GroupBy(row => (School: row.School.Value, row.tally.Session.Number, row.tally.Group, row.tally.Code))
            .OrderBy(group => group.Key)
            .Select(group => group.Last())
            .ToArray();
        if (tallies.Length > 0)
        {
            var command = new NpgsqlBatchCommand(
                """
                insert into schools_session_tally (school_id, date, session, group_code, code, count)
                select * from unnest($1, $2, $3, $4, $5, $6)
                on conflict (school_id, date, session, group_code, code) do update set count = excluded.count
                """
            );
            Add(command, tallies, row => (long)row.School.Value, NpgsqlDbType.Bigint);
            Add(command, tallies, row => row.tally.Session.Date, NpgsqlDbType.Date);
            Add(command, tallies, row => row.tally.Session.Half is HalfDay.AM ? "AM" : "PM", NpgsqlDbType.Text);
            Add(command, tallies, row => row.tally.Group, NpgsqlDbType.Text);
            Add(command, tallies, row => Codes[row.tally.Code], NpgsqlDbType.Text);
            Add(command, tallies, row => row.tally.Count, NpgsqlDbType.Integer);
            batch.BatchCommands.Add(command);
        }
        var marks = updates
            .GroupBy(update => update.School.Value)
            .OrderBy(group => group.Key)
            .Select(group => (School: group.Key, Seq: group.Max(u => u.FoldedSeq)))
            .ToArray();
        var mark = new NpgsqlBatchCommand(
            """
            insert into schools_mark as t (school_id, folded_seq) select * from unnest($1, $2)
            on conflict (school_id) do update set folded_seq = excluded.folded_seq where excluded.folded_seq > t.folded_seq
            """
        );
        Add(mark, marks, row => (long)row.School, NpgsqlDbType.Bigint);
        Add(mark, marks, row => row.Seq, NpgsqlDbType.Bigint);
        batch.BatchCommands.Add(mark);
        await batch.ExecuteNonQueryAsync();
    }

    private static void Add<TRow, TValue>(NpgsqlBatchCommand command, TRow[] rows, Func<TRow, TValue> value, NpgsqlDbType type) =>
        command.Parameters.Add(
            new NpgsqlParameter { Value = Array.ConvertAll(rows, row => value(row)), NpgsqlDbType = NpgsqlDbType.Array | type }
        );
}
