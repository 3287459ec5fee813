using System.Data.Common;
using Attendance.Host.Orleans;
using Attendance.SharedKernel;
using Attendance.SharedKernel.Data;
using Microsoft.Data.Sqlite;
using Npgsql;
using NpgsqlTypes;

namespace Attendance.Bench.Servers;

/// <summary>
/// The road with nothing on it: HTTP, source-generated JSON, a school grain that numbers, a journal with group commit, pupil grains that count, standings
/// written in batches and awaited. No access control, roll, calendar, repeats, hashes, rules or facts. What the product adds is measured against it.
/// </summary>
internal sealed class BareServer : IMeasured
{
    private readonly WebApplication _app;

    private BareServer(WebApplication app)
    {
        _app = app;
        Ready = ChildMain.AddressOf(app);
    }

    public string Ready { get; }

    public static async Task<BareServer> StartAsync(DatabaseOptions options)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddDatabase(options);
        builder.Services.AddSingleton<BareTables>();
        builder.Services.ConfigureHttpJsonOptions(json => json.SerializerOptions.TypeInfoResolverChain.Insert(0, PostedJson.Default));
        var (silo, gateway) = (QuietPorts.Take(), QuietPorts.Take());
        builder.Host.UseOrleans(orleans => orleans.UseLocalhostClustering(silo, gateway, serviceId: "bare", clusterId: $"bare-{silo}"));
        var app = builder.Build();
        await app.Services.GetRequiredService<BareTables>().CreateAsync();
        app.MapPost(
            "/api/v1/schools/{laestab:long}/registers/{date}/{half}",
            async (long laestab, DateOnly date, string half, PostedRegister body, IGrainFactory grains) =>
            {
                var pupils = new long[body.Marks.Length];
                var codes = new string[body.Marks.Length];
                for (var i = 0; i < pupils.Length; i++)
                    (pupils[i], codes[i]) = (long.Parse(body.Marks[i].Upn.AsSpan(1)), body.Marks[i].Code);
                var session = new SessionKey(date, half == "AM" ? HalfDay.AM : HalfDay.PM);
                var first = await grains
                    .GetGrain<IBareSchoolGrain>(laestab)
                    .Post(new BareRegister(session.Number, body.SubmissionId, pupils, codes));
                return TypedResults.Ok(new PostedReceipt($"{laestab}-{first}", pupils.Length));
            }
        );
        await app.StartAsync();
        return new BareServer(app);
    }

    public Task<string> CommandAsync(string[] words) => throw new ArgumentException("Not a command.", nameof(words));

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
    }
}

[Alias("BareRegister"), GenerateSerializer, Immutable]
internal sealed record BareRegister(
    [property: Id(0)] int Session,
    [property: Id(1)] string Key,
    [property: Id(2)] long[] Pupils,
    [property: Id(3)] string[] Codes
);

[Alias("BareTotals"), GenerateSerializer, Immutable]
internal sealed record BareTotals(
    [property: Id(0)] long Pupil,
    [property: Id(1)] int Possible,
    [property: Id(2)] int Attended,
    [property: Id(3)] int Authorised,
    [property: Id(4)] int Unauthorised
);

[Alias("IBareSchoolGrain")]
internal interface IBareSchoolGrain : IGrainWithIntegerKey
{
    [Alias("Post")]
    Task<long> Post(BareRegister register);
}

[Alias("IBarePupilGrain")]
internal interface IBarePupilGrain : IGrainWithIntegerKey
{
    [Alias("Count")]
    Task<BareTotals> Count(string code);
}

internal sealed class BareSchoolGrain(BareTables tables) : Grain, IBareSchoolGrain
{
    private long _last;

    public async Task<long> Post(BareRegister register)
    {
        var first = _last + 1;
        await tables.Journal.AddAsync(new BareEntry(this.GetPrimaryKeyLong(), first, register));
        _last = first + register.Pupils.Length;
        var calls = new Task<BareTotals>[register.Pupils.Length];
        for (var i = 0; i < calls.Length; i++)
            calls[i] = GrainFactory.GetGrain<IBarePupilGrain>(register.Pupils[i]).Count(register.Codes[i]);
        await tables.Standings.AddAsync(await Task.WhenAll(calls));
        return first;
    }
}

[Orleans.Placement.PreferLocalPlacement]
internal sealed class BarePupilGrain : Grain, IBarePupilGrain
{
    private int _attended;
    private int _authorised;
    private int _unauthorised;

    public Task<BareTotals> Count(string code)
    {
        switch (Classes.Of(code))
        {
            case Classes.Attended:
                _attended++;
                break;
            case Classes.Authorised:
                _authorised++;
                break;
            default:
                _unauthorised++;
                break;
        }
        var possible = _attended + _authorised + _unauthorised;
        return Task.FromResult(new BareTotals(this.GetPrimaryKeyLong(), possible, _attended, _authorised, _unauthorised));
    }
}

/// <summary>How the codes that the bench sends count.</summary>
internal static class Classes
{
    public const int Attended = 1;
    public const int Authorised = 2;
    public const int Unauthorised = 3;

    public static int Of(string code) =>
        code switch
        {
            "/" or "\\" or "L" => Attended,
            "I" or "M" or "C" => Authorised,
            _ => Unauthorised,
        };
}

internal sealed record BareEntry(long School, long First, BareRegister Register);

/// <summary>Two tables and a standing, on either database.</summary>
internal sealed class BareTables : IAsyncDisposable
{
    private const string Upsert =
        "on conflict (pupil_id) do update set possible = excluded.possible, attended = excluded.attended, authorised = excluded.authorised, unauthorised = excluded.unauthorised";

    private readonly Database _database;
    private readonly IWriter _writer;

