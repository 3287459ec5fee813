using System.Net.WebSockets;
using System.Text.Json;
using Attendance.TestSupport;
using Xunit;

namespace Attendance.Host.Tests.GraphQL.Live;

/// <summary>The rules of graphql-transport-ws and of PROMISES 3c, over a real socket with the small library behind it.</summary>
[Collection<LibraryTests>]
public sealed class SocketTests(LibraryHost host)
{
    [Fact]
    public async Task A_subscription_answers_event_by_event_and_completes()
    {
        await using var socket = await OpenAsync();
        await socket.SubscribeAsync("a", "subscription { counting(to: 3) }");
        for (var i = 1; i <= 3; i++)
        {
            var next = (await socket.HearAsync())!.Value;
            Assert.Equal(("a", "next"), (Text(next, "id"), Text(next, "type")));
            Assert.Equal(i, next.GetProperty("payload").GetProperty("data").GetProperty("counting").GetInt32());
        }
        Assert.Equal("""{"id":"a","type":"complete"}""", (await socket.HearAsync())!.Value.GetRawText());
        // The id is free again, and a query answers once.
        await socket.SubscribeAsync("a", "{ whoAsks }");
        Assert.Equal(
            "loader",
            (await socket.HearAsync())!.Value.GetProperty("payload").GetProperty("data").GetProperty("whoAsks").GetString()
        );
        Assert.Equal("complete", Text((await socket.HearAsync())!.Value, "type"));
    }

    [Fact]
    public async Task A_ping_is_answered_and_a_pong_is_taken()
    {
        await using var socket = await OpenAsync(greet: false);
        await socket.SendAsync("""{"type":"pong"}""");
        await socket.SendAsync("""{"type":"ping","payload":{"x":1}}""");
        Assert.Equal("pong", Text((await socket.HearAsync())!.Value, "type"));
    }

    [Fact]
    public async Task What_is_wrong_with_an_operation_is_an_error_of_its_id_and_hurts_no_other()
    {
        await using var socket = await OpenAsync();
        await socket.SubscribeAsync("good", "subscription { returned { id } }");
        Assert.Equal("next", Text((await socket.HearAsync())!.Value, "type"));
        foreach (
            var (payload, code) in new[]
            {
                ("""{"query":"subscription { nothing }"}""", "GRAPHQL_VALIDATION_FAILED"),
                ("""{"query":"subscription {"}""", "GRAPHQL_PARSE_FAILED"),
                ("""{"query":5}""", "BAD_REQUEST"),
                ("""{"query":"{ whoAsks }","variables":[1]}""", "BAD_REQUEST"),
                ("""{"query":"{ whoAsks }","variables":{"x":"\ud800"}}""", "BAD_REQUEST"),
                ("""{"query":"subscription { stale }"}""", "RESYNC"),
                ("""{"query":"{ dear a: dear b: dear }"}""", "QUERY_TOO_COMPLEX"),
            }
        )
        {
            await socket.SendAsync($$"""{"id":"bad","type":"subscribe","payload":{{payload}}}""");
            var error = await OfAsync(socket, "bad");
            Assert.Equal("error", Text(error, "type"));
            Assert.Equal(code, error.GetProperty("payload")[0].GetProperty("extensions").GetProperty("code").GetString());
        }
        // One that breaks on its way says so, and nothing of why.
        await socket.SubscribeAsync("bad", "subscription { failing }");
        var broken = await OfAsync(socket, "bad");
        Assert.Equal("error", Text(broken, "type"));
        Assert.Contains("INTERNAL_SERVER_ERROR", broken.GetRawText(), StringComparison.Ordinal);
        Assert.DoesNotContain("secret", broken.GetRawText(), StringComparison.Ordinal);
        Assert.Equal("next", Text(await OfAsync(socket, "good"), "type"));
    }

    [Fact]
    public async Task A_completed_subscription_stops_at_its_source()
    {
        await using var socket = await OpenAsync();
        await socket.SubscribeAsync("a", "subscription { returned { id } }");
        Assert.NotNull(await socket.HearAsync());
        Assert.True(host.Library.Following > 0);
        await socket.SendAsync("""{"id":"a","type":"complete"}""");
        await socket.SubscribeAsync("b", "subscription { counting(to: 1) }");
        Assert.Equal("next", Text(await OfAsync(socket, "b"), "type"));
        await UntilAsync(() => host.Library.Following == 0);
    }

    [Theory]
    [InlineData("""{"id":"a","type":"subscribe","payload":{"query":"{ whoAsks }"}}""", 4401)]
    [InlineData("""{"type":"start"}""", 4400)]
    [InlineData("""{"type":7}""", 4400)]
    [InlineData("[]", 4400)]
    [InlineData("nothing", 4400)]
    public async Task A_message_out_of_turn_closes_an_ungreeted_socket(string message, int code)
    {
        await using var socket = await OpenAsync(greet: false);
        await socket.SendAsync(message);
        Assert.Equal(code, await socket.ClosedAsync());
    }

