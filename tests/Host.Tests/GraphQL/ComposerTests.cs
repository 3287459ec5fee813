using Attendance.Host.GraphQL;
using Attendance.Host.GraphQL.Composition;
using Attendance.SharedKernel.GraphQL;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Attendance.Host.Tests.GraphQL;

[Collection<LibraryTests>]
public sealed class ComposerTests(LibraryHost host)
{
    [Fact]
    public async Task Roots_of_several_classes_make_one_flat_query()
    {
        var answer = await host.AskAsync("{ whoAsks shelves { name } }", school: "3552007");
        Assert.Equal("3552007/SIMS", answer.Data.GetProperty("whoAsks").GetString());
        Assert.Equal(2, answer.Data.GetProperty("shelves").GetArrayLength());
    }

    [Fact]
    public async Task A_class_that_extends_a_type_adds_fields_that_know_the_object_and_the_caller()
    {
        const string query = "{ book(id: \"bb\") { id owner bought reviews secret } }";
        var own = await host.AskAsync(query, school: "3552007");
        Assert.Equal(
            """{"id":"bb","owner":"3552007","bought":"2006-09-03","reviews":2,"secret":"Title 2"}""",
            own.Data.GetProperty("book").ToString()
        );
        Assert.Equal(["FORBIDDEN"], (await host.AskAsync(query, school: "3552008")).Codes);
    }

    [Fact]
    public async Task One_level_of_fields_is_read_in_one_fetch()
    {
        var before = host.Library.Fetches;
        var answer = await host.AskAsync(
            "{ books(first: 60) { edges { node { reviews } } } again: books(first: 5) { edges { node { reviews } } } }"
        );
        Assert.Equal(60, answer.Data.GetProperty("books").GetProperty("edges").GetArrayLength());
        Assert.Equal(7, answer.Data.GetProperty("books").GetProperty("edges")[6].GetProperty("node").GetProperty("reviews").GetInt32());
        Assert.Equal(1, host.Library.Fetches - before);
    }

    [Fact]
    public async Task Each_request_has_services_of_its_own()
    {
        var before = host.Library.Fetches;
        for (var i = 0; i < 2; i++)
            await host.AskAsync("{ book(id: \"b\") { reviews } }");
        Assert.Equal(2, host.Library.Fetches - before);
    }

    [Fact]
    public async Task Instants_are_answered_in_utc()
    {
        var answer = await host.AskAsync("{ moment(at: \"2006-09-04T09:12:00.5+01:00\") }");
        Assert.Equal("2006-09-04T08:12:00.5Z", answer.Data.GetProperty("moment").GetString());
    }

    [Fact]
    public void Two_parts_that_name_a_field_alike_fail_the_start()
    {
        var services = new ServiceCollection();
        services.AddGraphQLApi([]);
        services.AddSingleton(new SchemaParts([typeof(Once), typeof(Twice)], [], [], []));
        using var provider = services.BuildServiceProvider();
        Assert.ThrowsAny<Exception>(() => provider.GetRequiredService<ComposedSchema>().Initialize());
    }

    [Fact]
    public async Task A_batch_is_cut_to_the_largest_fetch()
    {
        var sizes = new List<int>();
        var loader = new BatchLoader<int, int>(
            (keys, _) =>
            {
                lock (sizes)
                    sizes.Add(keys.Count);
                return Task.FromResult<IReadOnlyDictionary<int, int>>(keys.Where(key => key != 3).ToDictionary(key => key, key => key * 2));
            },
            largest: 4
        );
        var asked = Enumerable.Range(0, 10).Concat(Enumerable.Range(0, 10)).Select(loader.Load).ToList();
        var values = await Task.WhenAll(asked.Select(result => result.GetResultAsync(TestContext.Current.CancellationToken)));
        Assert.Equal([0, 2, 4, 0, 8, 10, 12, 14, 16, 18], values.Take(10));
        Assert.Equal([2, 4, 4], sizes.Order());
    }

    internal sealed class Once
    {
        public string Same() => "";
    }

    internal sealed class Twice
    {
        public string Same() => "";
    }
}
