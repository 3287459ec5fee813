using System.Data.Common;
using Attendance.Schools.Contracts;
using Attendance.SharedKernel;
using Attendance.SharedKernel.Data;
using Dapper;
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
            command.Parameters.AddColumn(enrolments, row => (long)row.Standing.School.Value, NpgsqlDbType.Bigint);
            command.Parameters.AddColumn(enrolments, row => row.Standing.Year.StartYear, NpgsqlDbType.Integer);
            command.Parameters.AddColumn(enrolments, row => row.Standing.Pupil.Value, NpgsqlDbType.Bigint);
            command.Parameters.AddColumn(enrolments, row => row.Position, NpgsqlDbType.Bigint);
            command.Parameters.AddColumn(enrolments, row => row.Standing.Possible, NpgsqlDbType.Integer);
            command.Parameters.AddColumn(enrolments, row => row.Standing.Attended, NpgsqlDbType.Integer);
            command.Parameters.AddColumn(enrolments, row => row.Standing.Authorised, NpgsqlDbType.Integer);
            command.Parameters.AddColumn(enrolments, row => row.Standing.Unauthorised, NpgsqlDbType.Integer);
            command.Parameters.AddColumn(enrolments, row => row.Standing.Missing, NpgsqlDbType.Integer);
            command.Parameters.AddColumn(enrolments, row => row.Standing.Detail, NpgsqlDbType.Bytea);
            batch.BatchCommands.Add(command);
        }
        if (rows.Pupils is { Length: > 0 } pupils)
        {
            var command = new NpgsqlBatchCommand(
                """
                insert into schools_pupil_standing as t (pupil_id, fold, positions, year, possible, attended, authorised, unauthorised, missing, last_session, severity, flags, last_missed)
                select * from unnest($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
                on conflict (pupil_id) do update set fold = excluded.fold, positions = excluded.positions, year = excluded.year, possible = excluded.possible,
                    attended = excluded.attended, authorised = excluded.authorised, unauthorised = excluded.unauthorised, missing = excluded.missing,
                    last_session = excluded.last_session, severity = excluded.severity, flags = excluded.flags, last_missed = excluded.last_missed
                where excluded.fold >= t.fold
                """
            );
            command.Parameters.AddColumn(pupils, row => row.Standing.Pupil.Value, NpgsqlDbType.Bigint);
            command.Parameters.AddColumn(pupils, row => row.Fold, NpgsqlDbType.Bigint);
            command.Parameters.AddColumn(pupils, row => StandingRows.Positions(row.Positions), NpgsqlDbType.Text);
            command.Parameters.AddColumn(pupils, row => row.Standing.Year.StartYear, NpgsqlDbType.Integer);
            command.Parameters.AddColumn(pupils, row => row.Standing.Possible, NpgsqlDbType.Integer);
            command.Parameters.AddColumn(pupils, row => row.Standing.Attended, NpgsqlDbType.Integer);
            command.Parameters.AddColumn(pupils, row => row.Standing.Authorised, NpgsqlDbType.Integer);
            command.Parameters.AddColumn(pupils, row => row.Standing.Unauthorised, NpgsqlDbType.Integer);
            command.Parameters.AddColumn(pupils, row => row.Standing.Missing, NpgsqlDbType.Integer);
            command.Parameters.AddColumn(pupils, row => row.Standing.LastSession?.Number ?? 0, NpgsqlDbType.Integer);
            command.Parameters.AddColumn(pupils, row => (int)row.Standing.Severity, NpgsqlDbType.Integer);
            command.Parameters.AddColumn(pupils, row => StandingRows.Flags(row.Standing), NpgsqlDbType.Text);
            command.Parameters.AddColumn(pupils, row => row.Standing.LastMissed?.Number ?? 0, NpgsqlDbType.Integer);
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
            command.Parameters.AddColumn(tallies, row => (long)row.School.Value, NpgsqlDbType.Bigint);
            command.Parameters.AddColumn(tallies, row => row.tally.Session.Date, NpgsqlDbType.Date);
            command.Parameters.AddColumn(tallies, row => row.tally.Session.Half is HalfDay.AM ? "AM" : "PM", NpgsqlDbType.Text);
            command.Parameters.AddColumn(tallies, row => row.tally.Group, NpgsqlDbType.Text);
            command.Parameters.AddColumn(tallies, row => Codes[row.tally.Code], NpgsqlDbType.Text);
            command.Parameters.AddColumn(tallies, row => row.tally.Count, NpgsqlDbType.Integer);
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
        mark.Parameters.AddColumn(marks, row => (long)row.School, NpgsqlDbType.Bigint);
        mark.Parameters.AddColumn(marks, row => row.Seq, NpgsqlDbType.Bigint);
        batch.BatchCommands.Add(mark);
        await batch.ExecuteNonQueryAsync();
    }

    public async Task<bool[]> WriteFlagsAsync(DbTransaction transaction, IReadOnlyList<FlagRow> rows)
    {
        var changed = new bool[rows.Count];
        // One statement cannot touch a row twice: the second change of a child under a rule waits for the next statement.
        var waves = new List<List<int>>();
        var waveOf = new Dictionary<(long Pupil, string Rule), int>();
        for (var i = 0; i < rows.Count; i++)
        {
            var key = (rows[i].Pupil, rows[i].Change.Rule);
            var wave = waveOf.GetValueOrDefault(key);
            waveOf[key] = wave + 1;
            if (wave == waves.Count)
                waves.Add([]);
            waves[wave].Add(i);
        }
        foreach (var wave in waves)
            await WriteWaveAsync((NpgsqlTransaction)transaction, rows, wave, changed);
        return changed;
    }

    public async Task<IReadOnlySet<long>> ConcernedAsync(DbTransaction transaction, long[] pupils) =>
        (
            await transaction.Connection!.QueryAsync<long>(
                "select pupil_id from schools_pupil_standing where severity >= @concern and pupil_id = any(@pupils)",
                new { concern = (int)FlagSeverity.Concern, pupils },
                transaction
            )
        ).ToHashSet();

    public Task<IEnumerable<StoredFlag>> FlagsAsync(DbTransaction transaction, long[] pupils) =>
        transaction.Connection!.QueryAsync<StoredFlag>(
            "select pupil_id, rule, episode, fold, rule_version, level, severity, state, evidence from schools_flag where pupil_id = any(@pupils)",
            new { pupils },
            transaction
        );

    private static async Task WriteWaveAsync(NpgsqlTransaction transaction, IReadOnlyList<FlagRow> rows, List<int> wave, bool[] changed)
    {
        var flags = wave.Select(i => (At: i, Row: rows[i]))
            .OrderBy(flag => flag.Row.Pupil)
            .ThenBy(flag => flag.Row.Change.Rule, StringComparer.Ordinal)
            .ToArray();
        await using var batch = new NpgsqlBatch(transaction.Connection!, transaction);
        if (Array.FindAll(flags, flag => flag.Row.Moved is not null) is { Length: > 0 } moved)
        {
            var command = new NpgsqlBatchCommand(
                """
                update schools_flag t set state = 2, changed_at = m.at, trace = m.trace, fold = m.fold
                from unnest($1, $2, $3, $4, $5, $6) as m (pupil_id, rule, episode, at, trace, fold)
                where t.pupil_id = m.pupil_id and t.rule = m.rule and t.episode = m.episode
                """
            );
            command.Parameters.AddColumn(moved, flag => flag.Row.Pupil, NpgsqlDbType.Bigint);
            command.Parameters.AddColumn(moved, flag => flag.Row.Change.Rule, NpgsqlDbType.Text);
            command.Parameters.AddColumn(moved, flag => flag.Row.Moved!.Value, NpgsqlDbType.Integer);
            command.Parameters.AddColumn(moved, flag => flag.Row.Change.At.Number, NpgsqlDbType.Integer);
            command.Parameters.AddColumn(moved, flag => flag.Row.Change.Trace, NpgsqlDbType.Text);
            command.Parameters.AddColumn(moved, flag => flag.Row.Fold, NpgsqlDbType.Bigint);
            batch.BatchCommands.Add(command);
        }
        var upsert = new NpgsqlBatchCommand(
            $"""
            insert into schools_flag as t (pupil_id, rule, episode, fold, rule_version, level, severity, state, opened_at, changed_at, evidence, trace)
            select pupil_id, rule, episode, fold, rule_version, level, severity, state, episode, changed_at, evidence, trace
            from unnest($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
                as f (pupil_id, rule, episode, fold, rule_version, level, severity, state, changed_at, evidence, trace)
            {FlagRow.OnConflict}
            returning pupil_id, rule
            """
        );
        upsert.Parameters.AddColumn(flags, flag => flag.Row.Pupil, NpgsqlDbType.Bigint);
        upsert.Parameters.AddColumn(flags, flag => flag.Row.Change.Rule, NpgsqlDbType.Text);
        upsert.Parameters.AddColumn(flags, flag => flag.Row.Episode, NpgsqlDbType.Integer);
        upsert.Parameters.AddColumn(flags, flag => flag.Row.Fold, NpgsqlDbType.Bigint);
        upsert.Parameters.AddColumn(flags, flag => flag.Row.Change.RuleVersion, NpgsqlDbType.Integer);
        upsert.Parameters.AddColumn(flags, flag => flag.Row.Change.Level, NpgsqlDbType.Integer);
        upsert.Parameters.AddColumn(flags, flag => (int)flag.Row.Change.Severity, NpgsqlDbType.Integer);
        upsert.Parameters.AddColumn(flags, flag => flag.Row.State, NpgsqlDbType.Integer);
        upsert.Parameters.AddColumn(flags, flag => flag.Row.Change.At.Number, NpgsqlDbType.Integer);
        upsert.Parameters.AddColumn(flags, flag => flag.Row.Evidence, NpgsqlDbType.Text);
        upsert.Parameters.AddColumn(flags, flag => flag.Row.Change.Trace, NpgsqlDbType.Text);
        batch.BatchCommands.Add(upsert);

        var places = flags.ToDictionary(flag => (flag.Row.Pupil, flag.Row.Change.Rule), flag => flag.At);
        await using var reader = await batch.ExecuteReaderAsync();
        while (await reader.ReadAsync())
            changed[places[(reader.GetInt64(0), reader.GetString(1))]] = true;
    }
}
