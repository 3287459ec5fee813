using System.Text.Json;
using Attendance.Access.Contracts;
using Attendance.Host.Tests.GraphQL;
using Attendance.SharedKernel;
using Attendance.SharedKernel.Data;
using Attendance.TestSupport;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Attendance.Host.Tests.Partners;

/// <summary>
/// A school of six children on Wednesday 1 November 2006, each of whom missed the first ten days of the year and came since; agencies with live agreements about all six, one about the
/// first alone.
/// </summary>
public sealed class SupportCity(DatabaseProvider provider) : IAsyncDisposable
{
    /// <summary>The day from which the children come: ten school days before it they did not.</summary>
    public const string Change = "2006-09-18";

    private static readonly Caller Setup = Caller.System("test");
    private static readonly DateTimeOffset Noon = new(2006, 11, 1, 12, 0, 0, TimeSpan.Zero);

    internal RunningHost Host { get; private set; } = null!;

    internal HttpClient Leader { get; private set; } = null!;

    internal HttpClient Office { get; private set; } = null!;

    internal HttpClient Worker { get; private set; } = null!;

    internal IReadOnlyList<PupilId> Pupils { get; private set; } = [];

    internal static string School => "3552007";

    /// <summary>The number of the child at a place on the roll, from 0.</summary>
    internal static Upn UpnOf(int place) => Upn.FromBody($"35520070600{place + 1}")!.Value;

    public static async Task<SupportCity> StartAsync(DatabaseProvider provider)
    {
        var city = new SupportCity(provider);
        await city.LoadAsync();
        return city;
    }

    public ValueTask DisposeAsync() => Host.DisposeAsync();

    private async Task LoadAsync()
    {
        Host = await RunningHost.StartAsync(
            provider,
            schoolTime: new FakeTimeProvider(Noon) { AutoAdvanceAmount = TimeSpan.FromMilliseconds(5) }
        );
        var school = await SmallSchool.CreateAsync(Host, School);
        school.YearGroup = "9";
        var upns = Enumerable.Range(0, 6).Select(UpnOf).ToList();
        await school.EnrolAsync([.. upns.Select((upn, place) => (upn, $"Family{place}", (DateOnly?)null))]);
        var days = SmallSchool.Days(20).ToList();
        await school.MarkDaysAsync(days.Take(10), [.. upns.Select((upn, place) => (upn, place == 5 ? "E" : "O"))]);
        await school.MarkDaysAsync(days.Skip(10), [.. upns.Select(upn => (upn, "/"))]);
        var target = GrantTarget.Of(school.Laestab);
        Leader = await Host.PersonAsync(await Host.EmployAsync(Role.AttendanceLeader));
        Worker = await Host.PersonAsync(await Host.EmployAsync(Role.WelfareOfficer, (Relation.NamedOfficer, target)));
        Office = await Host.PersonAsync(await Host.EmployAsync(Role.SchoolOffice, (Relation.WorksAt, target)));
        var pupils = new List<PupilId>();
        foreach (var upn in upns)
        {
            var found = await SmallSchool.AskAsync(Leader, $"{{ pupil(upn: \"{upn.Value}\") {{ id }} }}");
            Assert.True(PupilId.TryParse(found.Data.GetProperty("pupil").GetProperty("id").GetString(), out var pupil), found.Text);
            pupils.Add(pupil);
        }
        Pupils = pupils;
        for (var tries = 0; !(await ChildAsync(Leader, 0, "openCase { id }")).Contains("\"id\"", StringComparison.Ordinal); tries++)
        {
            Assert.True(tries < 200);
            await Task.Delay(50);
        }
    }

