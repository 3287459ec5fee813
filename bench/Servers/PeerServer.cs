using Attendance.SharedKernel;
using Attendance.SharedKernel.Data;

namespace Attendance.Bench.Servers;

/// <summary>
/// What a good engineer would write without grains: minimal API, SQL, one transaction per register. It keeps marks, running totals and four flags
/// (persistent absence at 64 missed half-days, six missed in a row, ten unauthorised in ten weeks, attendance under 90%) by set-based SQL, and repeats
/// are dropped by their key. Tuned to win: pupils are found without a look-up, marks lie by session so that inserts go side by side, totals carry the run of
/// absence so that no window is read, the ten weeks read a partial index and only for children with ten in all. It has no access control, roll or calendar
/// check, no history of corrections, no episodes, no read model by code and no facts: all that favours it.
/// </summary>
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
        builder.Logging.ClearProviders();
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
                var session = new SessionKey(date, half == "AM" ? HalfDay.AM : HalfDay.PM);
                var register = new PeerRegister(laestab, session.Number, body.SubmissionId, body.Marks.Length);
                for (var i = 0; i < body.Marks.Length; i++)
                {
                    register.Pupils[i] = long.Parse(body.Marks[i].Upn.AsSpan(1));
                    register.Codes[i] = body.Marks[i].Code;
                    register.Classes[i] = Classes.Of(body.Marks[i].Code);
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

internal sealed class PeerRegister(long school, int session, string key, int marks)
{
    public long School { get; } = school;
    public int Session { get; } = session;
    public string Key { get; } = key;
    public long[] Pupils { get; } = new long[marks];
    public string[] Codes { get; } = new string[marks];
    public int[] Classes { get; } = new int[marks];
}

/// <summary>The peer's tables in one database.</summary>
internal interface IPeerStore
{
    Task CreateAsync();

    /// <summary>Marks, totals and flags of one register, in one transaction.</summary>
    Task TakeAsync(PeerRegister register);
}
