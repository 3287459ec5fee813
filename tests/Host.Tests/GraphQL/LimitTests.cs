using System.Diagnostics;
using System.Text;
using Xunit;

namespace Attendance.Host.Tests.GraphQL;

[Collection<LibraryTests>]
public sealed class LimitTests(LibraryHost host)
{
    private async Task Refused(string query, string code = "QUERY_TOO_COMPLEX", object? variables = null)
    {
        foreach (var accept in new[] { "application/json", "application/graphql-response+json" })
        {
            var watch = Stopwatch.StartNew();
            var answer = await host.AskAsync(query, variables, accept: accept);
            Assert.Equal(400, answer.Status);
            Assert.Equal([code], answer.Codes);
            Assert.False(answer.HasData);
            Assert.True(watch.Elapsed < TimeSpan.FromSeconds(5), $"took {watch.Elapsed}");
        }
    }

    [Fact]
    public async Task A_document_of_more_than_32_KiB_is_not_parsed() =>
        await Refused("{ __typename " + new string('#', 32 * 1024) + "\n}", "GRAPHQL_PARSE_FAILED");

    [Fact]
    public async Task A_document_of_more_than_2000_tokens_is_not_parsed()
    {
        await Refused("{" + string.Concat(Enumerable.Repeat(" __typename", 2001)) + "}", "GRAPHQL_PARSE_FAILED");
    }

    [Fact]
    public async Task A_thousand_levels_of_anything_do_not_overflow_the_stack()
    {
        await Refused("{ book(id: " + new string('[', 900) + new string(']', 900) + ") { id } }");
        await Refused("{ book(id: \"b\") " + string.Concat(Enumerable.Repeat("{ a ", 600)) + new string('}', 600) + " }");
        await Refused("query($x: " + new string('[', 900) + "Int" + new string(']', 900) + ") { __typename }");
    }

    [Fact]
    public async Task Fields_may_lie_12_deep()
    {
        string Nested(int depth) =>
            "{ shelves { " + string.Concat(Enumerable.Repeat("self { ", depth - 2)) + "name" + new string('}', depth - 2) + " } }";
        Assert.Equal(200, (await host.AskAsync(Nested(12))).Status);
        await Refused(Nested(13));
        await Refused(
            "{ shelves { ...A } } fragment A on Shelf { self { self { self { self { self { self { ...B } } } } } } } fragment B on Shelf { self { self { self { self { self { name } } } } } }"
        );
    }

    [Fact]
    public async Task First_is_needed_and_is_at_most_100()
    {
        await Refused("{ books { edges { cursor } } }");
        await Refused("{ books(first: null) { edges { cursor } } }");
        await Refused("{ books(first: 101) { edges { cursor } } }");
        await Refused("{ books(first: -1) { edges { cursor } } }");
        await Refused("{ books(first: 99999999999999) { edges { cursor } } }");
        await Refused("query($n: Int) { books(first: $n) { edges { cursor } } }");
        await Refused("query($n: Int = 101) { books(first: $n) { edges { cursor } } }");
        await Refused("query($n: Int) { books(first: $n) { edges { cursor } } }", variables: new { n = 101 });
        await Refused("{ ...F } fragment F on Query { books { edges { cursor } } }");
        Assert.Equal(200, (await host.AskAsync("{ books(first: 100) { edges { cursor } } }")).Status);
        Assert.Equal(200, (await host.AskAsync("query($n: Int = 5) { books(first: $n) { edges { cursor } } }")).Status);
        Assert.Equal(
            200,
            (
                await host.AskAsync("query($n: Int) { ...F } fragment F on Query { books(first: $n) { edges { cursor } } }", new { n = 5 })
            ).Status
        );
    }

    [Fact]
    public async Task The_cost_counts_pages_and_dear_fields()
    {
        await Refused("{ a: dear b: dear c: dear }");
        Assert.Equal(200, (await host.AskAsync("{ a: dear b: dear }")).Status);
        const string page = "(first: 100) { edges { node { id } } }";
        Assert.Equal(200, (await host.AskAsync($"{{ a: books{page} b: books{page} c: books{page} d: books{page} }}")).Status);
        await Refused($"{{ a: books{page} b: books{page} c: books{page} d: books{page} e: books{page} }}");
    }

