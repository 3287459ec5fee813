using System.Text.Json;
using Attendance.TestSupport;

namespace Attendance.Bench.Live;

/// <summary>One signed-in person's socket, listened to until it is over. A close that nobody asked for, and an error of an operation, end it with an exception.</summary>
internal sealed class Listener : IAsyncDisposable
{
    private readonly GraphQLSocket _socket;
    private readonly CancellationTokenSource _over = new();
    private Task _listening = Task.CompletedTask;

    private Listener(GraphQLSocket socket) => _socket = socket;

    /// <summary>Opens the socket of a person by the cookie of the session.</summary>
    public static async Task<Listener> OpenAsync(Uri server, string cookie) =>
        new(
            await GraphQLSocket.OpenAsync(
                server,
                [("Cookie", $"{RunningHost.SessionCookie}={cookie}"), ("Origin", $"http://{server.Authority}")]
            )
        );

    /// <summary>Begins an operation. Answers of several are told apart by <paramref name="id"/>.</summary>
    public Task SubscribeAsync(string id, string query) => _socket.SubscribeAsync(id, query);

    /// <summary>Waits until everything that was begun before is followed: an operation begun now has been answered.</summary>
    public async Task AwaitBegunAsync()
    {
        await SubscribeAsync("begun", "{ __typename }");
        while ((await _socket.HearAsync(60))?.GetProperty("id").GetString() != "begun") { }
    }

    /// <summary>From now on each answer goes to <paramref name="hear"/>: the operation's id, its data, and when it came.</summary>
    public void Listen(Action<string, JsonElement, long> hear) => _listening = Task.Run(() => ListenAsync(hear));

    public async ValueTask DisposeAsync()
    {
        await _over.CancelAsync();
        await _socket.DisposeAsync();
        await _listening;
        _over.Dispose();
    }

    private async Task ListenAsync(Action<string, JsonElement, long> hear)
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
            var type = message.GetProperty("type").GetString();
            if (type == "error")
                throw new InvalidOperationException(message.GetRawText());
            if (type == "next" && message.GetProperty("id").GetString() is not "begun" and { } id)
                hear(id, message.GetProperty("payload").GetProperty("data").EnumerateObject().Single().Value, at);
        }
    }
}
