using System.Net.Http.Json;
using Attendance.Access.Contracts;
using Attendance.Host.Tests.GraphQL;
using Attendance.SharedKernel.Data;
using Xunit;

namespace Attendance.Host.Tests.Partners;

/// <summary>What agencies and the school recorded of a child whose record is merged into another, and of whom it turns out to be another child after all.</summary>
public abstract class MergedChildTests(DatabaseProvider provider) : IAsyncLifetime
{
    private const int Former = 0;
    private const int Present = 1;

    private SupportCity _city = null!;

    public async ValueTask InitializeAsync() => _city = await SupportCity.StartAsync(provider);

    public async ValueTask DisposeAsync()
    {
        await _city.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task What_was_recorded_of_a_merged_child_is_the_survivors_and_comes_back_when_the_merge_is_taken_back()
    {
        var nurse = await _city.PartnerAsync(Role.Health, "health", Former);
        var support = await nurse.StartAsync("health-visit", [new { child = nurse.Children[Former], summary = "Seen at home." }]);
        var child = _city.Pupils[Former];
        await DoAsync(_city.Worker, $"referToAgency(input: {{ pupil: \"{child}\", agency: \"health\", reason: \"Sleeps badly.\" }})");
        await DoAsync(
            _city.Worker,
            $"callMeeting(input: {{ kind: TEAM_AROUND_CHILD, pupil: \"{child}\", at: \"2006-11-03T10:00:00Z\", place: \"Town Hall\", agenda: \"Why she stays away.\", agencies: [\"health\"] }})"
        );
        await DoAsync(_city.Office, $"raiseConcern(pupil: \"{child}\", text: \"Cries at the gate.\")");
        await DoAsync(
            _city.Office,
            $"saveCarePlan(input: {{ pupil: \"{child}\", condition: \"Asthma\", actions: \"Inhaler.\", from: \"2006-10-01\", reviewOn: \"2007-05-01\" }})"
        );
        await DoAsync(
            _city.Worker,
            $"recordTransport(input: {{ pupil: \"{child}\", specialNeeds: true, unsafeRoute: false, lowIncome: false, note: \"A step is needed.\" }})"
        );
        Assert.Equal(All, await SeenAsync(Former));
        Assert.Empty(await SeenAsync(Present));

        await IdentityAsync(
            "merges",
            new
            {
                upn = SupportCity.UpnOf(Former).Value,
                into = SupportCity.UpnOf(Present).Value,
                reason = "The same child",
            }
        );
        Assert.Equal(All, await SeenAsync(Present));
        // What the agency has of the child stays whole, and a second referral of the one child is one too many.
        Assert.Equal(0, (await nurse.OwnAsync(support)).GetProperty("otherChildren").GetInt32());
        var again = await SmallSchool.AskAsync(
            _city.Worker,
            $"mutation {{ referToAgency(input: {{ pupil: \"{_city.Pupils[Present]}\", agency: \"health\", reason: \"Again.\" }}) {{ id problems {{ code }} }} }}"
        );
        Assert.Contains("referral-duplicate", again.Text, StringComparison.Ordinal);
        // A meeting about the child reaches the agency that knows it by its former record.
        await DoAsync(
            _city.Worker,
            $"callMeeting(input: {{ kind: TEAM_AROUND_CHILD, pupil: \"{_city.Pupils[Present]}\", at: \"2006-11-06T10:00:00Z\", place: \"Town Hall\", agenda: \"The one child.\", agencies: [\"health\"] }})"
        );
        Assert.Contains("The one child.", (await SmallSchool.AskAsync(nurse.Client, "{ ownMeetings { meeting { agenda } } }")).Text);
        // A new plan ends the one that holds.
        await DoAsync(
            _city.Office,
            $"saveCarePlan(input: {{ pupil: \"{_city.Pupils[Present]}\", condition: \"Asthma\", actions: \"Inhaler and rest.\", from: \"2006-10-30\", reviewOn: \"2007-05-01\" }})"
        );
        Assert.Contains("\"until\":\"2006-10-29\"", await _city.ChildAsync(_city.Office, Present, "carePlans { until }"));

        await IdentityAsync("unmerges", new { upn = SupportCity.UpnOf(Former).Value, reason = "Two children after all" });
        Assert.Equal(All, await SeenAsync(Former));
        Assert.Equal(["Inhaler and rest."], await SeenAsync(Present, "Inhaler and rest."));
    }

    private static readonly string[] All =
    [
        "Seen at home.",
        "Sleeps badly.",
        "Why she stays away.",
        "Cries at the gate.",
        "Inhaler.",
        "A step is needed.",
        "\"purpose\":\"Support\"",
    ];

    /// <summary>Which of some words the school and the worker see of the child, in the lists and beside the child.</summary>
    private async Task<IReadOnlyList<string>> SeenAsync(int place, params string[] more)
    {
        var id = $"{_city.Pupils[place]}";
        var seen =
            await _city.ChildAsync(_city.Office, place, "support { summary } carePlans { actions }")
            + await _city.ChildAsync(_city.Worker, place, "transport { ways { note } } disclosures { purpose }")
            + await OfAsync(_city.Worker, "agencyReferrals", "{ pupil { id } text { reason } }", id)
            + await OfAsync(_city.Worker, "agencyMeetings", "{ pupil { id } meeting { agenda } }", id)
            + await OfAsync(_city.Office, $"atRisk(school: \"{SupportCity.School}\")", "{ pupil { id } concerns { words } }", id);
        return [.. All.Concat(more).Where(words => seen.Contains(words, StringComparison.Ordinal))];
    }

    private static async Task<string> OfAsync(HttpClient client, string list, string fields, string pupil)
    {
        var answer = await SmallSchool.AskAsync(client, $"{{ lines: {list} {fields} }}");
        Assert.True(answer.Codes.Count == 0, answer.Text);
        return string.Concat(
            answer
                .Data.GetProperty("lines")
                .EnumerateArray()
                .Where(line => line.GetProperty("pupil").GetProperty("id").GetString() == pupil)
                .Select(line => line.ToString())
        );
    }

    private static async Task DoAsync(HttpClient client, string mutation)
    {
        var answer = await SmallSchool.AskAsync(client, $"mutation {{ done: {mutation} {{ problems {{ code }} }} }}");
        Assert.True(answer.Codes.Count == 0 && answer.Data.GetProperty("done").GetProperty("problems").GetArrayLength() == 0, answer.Text);
    }

    private async Task IdentityAsync(string what, object body)
    {
        using var answer = await _city.Host.Loader.PostAsJsonAsync($"/api/v1/pupils/{what}", body);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
    }
}

/// <summary>On SQLite.</summary>
public sealed class SqliteMergedChildTests() : MergedChildTests(DatabaseProvider.Sqlite);

/// <summary>On PostgreSQL.</summary>
public sealed class PostgresMergedChildTests() : MergedChildTests(DatabaseProvider.Postgres);