    [Fact]
    public async Task Aliases_root_fields_duplicates_and_directives_are_counted()
    {
        string Many(int n, Func<int, string> field) => string.Concat(Enumerable.Range(0, n).Select(i => " " + field(i)));
        await Refused("{ book(id: \"b\") {" + Many(31, i => $"a{i}: id") + "} }");
        await Refused("{" + Many(13, i => i == 0 ? "whoAsks" : $"a{i}: whoAsks") + " }");
        await Refused("{" + Many(500, _ => "whoAsks") + " }");
        await Refused("{ book(id: \"b\") {" + Many(11, _ => "id") + " } }");
        await Refused("{ whoAsks" + Many(10, _ => "@include(if: true)") + " }");
        await Refused("{ whoAsks" + Many(10, _ => "@nothing") + " }");
        await Refused("query" + Many(10, _ => "@nothing") + " { whoAsks }");
    }

    [Fact]
    public async Task Fragments_that_grow_are_refused_before_they_do()
    {
        var bomb = new StringBuilder("{ shelves { ...F0 } }");
        for (var i = 0; i < 8; i++)
            bomb.Append(
                $" fragment F{i} on Shelf {{ {string.Concat(Enumerable.Range(0, 9).Select(j => $"s: self {{ ...F{i + 1} }} "))} }}"
            );
        bomb.Append(" fragment F8 on Shelf { name }");
        await Refused(bomb.ToString());
    }

    [Fact]
    public async Task Fragments_that_spread_themselves_are_refused()
    {
        foreach (
            var query in new[]
            {
                "{ shelves { ...A } } fragment A on Shelf { self { ...B } } fragment B on Shelf { self { ...A } }",
                "{ shelves { ...A } } fragment A on Shelf { ...A }",
                "{ shelves { name } } fragment A on Shelf { ...A ...A ...A }",
                "{ __schema { ...S } } fragment S on __Schema { types { ...T } } fragment T on __Type { ofType { ...T ...T } }",
            }
        )
        {
            var answer = await host.AskAsync(query);
            Assert.Equal(400, answer.Status);
        }
    }

    [Fact]
    public async Task Fields_that_overlap_cost_the_validator_little()
    {
        var query = new StringBuilder("{ shelves {");
        for (var i = 0; i < 120; i++)
            query.Append($" ...F{i}");
        query.Append(" } }");
        for (var i = 0; i < 120; i++)
            query.Append($" fragment F{i} on Shelf {{ self {{ self {{ name }} }} }}");
        var watch = Stopwatch.StartNew();
        var answer = await host.AskAsync(query.ToString());
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(2), $"took {watch.Elapsed}");
        Assert.Contains(answer.Status, new[] { 200, 400 });
    }

    [Fact]
    public async Task Introspection_by_the_tools_is_let_through_and_a_deeper_one_is_not()
    {
        var tools = await host.AskAsync(
            "query IntrospectionQuery { __schema { queryType { name } mutationType { name } subscriptionType { name } types { ...FullType } directives { name description locations args { ...InputValue } } } } fragment FullType on __Type { kind name description fields(includeDeprecated: true) { name description args { ...InputValue } type { ...TypeRef } isDeprecated deprecationReason } inputFields { ...InputValue } interfaces { ...TypeRef } enumValues(includeDeprecated: true) { name description isDeprecated deprecationReason } possibleTypes { ...TypeRef } } fragment InputValue on __InputValue { name description type { ...TypeRef } defaultValue } fragment TypeRef on __Type { kind name ofType { kind name ofType { kind name ofType { kind name ofType { kind name ofType { kind name ofType { kind name ofType { kind name ofType { kind name ofType { kind name } } } } } } } } } }"
        );
        Assert.Equal(200, tools.Status);
        Assert.Empty(tools.Codes);
        await Refused("{ __schema { types { fields { type { fields { type { fields { type { fields { name } } } } } } } } } }");
    }
}
