using System.Collections.Concurrent;
using System.Text.Json;

namespace Attendance.Bench.Live;

/// <summary>One looked-after manager's socket with the board, and when a child's mark of a half-day was first on it.</summary>
internal sealed class BoardFollower : IAsyncDisposable
{
    private const string Board = "subscription { lookedAfterBoard { day children { pupil { upn } am pm halfDaysMissed } } }";

    private readonly Listener _listener;
    private readonly string _half;
    private int _boards;

    private BoardFollower(Listener listener, string half) => (_listener, _half) = (listener, half);

    /// <summary>Children whose mark is on the board, with the time at which it first was.</summary>
    public ConcurrentDictionary<string, long> Marked { get; } = new(StringComparer.Ordinal);

    /// <summary>Boards that came.</summary>
    public int Boards => _boards;

    /// <summary>Opens the socket of a signed-in person and follows the board; <paramref name="half"/>: am or pm, the half-day whose marks are looked for.</summary>
    public static async Task<BoardFollower> OpenAsync(Uri server, string cookie, string half)
    {
        var follower = new BoardFollower(await Listener.OpenAsync(server, cookie), half);
        await follower._listener.SubscribeAsync("b", Board);
        follower._listener.Listen(follower.Hear);
        return follower;
    }

    public ValueTask DisposeAsync() => _listener.DisposeAsync();

    private void Hear(string id, JsonElement board, long at)
    {
        Interlocked.Increment(ref _boards);
        foreach (var child in board.GetProperty("children").EnumerateArray())
        {
            if (child.GetProperty(_half).ValueKind is JsonValueKind.String)
                Marked.TryAdd(child.GetProperty("pupil").GetProperty("upn").GetString()!, at);
        }
    }
}
