using System.Net;
using System.Text;
using Attendance.Host.GraphQL.Http;
using Xunit;

namespace Attendance.Host.Tests.GraphQL;

[Collection<LibraryTests>]
public sealed class TransportTests(LibraryHost host)
{
    [Fact]
    public async Task Post_answers_in_the_type_that_the_client_prefers()
    {
        Assert.Equal("application/json; charset=utf-8", (await host.SendAsync("""{"query":"{ __typename }"}""", accept: null)).Type);
        Assert.Equal("application/json; charset=utf-8", (await host.SendAsync("""{"query":"{ __typename }"}""", accept: "*/*")).Type);
        Assert.Equal(
            "application/graphql-response+json; charset=utf-8",
            (
                await host.SendAsync(
                    """{"query":"{ __typename }"}""",
                    accept: "application/graphql-response+json; charset=utf-8, application/json; charset=utf-8"
                )
            ).Type
        );
        Assert.Equal(
            "application/json; charset=utf-8",
            (
                await host.SendAsync("""{"query":"{ __typename }"}""", accept: "application/graphql-response+json;q=0.5, application/json")
            ).Type
        );
        Assert.Equal(406, (await host.SendAsync("""{"query":"{ __typename }"}""", accept: "text/html")).Status);
    }

    [Fact]
    public async Task A_document_that_does_not_fit_is_400_in_the_modern_type_and_200_in_the_old_one()
    {
        foreach (
            var query in new[]
            {
                "{",
                "{ nothing }",
                "query($d: Date!) { books(first: 1, filter: {boughtAfter: $d}) { edges { cursor } } }",
            }
        )
        {
            var modern = await host.AskAsync(query, new { d = "yesterday" });
            Assert.Equal(400, modern.Status);
            Assert.False(modern.HasData);
            var old = await host.AskAsync(query, new { d = "yesterday" }, accept: "application/json");
            Assert.Equal(200, old.Status);
            Assert.Equal(modern.Codes, old.Codes);
        }
    }

    [Fact]
    public async Task Each_kind_of_error_has_its_code()
    {
        Assert.Equal(["GRAPHQL_PARSE_FAILED"], (await host.AskAsync("{ book(id: }")).Codes);
        Assert.Equal(["GRAPHQL_VALIDATION_FAILED"], (await host.AskAsync("{ nothing }")).Codes);
        Assert.Equal(["BAD_USER_INPUT"], (await host.AskAsync("{ moment(at: \"noon\") }")).Codes);
        Assert.Equal(["BAD_USER_INPUT"], (await host.AskAsync("query($u: Upn!) { reader(upn: $u) }", new { u = "A123" })).Codes);
        Assert.Equal(["NOT_FOUND"], (await host.AskAsync("{ book(id: \"zzz\") { title } }")).Codes);
        Assert.Equal(["FORBIDDEN"], (await host.AskAsync("{ book(id: \"b\") { secret } }")).Codes);
        Assert.Equal(
            ["OPERATION_RESOLUTION_FAILURE"],
            (await host.SendAsync("""{"query":"query A { __typename } query B { __typename }","operationName":"C"}""")).Codes
        );
        Assert.Equal(["OPERATION_RESOLUTION_FAILURE"], (await host.AskAsync("query A { __typename } query B { __typename }")).Codes);
    }

    [Fact]
    public async Task Not_found_is_null_beside_the_fields_that_are_there()
    {
        var answer = await host.AskAsync("{ there: book(id: \"b\") { title } gone: book(id: \"zzz\") { title } }");
        Assert.Equal(200, answer.Status);
        Assert.Equal("Title 1", answer.Data.GetProperty("there").GetProperty("title").GetString());
        Assert.Equal(System.Text.Json.JsonValueKind.Null, answer.Data.GetProperty("gone").ValueKind);
        Assert.Equal(["NOT_FOUND"], answer.Codes);
    }

    [Fact]
    public async Task A_broken_field_tells_a_trace_id_and_nothing_else()
    {
        var answer = await host.AskAsync("{ broken }");
        Assert.Equal(["INTERNAL_SERVER_ERROR"], answer.Codes);
        Assert.DoesNotContain("secret", answer.Text);
        Assert.DoesNotContain("InvalidOperation", answer.Text);
        Assert.NotNull(answer.Json.GetProperty("errors")[0].GetProperty("extensions").GetProperty("traceId").GetString());
    }

    [Fact]
    public async Task Errors_do_not_hint_at_names_and_do_not_repeat_values()
    {
        Assert.DoesNotContain("mean", (await host.AskAsync("{ boks(first: 1) { edges { cursor } } }")).Text);
        Assert.DoesNotContain("mean", (await host.AskAsync("{ book(idd: \"b\") { title } }")).Text);
        Assert.DoesNotContain("mean", (await host.AskAsync("query($f: BookFiltr) { __typename }")).Text);
        Assert.DoesNotContain("CANARY1", (await host.AskAsync("{ reader(upn: \"CANARY1\") }")).Text);
        Assert.DoesNotContain("CANARY2", (await host.AskAsync("query($u: Upn!) { reader(upn: $u) }", new { u = "CANARY2" })).Text);
        Assert.DoesNotContain("CANARY3", (await host.AskAsync("query($u: Upn = \"CANARY3\") { reader(upn: $u) }")).Text);
        Assert.DoesNotContain(
            "CANARY4",
            (await host.AskAsync("query($n: Int) { books(first: $n) { edges { cursor } } }", new { n = "CANARY4" })).Text
        );
        Assert.DoesNotContain(
            "CANARY5",
            (await host.AskAsync("{ books(first: 1, filter: {genre: \"CANARY5\", genr: \"CANARY5\"}) { edges { cursor } } }")).Text
        );
    }

