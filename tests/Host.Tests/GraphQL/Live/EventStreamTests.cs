using System.Net.Http.Json;
using System.Text.Json;
using Xunit;

namespace Attendance.Host.Tests.GraphQL.Live;

/// <summary>Server-sent events, distinct connections, with the small library behind them.</summary>
[Collection<LibraryTests>]
public sealed class EventStreamTests(LibraryHost host)
{
    [Fact]
    public async Task A_subscription_comes_as_events_and_completes()
    {
        var events = await AllAsync("subscription { counting(to: 3) }");
        Assert.Equal(["next", "next", "next", "complete"], events.Select(e => e.Event));
        Assert.Equal([1, 2, 3], events.Take(3).Select(e => e.Data!.Value.GetProperty("data").GetProperty("counting").GetInt32()));
    }

    [Fact]
    public async Task A_query_comes_as_one_event_and_what_is_wrong_with_a_request_too()
    {
        var answer = await AllAsync("{ whoAsks }");
        Assert.Equal(["next", "complete"], answer.Select(e => e.Event));
        Assert.Equal("loader", answer[0].Data!.Value.GetProperty("data").GetProperty("whoAsks").GetString());
        var wrong = await AllAsync("subscription { nothing }");
        Assert.Equal(["next", "complete"], wrong.Select(e => e.Event));
        Assert.Equal(
            "GRAPHQL_VALIDATION_FAILED",
            wrong[0].Data!.Value.GetProperty("errors")[0].GetProperty("extensions").GetProperty("code").GetString()
        );
    }

    [Fact]
    public async Task A_subscription_over_plain_http_is_refused()
    {
        var answer = await host.AskAsync("subscription { counting(to: 3) }");
        Assert.Equal((400, "BAD_REQUEST"), (answer.Status, answer.Codes[0]));
    }

    [Fact]
    public async Task A_client_that_leaves_stops_the_source()
    {
        using (var response = await SendAsync("subscription { returned { id } }"))
        {
            await using var body = await response.Content.ReadAsStreamAsync();
            var buffer = new byte[512];
            Assert.True(await body.ReadAsync(buffer) > 0);
            await SocketTests.UntilAsync(() => host.Library.Following == 1);
        }
        await SocketTests.UntilAsync(() => host.Library.Following == 0);
    }

    private async Task<List<(string Event, JsonElement? Data)>> AllAsync(string query)
    {
        using var response = await SendAsync(query);
        Assert.Equal("text/event-stream", response.Content.Headers.ContentType?.MediaType);
        var text = await response.Content.ReadAsStringAsync();
        return
        [
            .. text.Split("\n\n", StringSplitOptions.RemoveEmptyEntries)
                .Select(block => block.Split('\n'))
                .Where(lines => lines[0].StartsWith("event: ", StringComparison.Ordinal))
                .Select(lines =>
                {
                    var data = lines[1]["data:".Length..].Trim();
                    return (lines[0]["event: ".Length..], data.Length == 0 ? (JsonElement?)null : JsonDocument.Parse(data).RootElement);
                }),
        ];
    }

    private Task<HttpResponseMessage> SendAsync(string query)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, host.Address) { Content = JsonContent.Create(new { query }) };
        request.Headers.Accept.ParseAdd("text/event-stream");
        return host.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
    }
}
