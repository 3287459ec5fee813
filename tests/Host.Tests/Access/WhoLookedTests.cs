using System.Text.Json;
using Attendance.Host.Tests.GraphQL;
using Attendance.SharedKernel.Data;
using Xunit;

namespace Attendance.Host.Tests.Access;

/// <summary>Who looked at a child: all for the attendance leader, their children for managers, page by page; on both databases.</summary>
public abstract class WhoLookedTests(DatabaseProvider provider) : IAsyncLifetime
{
    private AccessCity _city = null!;

    public async ValueTask InitializeAsync() => _city = await AccessCity.StartAsync(provider);

    public async ValueTask DisposeAsync()
    {
        await _city.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task A_manager_sees_who_looked_at_the_teams_children_and_learns_of_no_other_child()
    {
        var (ann, bob, dan) = (_city.Ids[AccessCity.Ann], _city.Ids[AccessCity.Bob], _city.Ids[AccessCity.Dan]);
        // The leader looks at all three in one request, the loader at Dan alone.
        await SmallSchool.AskAsync(_city.Clients["AttendanceLeader"], "{ pupils(first: 10) { edges { node { id } } } }");
        await SmallSchool.AskAsync(_city.Clients["LoaderKey"], $$"""{ pupil(id: "{{dan}}") { id } }""");
        var leader = $"person/{_city.People["AttendanceLeader"]}";

        foreach (var (manager, open) in new[] { ("LocalityManager", new[] { ann, bob }), ("LacManager", [ann]) })
        {
            var client = _city.Clients[manager];
            var all = await RecordsAsync(client, "outcome: READ");
            // While the city was made the leader asked for the cases until they were there.
            var look = Assert.Single(all, record => Text(record, "who") == leader && Text(record, "action") == "graphql pupils");
            Assert.Equal(open.Select(id => id.ToString()).Order(), Children(look).Order());
            Assert.Equal("AttendanceLeader", Text(look, "name"));
            Assert.DoesNotContain(all, record => Children(record).Contains(dan.ToString()));
            Assert.Contains(await RecordsAsync(client, $$"""child: "{{ann}}" """), record => Text(record, "who") == leader);
            // The other school's child reads like one that is not there, and the try is on record.
            var denied = await SmallSchool.AskAsync(client, Query($$"""child: "{{dan}}" """));
            var absent = await SmallSchool.AskAsync(client, Query("""child: "4611686018427387904" """));
            Assert.Equal(["NOT_FOUND"], denied.Codes);
            Assert.Equal(absent.Text, denied.Text);
            Assert.Contains(
                await RecordsAsync(_city.Clients["AttendanceLeader"], $$"""child: "{{dan}}", outcome: DENIED"""),
                record => Text(record, "who") == $"person/{_city.People[manager]}"
            );
        }
        // Who reaches the child but is no manager does not see who looked.
        foreach (var caller in new[] { "HeadTeacher", "WelfareOfficer", "Parent", "Administrator", "SchoolKey" })
            Assert.Equal(["NOT_FOUND"], (await SmallSchool.AskAsync(_city.Clients[caller], Query($$"""child: "{{ann}}" """))).Codes);
        Assert.Equal(["NOT_FOUND"], (await SmallSchool.AskAsync(_city.Clients["HeadTeacher"], Query($$"""who: "{{leader}}" """))).Codes);
    }

    [Fact]
    public async Task Pages_lead_through_every_record_once_and_filters_hold()
    {
        var client = _city.Clients["AttendanceLeader"];
        for (var i = 0; i < 12; i++)
            await SmallSchool.AskAsync(_city.Clients["HeadTeacher"], $$"""{ pupil(id: "{{_city.Ids[AccessCity.Ann]}}") { id } }""");
        var head = $"who: \"person/{_city.People["HeadTeacher"]}\"";
        var seen = new List<string>();
        string? cursor = null;
        do
        {
            var page = (
                await SmallSchool.AskAsync(client, Query($"{head}{(cursor is null ? "" : $", after: \"{cursor}\"")}", 5))
            ).Data.GetProperty("audit");
            var records = page.GetProperty("records").EnumerateArray().ToList();
            Assert.InRange(records.Count, 1, 5);
            seen.AddRange(records.Select(record => Text(record, "requestId")));
            cursor = page.GetProperty("pageInfo").GetProperty("hasNextPage").GetBoolean()
                ? page.GetProperty("pageInfo").GetProperty("endCursor").GetString()
                : null;
        } while (cursor is not null);
        Assert.Equal(12, seen.Count);
        Assert.Equal(12, seen.Distinct().Count());

        var all = await RecordsAsync(client, head);
        var at = Text(all[5], "at");
        Assert.Equal(Moments(all).Where(moment => moment >= Moment(at)), Moments(await RecordsAsync(client, $"{head}, from: \"{at}\"")));
        Assert.Equal(Moments(all).Where(moment => moment < Moment(at)), Moments(await RecordsAsync(client, $"{head}, until: \"{at}\"")));
        Assert.Equal(["BAD_USER_INPUT"], (await SmallSchool.AskAsync(client, Query("after: \"x\""))).Codes);
    }

    private static string Query(string filter, int first = 100) =>
        $"{{ audit(first: {first}, {filter}) {{ records {{ at requestId who name action children }} pageInfo {{ hasNextPage endCursor }} }} }}";

    private static async Task<List<JsonElement>> RecordsAsync(HttpClient client, string filter)
    {
        var answer = await SmallSchool.AskAsync(client, Query(filter));
        Assert.Empty(answer.Codes);
        return [.. answer.Data.GetProperty("audit").GetProperty("records").EnumerateArray()];
    }

    private static string Text(JsonElement record, string member) => record.GetProperty(member).GetString() ?? "";

    private static DateTimeOffset Moment(string text) => DateTimeOffset.Parse(text, System.Globalization.CultureInfo.InvariantCulture);

    private static IEnumerable<DateTimeOffset> Moments(IEnumerable<JsonElement> records) =>
        records.Select(record => Moment(Text(record, "at")));

    private static List<string> Children(JsonElement record) =>
        [.. record.GetProperty("children").EnumerateArray().Select(child => child.GetString()!)];
}

public sealed class WhoLookedOnSqliteTests() : WhoLookedTests(DatabaseProvider.Sqlite);

public sealed class WhoLookedOnPostgresTests() : WhoLookedTests(DatabaseProvider.Postgres);