    public BareTables(Database database, IWriter writer)
    {
        (_database, _writer) = (database, writer);
        Journal = new GroupCommit<BareEntry>(writer, database.IsSqlite ? 1 : 2, 128, database.IsSqlite ? AppendSqlite : AppendPostgres);
        Standings = new GroupCommit<BareTotals[]>(writer, 1, 128, database.IsSqlite ? WriteSqlite : WritePostgres);
    }

    public GroupCommit<BareEntry> Journal { get; }

    public GroupCommit<BareTotals[]> Standings { get; }

    public Task CreateAsync() =>
        _writer.Run(async transaction =>
        {
            await using var command = transaction.Connection!.CreateCommand();
            command.Transaction = transaction;
            var tail = _database.IsSqlite ? " without rowid" : "";
            command.CommandText = $"""
                create table bare_submission (school_id bigint, first_seq bigint, session integer, client_key text, primary key (school_id, first_seq)){tail};
                create table bare_entry (school_id bigint, seq bigint, pupil_id bigint, code text, primary key (school_id, seq)){tail};
                create table bare_standing (pupil_id bigint primary key, possible integer, attended integer, authorised integer, unauthorised integer);
                """;
            await command.ExecuteNonQueryAsync();
        });

    private static Task AppendSqlite(DbTransaction transaction, List<BareEntry> batch)
    {
        var connection = (SqliteConnection)transaction.Connection!;
        var submission = SqliteStatement.For(connection, "insert into bare_submission values (?,?,?,?)");
        var row = SqliteStatement.For(connection, "insert into bare_entry values (?,?,?,?)");
        foreach (var (school, first, register) in batch)
        {
            submission.Bind(1, school).Bind(2, first).Bind(3, register.Session).Bind(4, register.Key).Execute();
            for (var i = 0; i < register.Pupils.Length; i++)
                row.Bind(1, school).Bind(2, first + 1 + i).Bind(3, register.Pupils[i]).Bind(4, register.Codes[i]).Execute();
        }
        return Task.CompletedTask;
    }

    private static async Task AppendPostgres(DbTransaction transaction, List<BareEntry> batch)
    {
        var connection = (NpgsqlConnection)transaction.Connection!;
        await using (var rows = await connection.BeginBinaryImportAsync("copy bare_submission from stdin (format binary)"))
        {
            foreach (var (school, first, register) in batch)
            {
                await rows.StartRowAsync();
                await rows.WriteAsync(school, NpgsqlDbType.Bigint);
                await rows.WriteAsync(first, NpgsqlDbType.Bigint);
                await rows.WriteAsync(register.Session, NpgsqlDbType.Integer);
                await rows.WriteAsync(register.Key, NpgsqlDbType.Text);
            }
            await rows.CompleteAsync();
        }
        await using (var rows = await connection.BeginBinaryImportAsync("copy bare_entry from stdin (format binary)"))
        {
            foreach (var (school, first, register) in batch)
            {
                for (var i = 0; i < register.Pupils.Length; i++)
                {
                    await rows.StartRowAsync();
                    await rows.WriteAsync(school, NpgsqlDbType.Bigint);
                    await rows.WriteAsync(first + 1 + i, NpgsqlDbType.Bigint);
                    await rows.WriteAsync(register.Pupils[i], NpgsqlDbType.Bigint);
                    await rows.WriteAsync(register.Codes[i], NpgsqlDbType.Text);
                }
            }
            await rows.CompleteAsync();
        }
    }

    private static Task WriteSqlite(DbTransaction transaction, List<BareTotals[]> batch)
    {
        var row = SqliteStatement.For(
            (SqliteConnection)transaction.Connection!,
            "insert into bare_standing (pupil_id, possible, attended, authorised, unauthorised) values (?,?,?,?,?) " + Upsert
        );
        foreach (var totals in Latest(batch))
        {
            row.Bind(1, totals.Pupil)
                .Bind(2, totals.Possible)
                .Bind(3, totals.Attended)
                .Bind(4, totals.Authorised)
                .Bind(5, totals.Unauthorised)
                .Execute();
        }
        return Task.CompletedTask;
    }

    private static async Task WritePostgres(DbTransaction transaction, List<BareTotals[]> batch)
    {
        var rows = Latest(batch);
        await using var command = new NpgsqlCommand(
            "insert into bare_standing (pupil_id, possible, attended, authorised, unauthorised) select * from unnest($1, $2, $3, $4, $5) "
                + Upsert,
            (NpgsqlConnection)transaction.Connection!,
            (NpgsqlTransaction)transaction
        );
        command.Parameters.Add(new NpgsqlParameter<long[]> { TypedValue = Array.ConvertAll(rows, row => row.Pupil) });
        command.Parameters.Add(new NpgsqlParameter<int[]> { TypedValue = Array.ConvertAll(rows, row => row.Possible) });
        command.Parameters.Add(new NpgsqlParameter<int[]> { TypedValue = Array.ConvertAll(rows, row => row.Attended) });
        command.Parameters.Add(new NpgsqlParameter<int[]> { TypedValue = Array.ConvertAll(rows, row => row.Authorised) });
        command.Parameters.Add(new NpgsqlParameter<int[]> { TypedValue = Array.ConvertAll(rows, row => row.Unauthorised) });
        await command.ExecuteNonQueryAsync();
    }

    private static BareTotals[] Latest(List<BareTotals[]> batch)
    {
        var latest = new SortedDictionary<long, BareTotals>();
        foreach (var register in batch)
        {
            foreach (var totals in register)
                latest[totals.Pupil] = totals;
        }
        return [.. latest.Values];
    }

    public async ValueTask DisposeAsync()
    {
        await Journal.DisposeAsync();
        await Standings.DisposeAsync();
    }
}