    /// <summary>Somebody of an agency with a live agreement about the children at some places on the roll.</summary>
    internal async Task<SupportPartner> PartnerAsync(Role role, string agency, params int[] places)
    {
        var person = await Host.PartnerAsync(role, agency, $"Pat {agency}");
        var agreement = await Host.ShareAsync(
            agency,
            [.. (places.Length == 0 ? Enumerable.Range(0, 6) : places).Select(place => Pupils[place])],
            ["id", "givenName", "familyName", "yearGroup"]
        );
        var client = await Host.PersonAsync(person);
        var seen = await SmallSchool.AskAsync(
            client,
            $"{{ agreement(id: \"{agreement}\") {{ children(first: 10) {{ nodes {{ id familyName }} }} }} }}"
        );
        Assert.True(seen.Codes.Count == 0, seen.Text);
        var nodes = seen
            .Data.GetProperty("agreement")
            .GetProperty("children")
            .GetProperty("nodes")
            .EnumerateArray()
            .OrderBy(node => node.GetProperty("familyName").GetString(), StringComparer.Ordinal);
        return new SupportPartner(agency, agreement, client, [.. nodes.Select(node => node.GetProperty("id").GetString()!)]);
    }

    /// <summary>Some fields of a child, as JSON, as somebody sees them.</summary>
    internal async Task<string> ChildAsync(HttpClient client, int place, string fields)
    {
        var answer = await SmallSchool.AskAsync(client, $"{{ pupil(id: \"{Pupils[place]}\") {{ {fields} }} }}");
        Assert.True(answer.Codes.Count == 0, answer.Text);
        return answer.Data.GetProperty("pupil").ToString();
    }
}

/// <summary>Somebody of an agency, with the ids under which its agreement shows the children, in the order of the roll.</summary>
internal sealed record SupportPartner(string Agency, string Agreement, HttpClient Client, IReadOnlyList<string> Children)
{
    /// <summary>Begins support of some of the children; fails when it was refused. Answers the record's id.</summary>
    public async Task<string> StartAsync(string kind, IEnumerable<object> children, object? more = null)
    {
        var answer = await TryStartAsync(kind, children, more);
        Assert.True(answer.Codes.Count == 0, answer.Text);
        var payload = answer.Data.GetProperty("startSupport");
        Assert.True(payload.GetProperty("problems").GetArrayLength() == 0, answer.Text);
        return payload.GetProperty("id").GetString()!;
    }

    public Task<Answer> TryStartAsync(string kind, IEnumerable<object> children, object? more = null)
    {
        var input = JsonSerializer
            .SerializeToNode(
                new
                {
                    agency = Agency,
                    kind,
                    from = SupportCity.Change,
                    children = children.ToArray(),
                }
            )!
            .AsObject();
        if (more is not null)
        {
            foreach (var (name, value) in JsonSerializer.SerializeToNode(more)!.AsObject())
                input[name] = value?.DeepClone();
        }
        return SmallSchool.AskAsync(
            Client,
            "mutation($input: StartSupportInput!) { startSupport(input: $input) { id problems { code } } }",
            new { input }
        );
    }

    /// <summary>The codes of the problems of a mutation; fails when it was refused as a whole.</summary>
    public async Task<IReadOnlyList<string>> DoAsync(string mutation)
    {
        var answer = await SmallSchool.AskAsync(Client, $"mutation {{ {mutation} {{ id problems {{ code }} }} }}");
        Assert.True(answer.Codes.Count == 0, answer.Text);
        var problems = answer.Data.EnumerateObject().Single().Value.GetProperty("problems").EnumerateArray();
        return [.. problems.Select(problem => problem.GetProperty("code").GetString()!)];
    }

    /// <summary>What the agency sees of a record of its own.</summary>
    public async Task<JsonElement> OwnAsync(string id)
    {
        var answer = await SmallSchool.AskAsync(
            Client,
            """
            { ownSupport { id with title place endedOn evaluation exclusionAvoided otherChildren sessions { on topic came }
                children { child givenName detail summary onward onwardState scaleStart scaleEnd endedOn outcome outcomeWords attended } } }
            """
        );
        Assert.True(answer.Codes.Count == 0, answer.Text);
        return answer.Data.GetProperty("ownSupport").EnumerateArray().Single(record => record.GetProperty("id").GetString() == id);
    }

    /// <summary>Ends a record for every child of the agency's agreement.</summary>
    public async Task EndAsync(string id, string scale = "")
    {
        foreach (var child in Children)
            Assert.Empty(
                await DoAsync(
                    $"endSupport(input: {{ id: \"{id}\", child: \"{child}\", outcome: HELPED, words: \"Comes every day.\" {scale} }})"
                )
            );
    }
}
