using System.Collections.Concurrent;
using System.Text.Json;
using Attendance.TestSupport;

namespace Attendance.Bench.Live;

/// <summary>One looked-after manager's socket with the board, and when a child's mark of a half-day was first on it.</summary>
internal sealed class BoardFollower : IAsyncDisposable
{
    private const string Board = "subscription { lookedAfterBoard { day children { pupil { upn } am pm halfDaysMissed } } }";

    private readonly GraphQLSocket _socket;
    private readonly string _half;
    private readonly Task _listening;
    private readonly CancellationTokenSource _over = new();
    private int _boards;

    private BoardFollower(GraphQLSocket socket, string half)
    {
        (_socket, _half) = (socket, half);
        _listening = Task.Run(ListenAsync);
    }

    /// <summary>Children whose mark is on the board, with the time at which it first was.</summary>
    public ConcurrentDictionary<string, long> Marked { get; } = new(StringComparer.Ordinal);

    /// <summary>Boards that came.</summary>
    public int Boards => _boards;

    /// <summary>Opens the socket of a signed-in person and follows the board; <paramref name="half"/>: am or pm, the half-day whose marks are looked for.</summary>
    public static async Task<BoardFollower> OpenAsync(Uri server, string cookie, string half)
    {
        var socket = await GraphQLSocket.OpenAsync(
            server,
            [("Cookie", $"{RunningHost.SessionCookie}={cookie}"), ("Origin", $"http://{server.Authority}")]
        );
        await socket.SubscribeAsync("b", Board);
        return new BoardFollower(socket, half);
    }

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
                        throw new InvalidOperationException($"A follower of the board was closed with {_socket.CloseCode}.");
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
            if (message.GetProperty("type").GetString() != "next")
                continue;
            Interlocked.Increment(ref _boards);
            var board = message.GetProperty("payload").GetProperty("data").GetProperty("lookedAfterBoard");
            foreach (var child in board.GetProperty("children").EnumerateArray())
            {
                if (child.GetProperty(_half).ValueKind is JsonValueKind.String)
                    Marked.TryAdd(child.GetProperty("pupil").GetProperty("upn").GetString()!, at);
            }
        }
    }
}
