using Attendance.SharedKernel;
using Attendance.SharedKernel.Data;
using Microsoft.Extensions.Logging.Console;

namespace Attendance.Bench.Servers;

/// <summary>
/// What a good engineer would write without grains: minimal API, SQL, one transaction per register, tuned to win. It keeps marks, running totals and the
/// product's flags: the same rules with the same hysteresis, each open flag with its level and the session that opened it (<see cref="PeerRules"/>, and there
/// the four rules that it leaves out because nothing in the bench city can open them). After a run the bench compares its open flags with the product's, child
/// by child. One UPDATE of a register's thirty rows does it all, from nothing but these rows; a view tells the open flags.
/// </summary>
/// <remarks>
/// What it does not do, and all of it favours it. No access control, roll or calendar check: pupils are found by their UPN's digits, the one calendar is in
/// memory. A correction and a repeat are refused, where the product keeps both entries or answers the same (a register that comes after one of a later session
/// is taken, and its children are judged again from their first session on, as by the product). No closed episodes, no evidence, no options of rules, no
/// dismissals, care plans or contacts, one school and one school year to a child. No list of flags but the view, which reads every child. No read model by
/// code and half term, no facts for other modules, no followers.
/// </remarks>
internal sealed class PeerServer : IMeasured
{
    private readonly WebApplication _app;

    private PeerServer(WebApplication app)
    {
        _app = app;
        Ready = ChildMain.AddressOf(app);
    }

    public string Ready { get; }

    public static async Task<PeerServer> StartAsync(DatabaseOptions options)
    {
        var builder = WebApplication.CreateSlimBuilder();
        // Errors go to stderr in one line, for whoever started this; stdout is the conversation with it.
        builder.Logging.ClearProviders().SetMinimumLevel(LogLevel.Error).AddSimpleConsole(console => console.SingleLine = true);
        builder.Services.Configure<ConsoleLoggerOptions>(console => console.LogToStandardErrorThreshold = LogLevel.Trace);
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.ConfigureHttpJsonOptions(json => json.SerializerOptions.TypeInfoResolverChain.Insert(0, PostedJson.Default));
        builder.Services.AddDatabase(options);
        if (options.Provider is DatabaseProvider.Sqlite)
            builder.Services.AddSingleton<IPeerStore, SqlitePeer>();
        else
            builder.Services.AddSingleton<IPeerStore>(_ => new PostgresPeer(options.ConnectionString!));
        var app = builder.Build();
        await app.Services.GetRequiredService<IPeerStore>().CreateAsync();
        app.MapPost(
            "/api/v1/schools/{laestab:long}/registers/{date}/{half}",
            async (long laestab, DateOnly date, string half, PostedRegister body, IPeerStore store) =>
            {
                var session = PeerCalendar.Of(new SessionKey(date, half == "AM" ? HalfDay.AM : HalfDay.PM));
                var register = new PeerRegister(laestab, session, body.SubmissionId, body.Marks.Length);
                for (var i = 0; i < body.Marks.Length; i++)
                {
                    register.Pupils[i] = long.Parse(body.Marks[i].Upn.AsSpan(1));
                    register.Codes[i] = body.Marks[i].Code;
                    register.Kinds[i] = PeerRules.KindOf(body.Marks[i].Code);
                }
                await store.TakeAsync(register);
                return TypedResults.Ok(new PostedReceipt(body.SubmissionId, body.Marks.Length));
            }
        );
        await app.StartAsync();
        return new PeerServer(app);
    }

    public Task<string> CommandAsync(string[] words) => throw new ArgumentException("Not a command.", nameof(words));

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
    }
}

internal sealed class PeerRegister(long school, PeerSession session, string key, int marks)
{
    public long School { get; } = school;
    public PeerSession Session { get; } = session;
    public string Key { get; } = key;
    public long[] Pupils { get; } = new long[marks];
    public string[] Codes { get; } = new string[marks];

    /// <summary>What the rules make of each code.</summary>
    public int[] Kinds { get; } = new int[marks];
}

/// <summary>The peer's tables in one database.</summary>
internal interface IPeerStore
{
    Task CreateAsync();

    /// <summary>Marks, totals and flags of one register, in one transaction. Throws for a repeat.</summary>
    Task TakeAsync(PeerRegister register);
}