    [Fact]
    public async Task A_batch_is_refused()
    {
        foreach (var accept in new[] { "application/json", "application/graphql-response+json" })
        {
            var answer = await host.SendAsync("""[{"query":"{ __typename }"}]""", accept: accept);
            Assert.Equal(400, answer.Status);
            Assert.Equal(["BATCHING_DISABLED"], answer.Codes);
        }
    }

    [Theory]
    [InlineData("{\"query\":")]
    [InlineData("{\"query\":\"{ __typename }\"} x")]
    [InlineData("\"query\"")]
    [InlineData("{}")]
    [InlineData("{\"query\":1}")]
    [InlineData("{\"query\":null}")]
    [InlineData("{\"query\":\"\\ud800\"}")]
    [InlineData("{\"query\":\"{ __typename }\",\"variables\":[]}")]
    [InlineData("{\"query\":\"{ __typename }\",\"variables\":\"x\"}")]
    [InlineData("{\"query\":\"{ __typename }\",\"extensions\":0}")]
    [InlineData("{\"query\":\"{ __typename }\",\"operationName\":[]}")]
    [InlineData("{\"query\":\"{ __typename }\",\"query\":\"{ __typename }\"}")]
    [InlineData("{\"query\":\"{ __typename }\",\"variables\":{\"x\":\"\\udc00\"}}")]
    public async Task What_is_no_request_is_400_in_every_type(string body)
    {
        foreach (var accept in new[] { "application/json", "application/graphql-response+json" })
        {
            var answer = await host.SendAsync(body, accept: accept);
            Assert.Equal(400, answer.Status);
            Assert.Equal(["BAD_REQUEST"], answer.Codes);
        }
    }

    [Fact]
    public async Task Nested_json_of_a_thousand_levels_and_bytes_that_are_no_text_are_400()
    {
        var deep = "{\"query\":\"{ __typename }\",\"variables\":{\"x\":" + new string('[', 1000) + new string(']', 1000) + "}}";
        Assert.Equal(400, (await host.SendAsync(deep)).Status);
        using var content = new ByteArrayContent([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x7d]);
        content.Headers.Add("Content-Type", "application/json");
        using var answer = await host.Client.PostAsync(host.Address, content, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData("multipart/form-data; boundary=x")]
    [InlineData("application/json; charset=utf-16")]
    [InlineData("")]
    public async Task Other_content_is_415(string type) =>
        Assert.Equal(415, (await host.SendAsync("""{"query":"{ __typename }"}""", type)).Status);

    [Fact]
    public async Task A_body_over_the_limit_is_413() =>
        Assert.Equal(413, (await host.SendAsync("{\"query\":\"" + new string(' ', 300_000) + "\"}")).Status);

    [Fact]
    public async Task A_query_may_come_by_get_and_a_mutation_may_not()
    {
        var query = await host.GetAsync("{ whoAsks }");
        Assert.Equal(200, query.Status);
        Assert.Equal("loader", query.Data.GetProperty("whoAsks").GetString());
        var mutation = await host.GetAsync("mutation { buy(title: \"x\") }");
        Assert.Equal(405, mutation.Status);
        Assert.Equal("POST", mutation.Allow);
        Assert.False(mutation.HasData);
        Assert.Equal("x", (await host.AskAsync("mutation { buy(title: \"x\") }")).Data.GetProperty("buy").GetString());
    }

    [Fact]
    public async Task Nothing_personal_may_stand_in_a_url()
    {
        Assert.Equal(405, (await host.GetAsync("{ reader(upn: \"A123456789012\") }")).Status);
        Assert.Equal(405, (await host.GetAsync("{ books(first: 1, filter: {text: \"Smith\"}) { edges { cursor } } }")).Status);
        Assert.Equal(405, (await host.GetAsync("{ ...F } fragment F on Query { reader(upn: \"A123456789012\") }")).Status);
        Assert.Equal(405, (await host.GetAsync("query($id: ID!) { book(id: $id) { title } }", "{\"id\":\"b\"}")).Status);
        Assert.Equal(200, (await host.GetAsync("{ books(first: 1, filter: {genre: \"crime\"}) { edges { cursor } } }")).Status);
    }

    [Fact]
    public async Task Other_methods_are_405()
    {
        using var put = await host.Client.PutAsync(
            host.Address,
            new StringContent("{}", Encoding.UTF8, "application/json"),
            TestContext.Current.CancellationToken
        );
        Assert.Equal(HttpStatusCode.MethodNotAllowed, put.StatusCode);
        Assert.Equal(["GET", "POST"], put.Content.Headers.Allow);
    }

    [Fact]
    public async Task Introspection_is_for_the_loader_only()
    {
        Assert.Equal(400, (await host.AskAsync("{ __schema { queryType { name } } }", school: "3552007")).Status);
        Assert.Equal(200, (await host.AskAsync("{ __schema { queryType { name } } }")).Status);
        Assert.Equal(200, (await host.AskAsync("{ __typename }", school: "3552007")).Status);
    }

    [Fact]
    public async Task An_operation_that_runs_too_long_is_stopped()
    {
        var answer = await host.AskAsync("{ slow }");
        Assert.Equal(503, answer.Status);
        Assert.Equal(["TIMEOUT"], answer.Codes);
    }

    [Fact]
    public void The_type_of_the_answer_is_a_contract()
    {
        Assert.Equal("application/graphql-response+json", AnswerType.Modern);
        Assert.Equal("application/json", AnswerType.Legacy);
    }
}
