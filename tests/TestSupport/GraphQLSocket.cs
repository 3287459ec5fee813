using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Threading.Channels;

namespace Attendance.TestSupport;

/// <summary>A client of graphql-transport-ws that says exactly what it is told to: for what a good client never says there is <see cref="SendAsync(string)"/>.</summary>
public sealed class GraphQLSocket : IAsyncDisposable
{
    private readonly ClientWebSocket _socket;
    private readonly Channel<JsonElement> _heard = Channel.CreateUnbounded<JsonElement>();
    private readonly Task _listening;

    private GraphQLSocket(ClientWebSocket socket)
    {
        _socket = socket;
        _listening = Task.Run(ListenAsync);
    }

    /// <summary>The code that the server closed with; null while it has not.</summary>
    public int? CloseCode { get; private set; }

    /// <summary>Opens a socket on a Host's GraphQL path with headers. Throws WebSocketException when the Host refuses it.</summary>
    public static async Task<GraphQLSocket> OpenAsync(
        Uri host,
        IEnumerable<(string Name, string Value)> headers,
        string protocol = "graphql-transport-ws",
        bool greet = true
    )
    {
        var socket = new ClientWebSocket();
        socket.Options.AddSubProtocol(protocol);
        foreach (var (name, value) in headers)
            socket.Options.SetRequestHeader(name, value);
        try
        {
            await socket.ConnectAsync(new UriBuilder(host) { Scheme = "ws", Path = "/graphql" }.Uri, CancellationToken.None);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
        var client = new GraphQLSocket(socket);
        if (!greet)
            return client;
        await client.SendAsync("""{"type":"connection_init"}""");
        var answer = await client.HearAsync();
        return answer?.GetProperty("type").GetString() == "connection_ack"
            ? client
            : throw new InvalidOperationException($"Not greeted: {answer}, closed with {client.CloseCode}");
    }

    /// <summary>Opens a socket with the headers of a client.</summary>
    public static Task<GraphQLSocket> OpenAsync(HttpClient client) =>
        OpenAsync(client.BaseAddress!, client.DefaultRequestHeaders.Select(header => (header.Key, string.Join(',', header.Value))));

    /// <summary>Sends a text as it is.</summary>
    public Task SendAsync(string text) =>
        _socket.SendAsync(Encoding.UTF8.GetBytes(text), WebSocketMessageType.Text, true, CancellationToken.None);

    /// <summary>Begins an operation.</summary>
    public Task SubscribeAsync(string id, string query, JsonObject? variables = null) =>
        SendAsync(
            new JsonObject
            {
                ["id"] = id,
                ["type"] = "subscribe",
                ["payload"] = new JsonObject { ["query"] = query, ["variables"] = variables },
            }.ToJsonString()
        );

    /// <summary>The next message; null when the server closed. Throws TimeoutException after the time.</summary>
    public async Task<JsonElement?> HearAsync(double seconds = 30)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(seconds), TimeProvider.System);
        try
        {
            return await _heard.Reader.ReadAsync(patience.Token);
        }
        catch (OperationCanceledException waited) when (patience.IsCancellationRequested)
        {
            throw new TimeoutException($"Nothing came within {seconds} s.", waited);
        }
        catch (ChannelClosedException)
        {
            return null;
        }
    }

    /// <summary>The code that the server closes with; what it says before is passed over.</summary>
    public async Task<int?> ClosedAsync(double seconds = 30)
    {
        await _heard.Reader.Completion.WaitAsync(TimeSpan.FromSeconds(seconds)).ContinueWith(_ => { }, TaskScheduler.Default);
        while (CloseCode is null && await HearAsync(seconds) is not null) { }
        return CloseCode;
    }

    /// <summary>Cuts the connection without a word, as a lost network does.</summary>
    public void Cut() => _socket.Abort();

    public async ValueTask DisposeAsync()
    {
        _socket.Abort();
        await _listening;
        _socket.Dispose();
    }

    private async Task ListenAsync()
    {
        var buffer = new byte[16 * 1024];
        using var message = new MemoryStream();
        try
        {
            while (true)
            {
                var got = await _socket.ReceiveAsync(buffer, CancellationToken.None);
                if (got.MessageType is WebSocketMessageType.Close)
                {
                    CloseCode = (int?)got.CloseStatus;
                    await _socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, "", CancellationToken.None);
                    break;
                }
                message.Write(buffer, 0, got.Count);
                if (!got.EndOfMessage)
                    continue;
                using var json = JsonDocument.Parse(message.ToArray());
                _heard.Writer.TryWrite(json.RootElement.Clone());
                message.SetLength(0);
            }
        }
        catch (Exception exception) when (exception is WebSocketException or OperationCanceledException or ObjectDisposedException)
        {
            // Cut off.
        }
        _heard.Writer.TryComplete();
    }
}
