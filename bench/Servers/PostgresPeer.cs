using System.Collections.Concurrent;
using Npgsql;

namespace Attendance.Bench.Servers;

/// <summary>
/// Three prepared statements over arrays in one pipelined batch, which is one transaction and one round trip: the submission, the marks, and one UPDATE of the
/// children's rows that keeps totals and flags. No index is on a column that changes, and pages are left half empty, so that a row's next version lies beside it.
/// </summary>
internal sealed class PostgresPeer(string connectionString) : IPeerStore, IAsyncDisposable
{
    private const string Submission = "insert into peer_submission (school_id, client_key, session) values ($1, $2, $3)";
    private const string NewChildren = "insert into peer_child (pupil_id) select unnest($1) on conflict do nothing";
    private const string Marks = "insert into peer_mark (session, pupil_id, code) select $1, * from unnest($2, $3)";

    private static readonly string Children = PeerRules.Update("unnest($10, $11)", "(pupil_id, kind)");

    private static readonly string Forget = $"update peer_child set {PeerRules.Reset} where pupil_id = any($1)";

    // One session of marks that are stored already.
    private static readonly string ChildrenAgain = PeerRules.Update(
        $"(select pupil_id, {PeerRules.KindOfStored} as kind from peer_mark where session = $1 and pupil_id = any($10))"
    );

    private readonly ConcurrentDictionary<long, bool> _known = new();

    // By a class's first child: its registers wait for each other here, not in the database, where each would hold a connection.
    private readonly ConcurrentDictionary<long, SemaphoreSlim> _turns = new();

    // The last session of which a register came: tables and process begin together.
    private volatile int _latest;

    private readonly NpgsqlDataSource _source = NpgsqlDataSource.Create(
        new NpgsqlConnectionStringBuilder(connectionString)
        {
            MaxAutoPrepare = 20,
            AutoPrepareMinUsages = 1,
            // More would only wait for two cores.
            MaxPoolSize = 8,
            NoResetOnClose = true,
            // New tables have no statistics yet; without this the first plans would read them whole.
            Options =
                "-c enable_seqscan=off -c enable_bitmapscan=off -c enable_hashjoin=off -c enable_mergejoin=off -c jit=off -c plan_cache_mode=force_generic_plan",
        }.ConnectionString
    );

    public async Task CreateAsync()
    {
        await using var command = _source.CreateCommand(
            $"""
            create table peer_submission (school_id bigint, client_key text, session integer, recorded_at timestamptz default now(), primary key (school_id, client_key));
            create table peer_mark (session integer, pupil_id bigint, code text, primary key (session, pupil_id));
            create table peer_child (pupil_id bigint primary key, {PeerRules.Columns}) with (fillfactor = 50);
            create view peer_flag as {PeerRules.OpenFlags};
            """
        );
        await command.ExecuteNonQueryAsync();
    }

    public async Task TakeAsync(PeerRegister register)
    {
        Reached(register.Session.Number);
        var turn = _turns.GetOrAdd(register.Pupils[0], _ => new SemaphoreSlim(1));
        await turn.WaitAsync();
        try
        {
            await using var connection = await _source.OpenConnectionAsync();
            var isNew = !Array.TrueForAll(register.Pupils, _known.ContainsKey);
            // Refused by a null: another register of these children was stored meanwhile, or one of a later session was there before.
            if (!await TryAsync(connection, register, isNew) && !await TryAsync(connection, register, isNew))
                await TakeLateAsync(connection, register, isNew);
            if (!isNew)
                return;
            foreach (var pupil in register.Pupils)
                _known[pupil] = true;
        }
        finally
        {
            turn.Release();
        }
    }

    private static async Task<bool> TryAsync(NpgsqlConnection connection, PeerRegister register, bool isNew)
    {
        await using var batch = Stored(connection, register, isNew);
        Add(
            batch,
            Children,
            [
                .. Numbers(register.Session),
                new NpgsqlParameter<long[]> { TypedValue = register.Pupils },
                new NpgsqlParameter<int[]> { TypedValue = register.Kinds },
            ]
        );
        try
        {
            await batch.ExecuteNonQueryAsync();
            return true;
        }
        catch (PostgresException refused) when (refused is { SqlState: PostgresErrorCodes.NotNullViolation, ColumnName: "last_session" })
        {
            return false;
        }
    }

    /// <summary>A register of a later session was first: the children's rows start again from nothing, and nobody else changes them meanwhile.</summary>
    private async Task TakeLateAsync(NpgsqlConnection connection, PeerRegister register, bool isNew)
    {
        await using var transaction = await connection.BeginTransactionAsync();
        await using var batch = Stored(connection, register, isNew);
        Add(batch, Forget, new NpgsqlParameter<long[]> { TypedValue = register.Pupils });
        await batch.ExecuteNonQueryAsync();
        await using var again = new NpgsqlBatch(connection);
        foreach (var session in PeerCalendar.All.TakeWhile(session => session.Number <= _latest))
            Add(again, ChildrenAgain, [.. Numbers(session), new NpgsqlParameter<long[]> { TypedValue = register.Pupils }]);
        await again.ExecuteNonQueryAsync();
        await transaction.CommitAsync();
    }

    private static NpgsqlBatch Stored(NpgsqlConnection connection, PeerRegister register, bool isNew)
    {
        var batch = new NpgsqlBatch(connection);
        Add(
            batch,
            Submission,
            new NpgsqlParameter<long> { TypedValue = register.School },
            new NpgsqlParameter<string> { TypedValue = register.Key },
            new NpgsqlParameter<int> { TypedValue = register.Session.Number }
        );
        if (isNew)
            Add(batch, NewChildren, new NpgsqlParameter<long[]> { TypedValue = register.Pupils });
        Add(
            batch,
            Marks,
            new NpgsqlParameter<int> { TypedValue = register.Session.Number },
            new NpgsqlParameter<long[]> { TypedValue = register.Pupils },
            new NpgsqlParameter<string[]> { TypedValue = register.Codes }
        );
        return batch;
    }

    private void Reached(int session)
    {
        var before = _latest;
        while (before < session && Interlocked.CompareExchange(ref _latest, session, before) is var now && now != before)
            before = now;
    }

    public ValueTask DisposeAsync() => _source.DisposeAsync();

    private static IEnumerable<NpgsqlParameter> Numbers(PeerSession session) =>
        session.Numbers.Select(number => new NpgsqlParameter<int> { TypedValue = number });

    private static void Add(NpgsqlBatch batch, string sql, params NpgsqlParameter[] parameters)
    {
        var command = new NpgsqlBatchCommand(sql);
        foreach (var parameter in parameters)
            command.Parameters.Add(parameter);
        batch.BatchCommands.Add(command);
    }
}