    [Theory]
    [InlineData("""{"type":"connection_init"}""", 4429)]
    [InlineData("""{"type":"subscribe","payload":{"query":"{ whoAsks }"}}""", 4400)]
    [InlineData("""{"id":"","type":"subscribe","payload":{"query":"{ whoAsks }"}}""", 4400)]
    [InlineData("""{"id":"a","type":"subscribe","payload":"{ whoAsks }"}""", 4400)]
    [InlineData("""{"id":"a","type":"subscribe"}""", 4400)]
    [InlineData("""{"id":"a","type":"connection_ack"}""", 4400)]
    public async Task A_message_against_the_protocol_closes_a_greeted_socket(string message, int code)
    {
        await using var socket = await OpenAsync();
        await socket.SendAsync(message);
        Assert.Equal(code, await socket.ClosedAsync());
    }

    [Fact]
    public async Task A_socket_that_never_greets_is_closed_and_one_that_does_is_not()
    {
        await using var silent = await OpenAsync(greet: false);
        await using var polite = await OpenAsync();
        Assert.Equal(4408, await silent.ClosedAsync());
        await polite.SendAsync("""{"type":"ping"}""");
        Assert.Equal("pong", Text((await polite.HearAsync())!.Value, "type"));
    }

    [Fact]
    public async Task Another_subprotocol_a_taken_id_and_too_much_close_with_their_codes()
    {
        await using var other = await OpenAsync(greet: false, protocol: "graphql-ws");
        Assert.Equal(4406, await other.ClosedAsync());
        await using var twice = await OpenAsync();
        await twice.SubscribeAsync("a", "subscription { returned { id } }");
        await twice.SubscribeAsync("a", "subscription { returned { id } }");
        Assert.Equal(4409, await twice.ClosedAsync());
        await using var many = await OpenAsync();
        for (var i = 0; i < 6; i++)
            await many.SubscribeAsync($"{i}", "subscription { returned { id } }");
        Assert.Equal(4429, await many.ClosedAsync());
        await using var large = await OpenAsync();
        try
        {
            await large.SendAsync(new string('x', 1024 * 1024));
        }
        catch (WebSocketException)
        {
            // Closed while it was still sending.
        }
        Assert.Equal(1009, await large.ClosedAsync());
    }

    [Fact]
    public async Task A_page_of_another_site_opens_no_socket()
    {
        var refused = await Assert.ThrowsAsync<WebSocketException>(() =>
            GraphQLSocket.OpenAsync(host.Address, [("Origin", "https://elsewhere.example")])
        );
        Assert.Contains("403", refused.Message, StringComparison.Ordinal);
        await using var own = await GraphQLSocket.OpenAsync(host.Address, [("Origin", $"http://{host.Address.Authority}")]);
        Assert.Null(own.CloseCode);
    }

    [Fact]
    public async Task A_reader_that_does_not_read_makes_the_source_wait_and_is_cut_off()
    {
        using var socket = new ClientWebSocket();
        socket.Options.AddSubProtocol("graphql-transport-ws");
        await socket.ConnectAsync(new UriBuilder(host.Address) { Scheme = "ws" }.Uri, CancellationToken.None);
        host.Library.Counted = 0;
        foreach (
            var message in new[]
            {
                """{"type":"connection_init"}""",
                """{"id":"a","type":"subscribe","payload":{"query":"subscription { counting(to: 100000000) }"}}""",
            }
        )
            await socket.SendAsync(System.Text.Encoding.UTF8.GetBytes(message), WebSocketMessageType.Text, true, CancellationToken.None);
        // Nobody receives: when the buffers of the two kernels are full the source stands still, and the socket is dropped a second later.
        var before = -1;
        var stood = 0;
        while (stood < 3)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(200), TimeProvider.System);
            stood = before > 0 && host.Library.Counted == before ? stood + 1 : 0;
            before = host.Library.Counted;
        }
        Assert.InRange(before, 1, 99_000_000);
        await Task.Delay(TimeSpan.FromSeconds(2), TimeProvider.System);
        await Assert.ThrowsAnyAsync<Exception>(async () =>
        {
            var buffer = new byte[64 * 1024];
            while (true)
                await socket.ReceiveAsync(buffer, CancellationToken.None);
        });
    }

    private Task<GraphQLSocket> OpenAsync(bool greet = true, string protocol = "graphql-transport-ws") =>
        GraphQLSocket.OpenAsync(host.Address, [], protocol, greet);

    /// <summary>The next message of one id; those of others are passed over.</summary>
    internal static async Task<JsonElement> OfAsync(GraphQLSocket socket, string id)
    {
        while (true)
        {
            var message = await socket.HearAsync() ?? throw new InvalidOperationException($"Closed with {socket.CloseCode}");
            if (Text(message, "id") == id)
                return message;
        }
    }

    internal static string? Text(JsonElement message, string name) =>
        message.TryGetProperty(name, out var value) ? value.GetString() : null;

    internal static async Task UntilAsync(Func<bool> holds)
    {
        for (var i = 0; i < 200 && !holds(); i++)
            await Task.Delay(TimeSpan.FromMilliseconds(25), TimeProvider.System);
        Assert.True(holds());
    }
}
