using System.Collections.Concurrent;
using System.Text.Json;

namespace Attendance.Bench.Live;

/// <summary>One key worker's socket with the two subscriptions of the page, and when it heard what. What it heard is told by children's numbers and flags.</summary>
internal sealed class Follower : IAsyncDisposable
{
    private const string Pupils = "subscription { pupilChanged { pupils { pupil { upn } totals { missed possible } } left resume } }";
    private const string Flags =
        "subscription { flagChanged { kind rule title severity sentence pupil { id upn givenName familyName } opened { date half } at { date half } resume } }";

    private readonly Listener _listener;

    private Follower(Listener listener) => _listener = listener;

    /// <summary>Children of the changes that came, with the time.</summary>
    public ConcurrentQueue<(string Upn, long At)> Changes { get; private set; } = new();

    /// <summary>Flags that came: child, rule, kind, opening and session, with the time.</summary>
    public ConcurrentQueue<(string Flag, string Upn, long At)> FlagEvents { get; private set; } = new();

    /// <summary>Opens the socket of a signed-in person and begins both subscriptions.</summary>
    public static async Task<Follower> OpenAsync(Uri server, string cookie)
    {
        var follower = new Follower(await Listener.OpenAsync(server, cookie));
        await follower._listener.SubscribeAsync("p", Pupils);
        await follower._listener.SubscribeAsync("f", Flags);
        await follower._listener.AwaitBegunAsync();
        follower._listener.Listen(follower.Hear);
        return follower;
    }

    /// <summary>Forgets what it heard.</summary>
    public void StartOver() => (Changes, FlagEvents) = (new(), new());

    public ValueTask DisposeAsync() => _listener.DisposeAsync();

    private void Hear(string id, JsonElement data, long at)
    {
        if (id == "p")
        {
            foreach (var pupil in data.GetProperty("pupils").EnumerateArray())
                Changes.Enqueue((pupil.GetProperty("pupil").GetProperty("upn").GetString()!, at));
            return;
        }
        var upn = data.GetProperty("pupil").GetProperty("upn").GetString()!;
        FlagEvents.Enqueue((Name(upn, data), upn, at));
    }

    private static string Name(string upn, JsonElement flag) =>
        $"{upn} {flag.GetProperty("rule")} {flag.GetProperty("kind")} {Session(flag.GetProperty("opened"))} {Session(flag.GetProperty("at"))}";

    private static string Session(JsonElement session) => $"{session.GetProperty("date")} {session.GetProperty("half")}";
}
