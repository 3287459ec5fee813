using Npgsql;

namespace Attendance.Bench.Servers;

/// <summary>Four prepared statements over arrays in one pipelined batch, which is one transaction and one round trip.</summary>
internal sealed class PostgresPeer(string connectionString) : IPeerStore, IAsyncDisposable
{
    private readonly NpgsqlDataSource _source = NpgsqlDataSource.Create(
        new NpgsqlConnectionStringBuilder(connectionString)
        {
            MaxAutoPrepare = 20,
            AutoPrepareMinUsages = 1,
            // More would only wait for two cores.
            MaxPoolSize = 8,
            NoResetOnClose = true,
            // New tables have no statistics yet; without this the first plans would read them whole.
            Options = "-c enable_seqscan=off -c plan_cache_mode=force_generic_plan",
        }.ConnectionString
    );

    public async Task CreateAsync()
    {
        await using var command = _source.CreateCommand(
            """
            create table peer_submission (school_id bigint, client_key text, session integer, recorded_at timestamptz default now(), primary key (school_id, client_key));
            create table peer_mark (session integer, pupil_id bigint, code text, class integer, primary key (session, pupil_id));
            create index peer_mark_unauthorised on peer_mark (pupil_id, session) where class = 3;
            create table peer_total (pupil_id bigint primary key, possible integer, attended integer, authorised integer, unauthorised integer,
                absent_run integer, last_session integer) with (fillfactor = 50);
            create table peer_flag (pupil_id bigint, rule text, level integer, since integer, primary key (pupil_id, rule));
            """
        );
        await command.ExecuteNonQueryAsync();
    }

    public async Task TakeAsync(PeerRegister register)
    {
        await using var connection = await _source.OpenConnectionAsync();
        await using var batch = new NpgsqlBatch(connection);
        Add(
            batch,
            "insert into peer_submission (school_id, client_key, session) values ($1, $2, $3)",
            new NpgsqlParameter<long> { TypedValue = register.School },
            new NpgsqlParameter<string> { TypedValue = register.Key },
            new NpgsqlParameter<int> { TypedValue = register.Session }
        );
        Add(
            batch,
            "insert into peer_mark (session, pupil_id, code, class) select $1, * from unnest($2, $3, $4)",
            new NpgsqlParameter<int> { TypedValue = register.Session },
            new NpgsqlParameter<long[]> { TypedValue = register.Pupils },
            new NpgsqlParameter<string[]> { TypedValue = register.Codes },
            new NpgsqlParameter<int[]> { TypedValue = register.Classes }
        );
        Add(
            batch,
            """
            insert into peer_total as t
            select p, 1, (c = 1)::int, (c = 2)::int, (c = 3)::int, (c > 1)::int, $1 from unnest($2, $3) as r(p, c)
            on conflict (pupil_id) do update set possible = t.possible + 1, attended = t.attended + excluded.attended,
                authorised = t.authorised + excluded.authorised, unauthorised = t.unauthorised + excluded.unauthorised,
                absent_run = case when excluded.absent_run = 0 then 0 else t.absent_run + 1 end, last_session = excluded.last_session
            """,
            new NpgsqlParameter<int> { TypedValue = register.Session },
            new NpgsqlParameter<long[]> { TypedValue = register.Pupils },
            new NpgsqlParameter<int[]> { TypedValue = register.Classes }
        );
        Add(
            batch,
            """
            with t as materialized (select * from peer_total where pupil_id = any($1)),
            due as materialized (
                select pupil_id, 'PA' as rule, 1 as level from t where authorised + unauthorised >= 64
                union all select pupil_id, 'CONSECUTIVE', 1 from t where absent_run >= 6
                union all select pupil_id, 'BAND', case when attended * 2 < possible then 2 else 1 end from t where possible >= 20 and attended * 10 < possible * 9
                union all select m.pupil_id, 'UNAUTHORISED', 1 from t join peer_mark m on m.pupil_id = t.pupil_id and m.class = 3 and m.session > $2 - 140
                    where t.unauthorised >= 10 group by m.pupil_id having count(*) >= 10),
            over as (delete from peer_flag f where pupil_id = any($1) and not exists (select 1 from due d where d.pupil_id = f.pupil_id and d.rule = f.rule))
            insert into peer_flag as f select pupil_id, rule, level, $2 from due
            on conflict (pupil_id, rule) do update set level = excluded.level where f.level <> excluded.level
            """,
            new NpgsqlParameter<long[]> { TypedValue = register.Pupils },
            new NpgsqlParameter<int> { TypedValue = register.Session }
        );
        await batch.ExecuteNonQueryAsync();
    }

    public ValueTask DisposeAsync() => _source.DisposeAsync();

    private static void Add(NpgsqlBatch batch, string sql, params NpgsqlParameter[] parameters)
    {
        var command = new NpgsqlBatchCommand(sql);
        foreach (var parameter in parameters)
            command.Parameters.Add(parameter);
        batch.BatchCommands.Add(command);
    }
}
