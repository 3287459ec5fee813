using System.Collections.Concurrent;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using Attendance.Access.Contracts;
using Attendance.Host.GraphQL.Http;
using Attendance.Host.GraphQL.Operations;
using Attendance.SharedKernel.Problems;
using GraphQL;

namespace Attendance.Host.GraphQL.Live;

/// <summary>
/// One socket that speaks graphql-transport-ws (https://github.com/enisdenjo/graphql-ws/blob/master/PROTOCOL.md). It is closed when its credential ends, when
/// its reader is too slow, and when the client breaks the protocol; never because of one operation that fails.
/// </summary>
internal sealed class SocketConnection(
    HttpContext context,
    WebSocket socket,
    LiveOperation operations,
    RequestReader reader,
    IGraphQLSerializer serializer,
    ICredentials credentials,
    TimeProvider time,
    LiveOptions options,
    ILogger<SocketConnection> log
) : IDisposable
{
    /// <summary>The subprotocol's name.</summary>
    public const string Protocol = "graphql-transport-ws";

    private const int LongestId = 128;

    // How long the other side has to answer a close before the connection is dropped.
    private static readonly TimeSpan Goodbye = TimeSpan.FromSeconds(1);
    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = 32, AllowDuplicateProperties = false };
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly ConcurrentDictionary<string, CancellationTokenSource> _running = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<Task, bool> _tasks = new();
    private readonly SemaphoreSlim _sending = new(1, 1);

    // Closed: nothing runs and nothing is sent. Gone: nothing is read either.
    private readonly CancellationTokenSource _over = new();
    private readonly CancellationTokenSource _gone = new();
    private readonly Caller _caller = Caller.Of(context);
    private int _closing;
    private bool _greeted;

    /// <summary>Speaks until one of the two sides closes.</summary>
    public async Task RunAsync(bool speaks, CancellationToken stopping)
    {
        using var ends = CancellationTokenSource.CreateLinkedTokenSource(_gone.Token, context.RequestAborted);
        if (!speaks)
        {
            await CloseAsync(SocketClose.WrongProtocol, $"Speak {Protocol}.");
        }
        await using var stop = stopping.Register(() => _ = CloseAsync(SocketClose.GoingAway, "The server stops: connect again."));
        var watching = WatchAsync(_over.Token);
        try
        {
            await ListenAsync(ends.Token);
        }
        catch (OperationCanceledException) when (ends.IsCancellationRequested)
        {
            // Closed from this side, or the connection is gone.
        }
        catch (WebSocketException)
        {
            // The other side left without a word: nobody is there to be answered.
        }
        await _over.CancelAsync();
        await watching;
        await Task.WhenAll(_tasks.Keys);
    }

    public void Dispose()
    {
        _sending.Dispose();
        _over.Dispose();
        _gone.Dispose();
    }

    private async Task ListenAsync(CancellationToken cancellation)
    {
        var buffer = new byte[4096];
        using var message = new MemoryStream();
        while (socket.State is WebSocketState.Open or WebSocketState.CloseSent)
        {
            var got = await socket.ReceiveAsync(buffer, cancellation);
            if (got.MessageType is WebSocketMessageType.Close)
            {
                await CloseAsync(null, "");
                return;
            }
            // What comes after our own close is not for us; it is read so that the close can be.
            if (_closing == 1)
                continue;
            if (message.Length + got.Count > options.MaxMessageBytes)
            {
                await CloseAsync(SocketClose.TooBig, $"A message may have {options.MaxMessageBytes} bytes.");
                continue;
            }
            message.Write(buffer, 0, got.Count);
            if (!got.EndOfMessage)
                continue;
            var whole = got.MessageType is WebSocketMessageType.Text ? message.ToArray() : [];
            message.SetLength(0);
            await HearAsync(whole);
        }
    }

    private async Task HearAsync(byte[] bytes)
    {
        JsonDocument document;
        try
        {
            document = JsonDocument.Parse(Utf8.GetString(bytes), Strict);
        }
        catch (Exception exception) when (exception is JsonException or DecoderFallbackException or ArgumentException)
        {
            await CloseAsync(SocketClose.BadRequest, "The message is no JSON in UTF-8.");
            return;
        }
        using (document)
        {
            var root = document.RootElement;
            var type = root.ValueKind is JsonValueKind.Object ? Text(root, "type") : null;
            var id = root.ValueKind is JsonValueKind.Object ? Text(root, "id") : null;
            switch (type)
            {
                case "connection_init" when _greeted:
                    await CloseAsync(SocketClose.TooMany, "Too many initialisation requests");
                    return;
                case "connection_init":
                    _greeted = true;
                    await SendAsync("""{"type":"connection_ack"}"""u8.ToArray());
                    return;
                case "ping":
                    await SendAsync("""{"type":"pong"}"""u8.ToArray());
                    return;
                case "pong":
                    return;
                case "subscribe" when !_greeted:
                    await CloseAsync(SocketClose.Unauthorized, "Unauthorized");
                    return;
                case "subscribe" when id is { Length: > 0 and <= LongestId } && root.TryGetProperty("payload", out var payload):
                    await BeginAsync(id, payload);
                    return;
                case "complete" when id is not null:
                    if (_running.TryGetValue(id, out var running))
                        await running.CancelAsync();
                    return;
                default:
                    await CloseAsync(SocketClose.BadRequest, "The message is none of the protocol's.");
                    return;
            }
        }
    }

    private async Task BeginAsync(string id, JsonElement payload)
    {
        if (payload.ValueKind is not JsonValueKind.Object)
        {
            await CloseAsync(SocketClose.BadRequest, "The payload is not a map.");
            return;
        }
        if (_running.Count >= options.MaxOperations)
        {
            await CloseAsync(SocketClose.TooMany, $"A connection may have {options.MaxOperations} operations.");
            return;
        }
        var cancel = CancellationTokenSource.CreateLinkedTokenSource(_over.Token, context.RequestAborted);
        if (!_running.TryAdd(id, cancel))
        {
            cancel.Dispose();
            await CloseAsync(SocketClose.DuplicateId, $"Subscriber for {id} already exists");
            return;
        }
        GraphQLOperation operation;
        try
        {
            operation = reader.FromJson(payload, context.Request);
        }
        catch (RefusedOperation refused)
        {
            Forget(id);
            await SendErrorsAsync(id, new ExecutionResult(refused));
            return;
        }
        var task = OperateAsync(id, operation, cancel.Token);
        _tasks.TryAdd(task, true);
        _ = task.ContinueWith(done => _tasks.TryRemove(done, out _), TaskScheduler.Default);
    }

    /// <summary>Never throws; <see cref="RunAsync"/> waits for it.</summary>
    private async Task OperateAsync(string id, GraphQLOperation operation, CancellationToken cancellation)
    {
        await Task.Yield();
        try
        {
            ExecutionResult? refusal = null;
            var end = await operations.RunAsync(
                operation,
                _caller,
                Problem.TraceId(context),
                context.Request.Headers["Attendance-Purpose"].ToString() is { Length: > 0 and <= 200 } purpose ? purpose : null,
                (result, refused) =>
                {
                    if (refused)
                    {
                        refusal = result;
                        return Task.CompletedTask;
                    }
                    return SendNextAsync(id, result, cancellation);
                },
                cancellation
            );
            // From here on the id is free again, as the client may think when it reads the last message.
            Forget(id);
            if (end is LiveEnd.Revoked)
                await CloseAsync(SocketClose.Forbidden, "Forbidden");
            else if (refusal is not null)
                await SendErrorsAsync(id, refusal);
            else
                await SendAsync(Encoding.UTF8.GetBytes($$"""{"id":{{JsonSerializer.Serialize(id)}},"type":"complete"}"""));
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            // Completed by the client, or closed.
        }
#pragma warning disable CA1031 // One operation that fails must not take the others with it.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            log.LogError(exception, "A live operation of request {TraceId} failed", Problem.TraceId(context));
            Forget(id);
            await SendErrorsAsync(id, new ExecutionResult(new BrokenField(Problem.TraceId(context))));
        }
        finally
        {
            Forget(id);
        }
    }

    private void Forget(string id)
    {
        if (_running.TryRemove(id, out var cancel))
            cancel.Dispose();
    }

    private async Task SendNextAsync(string id, ExecutionResult result, CancellationToken cancellation)
    {
        // Asked at each event: after an end nothing is shown, however much was ready.
        if (!await IsLetInAsync())
            return;
        cancellation.ThrowIfCancellationRequested();
        await SendAsync(await MessageAsync(id, "next", result));
    }

    private async Task SendErrorsAsync(string id, ExecutionResult result) =>
        await SendAsync(
            Encoding.UTF8.GetBytes(
                $$"""{"id":{{JsonSerializer.Serialize(id)}},"type":"error","payload":{{ErrorsOf(await JsonAsync(result))}}}"""
            )
        );

    private async Task<byte[]> MessageAsync(string id, string type, ExecutionResult result) =>
        Encoding.UTF8.GetBytes(
            $$"""{"id":{{JsonSerializer.Serialize(id)}},"type":"{{type}}","payload":{{Encoding.UTF8.GetString(await JsonAsync(result))}}}"""
        );

    private async Task<byte[]> JsonAsync(ExecutionResult result)
    {
        using var bytes = new MemoryStream();
        await serializer.WriteAsync(bytes, result, CancellationToken.None);
        return bytes.ToArray();
    }

    private static string ErrorsOf(byte[] json)
    {
        using var document = JsonDocument.Parse(json);
        return document.RootElement.GetProperty("errors").GetRawText();
    }

    private async Task SendAsync(byte[] message)
    {
        using var late = new CancellationTokenSource(options.SendTimeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, _over.Token);
        try
        {
            await _sending.WaitAsync(either.Token);
            try
            {
                if (socket.State is WebSocketState.Open && _closing == 0)
                    await socket.SendAsync(message, WebSocketMessageType.Text, endOfMessage: true, either.Token);
            }
            finally
            {
                _sending.Release();
            }
        }
        catch (OperationCanceledException) when (late.IsCancellationRequested)
        {
            // Nothing can be said to who does not read: the client finds the connection gone and comes back.
            log.LogInformation("A socket of {Caller} read too slowly and was closed", _caller.Name);
            socket.Abort();
            await _gone.CancelAsync();
            await _over.CancelAsync();
        }
        catch (OperationCanceledException)
        {
            // Closed meanwhile.
        }
        catch (WebSocketException)
        {
            // The other side is gone; the reading finds out too.
            await _over.CancelAsync();
        }
    }

    /// <summary>Closes for a reason; null: answers the client's own close.</summary>
    private async Task CloseAsync(SocketClose? why, string reason)
    {
        if (Interlocked.Exchange(ref _closing, 1) == 1)
            return;
        await _over.CancelAsync();
        using var late = new CancellationTokenSource(options.SendTimeout, time);
        try
        {
            await _sending.WaitAsync(late.Token);
            try
            {
                if (socket.State is WebSocketState.Open or WebSocketState.CloseReceived)
                    await socket.CloseOutputAsync(
                        why is { } code ? (WebSocketCloseStatus)(int)code : WebSocketCloseStatus.NormalClosure,
                        reason,
                        late.Token
                    );
            }
            finally
            {
                _sending.Release();
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or WebSocketException or IOException)
        {
            socket.Abort();
        }
        _gone.CancelAfter(Goodbye);
    }

    /// <summary>Closes a socket that never greets, and one whose credential ended while nothing happened.</summary>
    private async Task WatchAsync(CancellationToken cancellation)
    {
        var opened = time.GetTimestamp();
        using var timer = new PeriodicTimer(options.InitTimeout < options.JudgeEvery ? options.InitTimeout : options.JudgeEvery, time);
        try
        {
            while (await timer.WaitForNextTickAsync(cancellation))
            {
                if (!_greeted && time.GetElapsedTime(opened) >= options.InitTimeout)
                    await CloseAsync(SocketClose.InitTimeout, "Connection initialisation timeout");
                else
                    await IsLetInAsync();
            }
        }
        catch (OperationCanceledException)
        {
            // The connection is over.
        }
#pragma warning disable CA1031 // Who cannot be judged is not let in.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            log.LogWarning(exception, "A credential could not be judged; its socket is closed");
            await CloseAsync(SocketClose.GoingAway, "Try again.");
        }
    }

    /// <summary>Judges the credential again; closes the socket when it is good no more.</summary>
    private async ValueTask<bool> IsLetInAsync()
    {
        (SocketClose, string)? why = await credentials.JudgeAsync(context) switch
        {
            CredentialState.Good => null,
            CredentialState.Expired => (SocketClose.Unauthorized, "Unauthorized"),
            CredentialState.Ended => (SocketClose.Forbidden, "Forbidden"),
        };
        if (why is var (code, reason))
            await CloseAsync(code, reason);
        return why is null;
    }

    private static string? Text(JsonElement root, string name)
    {
        try
        {
            return root.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.String ? value.GetString() : null;
        }
        catch (InvalidOperationException)
        {
            // Half of a surrogate pair.
            return null;
        }
    }
}
