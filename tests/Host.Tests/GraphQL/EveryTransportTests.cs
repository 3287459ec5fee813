using System.Net.Http.Json;
using System.Text.Json;
using Attendance.Host.Tests.GraphQL.Live;
using Attendance.TestSupport;
using Xunit;

namespace Attendance.Host.Tests.GraphQL;

/// <summary>What is refused before it runs is refused alike, whichever transport brought it: HTTP, server-sent events, WebSocket.</summary>
[Collection<LibraryTests>]
public sealed class EveryTransportTests(LibraryHost host)
{
    public static TheoryData<string, string> Refused =>
        new()
        {
            { "{", "GRAPHQL_PARSE_FAILED" },
            { "{ __typename " + new string('#', 32 * 1024) + "\n}", "GRAPHQL_PARSE_FAILED" },
            { "{" + string.Concat(Enumerable.Repeat(" __typename", 2001)) + "}", "GRAPHQL_PARSE_FAILED" },
            { "{ shelves { " + string.Concat(Enumerable.Repeat("self { ", 11)) + "name" + new string('}', 13), "QUERY_TOO_COMPLEX" },
            { "{ book(id: " + new string('[', 900) + new string(']', 900) + ") { id } }", "QUERY_TOO_COMPLEX" },
            { "{ books(first: 101) { edges { cursor } } }", "QUERY_TOO_COMPLEX" },
            { "{ a: dear b: dear c: dear }", "QUERY_TOO_COMPLEX" },
            { "{" + string.Concat(Enumerable.Range(0, 13).Select(i => $" a{i}: whoAsks")) + " }", "QUERY_TOO_COMPLEX" },
            { "{ whoAsks" + string.Concat(Enumerable.Repeat(" @include(if: true)", 6)) + " }", "QUERY_TOO_COMPLEX" },
            { "subscription { counting(to: 3) counting2: counting(to: 3) }", "GRAPHQL_VALIDATION_FAILED" },
            { "{ nothing }", "GRAPHQL_VALIDATION_FAILED" },
            { "{ books(first: \"many\") { edges { cursor } } }", "QUERY_TOO_COMPLEX" },
            { "subscription { counting(to: \"three\") }", "BAD_USER_INPUT" },
            { "query A { whoAsks } query B { whoAsks }", "OPERATION_RESOLUTION_FAILURE" },
            { "{ __schema { queryType { name } } }", "GRAPHQL_VALIDATION_FAILED" },
            { "{ __type(name: \"Book\") { name } }", "GRAPHQL_VALIDATION_FAILED" },
        };

    [Theory, MemberData(nameof(Refused))]
    public async Task What_may_not_run_is_refused_alike_by_every_transport(string query, string code)
    {
        // A school's system may not introspect.
        const string school = "3552007";
        var overHttp = query.StartsWith("subscription { counting(to: 3)", StringComparison.Ordinal)
            ? null
            : (await host.AskAsync(query, school: school)).Codes[0];
        Assert.Contains(overHttp, new[] { code, query.StartsWith("subscription", StringComparison.Ordinal) ? "BAD_REQUEST" : code, null });

        using var request = new HttpRequestMessage(HttpMethod.Post, host.Address) { Content = JsonContent.Create(new { query }) };
        request.Headers.Accept.ParseAdd("text/event-stream");
        request.Headers.Add("x-school", school);
        using var response = await host.Client.SendAsync(request);
        var lines = (await response.Content.ReadAsStringAsync()).Split('\n');
        Assert.Equal(1, lines.Count(line => line == "event: next"));
        using var streamed = JsonDocument.Parse(lines.First(line => line.StartsWith("data: {", StringComparison.Ordinal))[6..]);
        Assert.Equal(code, Code(streamed.RootElement.GetProperty("errors")));
        Assert.False(streamed.RootElement.TryGetProperty("data", out _));

        await using var socket = await GraphQLSocket.OpenAsync(host.Address, [("x-school", school)]);
        await socket.SubscribeAsync("a", query);
        var error = (await socket.HearAsync())!.Value;
        Assert.Equal("error", SocketTests.Text(error, "type"));
        Assert.Equal(code, Code(error.GetProperty("payload")));
    }

    private static string? Code(JsonElement errors) => errors[0].GetProperty("extensions").GetProperty("code").GetString();
}
