using Attendance.Access.Contracts;
using Attendance.SharedKernel.Data;
using MediatR;

namespace Attendance.Bench.Servers;

/// <summary>The product as it is: the Host in this process, its front door, its keys. Only the time of school life is set from outside.</summary>
internal sealed class ProductServer : IMeasured
{
    private readonly WebApplication _app;
    private readonly SetClock _clock;

    private ProductServer(WebApplication app, SetClock clock, string key)
    {
        _app = app;
        _clock = clock;
        Ready = $"{ChildMain.AddressOf(app)} {key}";
    }

    public string Ready { get; }

    public static async Task<ProductServer> StartAsync(DatabaseOptions database)
    {
        var clock = new SetClock();
        var app = await Host.AttendanceHost.CreateAsync(
            new Host.HostOptions
            {
                Urls = "http://127.0.0.1:0",
                Settings = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase)
                {
                    ["Database:Provider"] = database.Provider.ToString(),
                    ["Database:ConnectionString"] = database.ConnectionString,
                    ["Database:DataDirectory"] = database.DataDirectory,
                },
                SchoolTime = clock,
                LogLevel = LogLevel.Warning,
            }
        );
        await app.StartAsync();
        var issued = await app
            .Services.GetRequiredService<IMediator>()
            .Send(new IssueKey(Caller.System("bench"), null, "bench"), CancellationToken.None);
        return new ProductServer(app, clock, issued.Value.Key);
    }

    public Task<string> CommandAsync(string[] words)
    {
        if (words is not ["clock", var instant])
            throw new ArgumentException("Not a command.", nameof(words));
        _clock.Set(DateTimeOffset.Parse(instant));
        return Task.FromResult("set");
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
    }

    /// <summary>A clock that goes on from where it is set.</summary>
    private sealed class SetClock : TimeProvider
    {
        private DateTimeOffset _at = new(2025, 9, 3, 9, 30, 0, TimeSpan.Zero);
        private long _since = System.GetTimestamp();

        public void Set(DateTimeOffset at) => (_at, _since) = (at, System.GetTimestamp());

        public override DateTimeOffset GetUtcNow() => _at + System.GetElapsedTime(_since);
    }
}
