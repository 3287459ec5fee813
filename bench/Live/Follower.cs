using System.Collections.Concurrent;
using System.Text.Json;
using Attendance.TestSupport;

namespace Attendance.Bench.Live;

/// <summary>One key worker's socket with the two subscriptions of the page, and when it heard what. What it heard is told by children's numbers and flags.</summary>
internal sealed class Follower : IAsyncDisposable
{
    private const string Pupils = "subscription { pupilChanged { pupils { pupil { upn } totals { missed possible } } left resume } }";
    private const string Flags =
        "subscription { flagChanged { kind rule title severity sentence pupil { id upn givenName familyName } opened { date half } at { date half } resume } }";

    private readonly GraphQLSocket _socket;
    private readonly Task _listening;
    private readonly CancellationTokenSource _over = new();

    private Follower(GraphQLSocket socket)
    {
        _socket = socket;
        _listening = Task.Run(ListenAsync);
    }

    /// <summary>Children of the changes that came, with the time.</summary>
    public ConcurrentQueue<(string Upn, long At)> Changes { get; private set; } = new();

    /// <summary>Flags that came: child, rule, kind, opening and session, with the time.</summary>
    public ConcurrentQueue<(string Flag, string Upn, long At)> FlagEvents { get; private set; } = new();

    /// <summary>Opens the socket of a signed-in person and begins both subscriptions.</summary>
    public static async Task<Follower> OpenAsync(Uri server, string cookie)
    {
        var socket = await GraphQLSocket.OpenAsync(
            server,
            [("Cookie", $"{RunningHost.SessionCookie}={cookie}"), ("Origin", $"http://{server.Authority}")]
        );
        await socket.SubscribeAsync("p", Pupils);
        await socket.SubscribeAsync("f", Flags);
        // Answered after the two were begun.
        await socket.SubscribeAsync("begun", "{ __typename }");
        while ((await socket.HearAsync(60))?.GetProperty("id").GetString() != "begun") { }
        return new Follower(socket);
    }

    /// <summary>Forgets what it heard.</summary>
    public void StartOver() => (Changes, FlagEvents) = (new(), new());

    public async ValueTask DisposeAsync()
    {
        await _over.CancelAsync();
        await _socket.DisposeAsync();
        await _listening;
        _over.Dispose();
    }

    private async Task ListenAsync()
    {
        while (!_over.IsCancellationRequested)
        {
            JsonElement message;
            try
            {
                if (await _socket.HearAsync(60) is not { } heard)
                {
                    if (!_over.IsCancellationRequested)
                        throw new InvalidOperationException($"A follower was closed with {_socket.CloseCode}.");
                    return;
                }
                message = heard;
            }
            catch (TimeoutException)
            {
                continue;
            }
            var at = TimeProvider.System.GetTimestamp();
            if (message.GetProperty("type").GetString() == "error")
                throw new InvalidOperationException(message.GetRawText());
            if (message.GetProperty("type").GetString() != "next" || message.GetProperty("id").GetString() == "begun")
                continue;
            var data = message.GetProperty("payload").GetProperty("data").EnumerateObject().Single().Value;
            if (message.GetProperty("id").GetString() == "p")
            {
                foreach (var pupil in data.GetProperty("pupils").EnumerateArray())
                    Changes.Enqueue((pupil.GetProperty("pupil").GetProperty("upn").GetString()!, at));
                continue;
            }
            var upn = data.GetProperty("pupil").GetProperty("upn").GetString()!;
            FlagEvents.Enqueue((Name(upn, data), upn, at));
        }
    }

    private static string Name(string upn, JsonElement flag) =>
        $"{upn} {flag.GetProperty("rule")} {flag.GetProperty("kind")} {Session(flag.GetProperty("opened"))} {Session(flag.GetProperty("at"))}";

    private static string Session(JsonElement session) => $"{session.GetProperty("date")} {session.GetProperty("half")}";
}
