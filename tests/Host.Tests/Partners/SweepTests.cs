using System.Globalization;
using System.Text.Json;
using Attendance.Access.Contracts;
using Attendance.Host.Tests.GraphQL;
using Attendance.SharedKernel;
using Attendance.TestSupport;
using Xunit;

namespace Attendance.Host.Tests.Partners;

/// <summary>A truancy sweep over GraphQL: who plans, authorises and goes out, what is compared, who is referred, and what is told to whom.</summary>
public sealed class SweepTests : IAsyncLifetime
{
    private SweepCity _city = null!;
    private HttpClient _officer = null!;
    private HttpClient _police = null!;

    public async ValueTask InitializeAsync()
    {
        _city = await SweepCity.StartAsync();
        _officer = await _city.Host.PersonAsync(await _city.OfficerAsync());
        _police = await _city.Host.PersonAsync(await _city.PoliceAsync());
    }

    public ValueTask DisposeAsync() => _city.DisposeAsync();

    [Fact]
    [Trait("Row", "S110")]
    public async Task A_sweep_needs_area_and_authorisation_by_the_police_and_nobody_is_looked_up_before()
    {
        Assert.Equal("text-missing", await SweepCity.ProblemAsync(_officer, Plan(area: "")));
        Assert.Equal("premises-missing", await SweepCity.ProblemAsync(_officer, Plan(premises: "[]")));
        Assert.Equal("ends-before-begins", await SweepCity.ProblemAsync(_officer, Plan(ends: "2006-10-10T08:00:00Z")));
        Assert.Equal("too-long", await SweepCity.ProblemAsync(_officer, Plan(ends: "2006-10-11T09:00:00Z")));
        var id = await PlanAsync();
        Assert.Equal("PLANNED", await StateAsync(id));
        Assert.Null(await SweepCity.ProblemAsync(_police, $"joinSweep(id: \"{id}\")"));
        Assert.Equal("sweep-not-open", await SweepCity.ProblemAsync(_police, Look(id, 0)));
        Assert.Equal("outside-the-sweep", await SweepCity.ProblemAsync(_police, Stop(id, 0)));
        var refused = await SmallSchool.AskAsync(_officer, $"mutation {{ {Authorise(id)} {{ problems {{ code }} }} }}");
        Assert.Equal(["FORBIDDEN"], refused.Codes);
        Assert.Equal("text-missing", await SweepCity.ProblemAsync(_police, Authorise(id, officer: " ")));
        Assert.Null(await SweepCity.ProblemAsync(_police, Authorise(id)));
        Assert.Equal("not-planned", await SweepCity.ProblemAsync(_police, Authorise(id)));
        Assert.Equal("OPEN", await StateAsync(id));
        // A rank below superintendent is none of the schema's.
        var inspector = await SmallSchool.AskAsync(
            _police,
            $"mutation {{ {Authorise(id).Replace("SUPERINTENDENT", "INSPECTOR", StringComparison.Ordinal)} {{ problems {{ code }} }} }}"
        );
        Assert.Equal(["BAD_USER_INPUT"], inspector.Codes);
    }

    [Fact]
    [Trait("Row", "S129")]
    [Trait("Row", "S130")]
    [Trait("Row", "S201")]
    public async Task A_stop_is_compared_with_todays_mark_and_opens_the_case_only_without_permission()
    {
        var id = await OpenAsync();
        Assert.Equal(("WITHOUT_LEAVE", true), await StopAsync(id, 0));
        Assert.Equal(("MARKED_PRESENT", true), await StopAsync(id, 10));
        Assert.Equal(("WITH_LEAVE", false), await StopAsync(id, 14));
        Assert.Equal(("WITH_LEAVE", false), await StopAsync(id, 16));
        Assert.Equal(("NOT_KNOWN", false), await StopAsync(id, 18));
        Assert.Equal(("NOT_KNOWN", false), await StopAsync(id, 19));
        Assert.Equal(("NOT_MATCHED", false), await StopAsync(id, 99));
        // The case says what brought it; the same stop again changes nothing.
        Assert.Equal(("WITHOUT_LEAVE", true), await StopAsync(id, 0));
        Assert.Equal(7, (await SweepAsync(_officer, id, "results { stops }")).GetProperty("results").GetProperty("stops").GetInt32());
        var chronology = (await PupilAsync(0, "openCase { chronology { kind text } }")).GetProperty("openCase").GetProperty("chronology");
        var entry = Assert.Single(
            chronology.EnumerateArray(),
            entry =>
                entry
                    .GetProperty("text")
                    .GetString()!
                    .Contains("truancy sweep of Ordsall on 10 October 2006, 09:30", StringComparison.Ordinal)
        );
        Assert.Contains("absent without leave. Said: Going to town.", entry.GetProperty("text").GetString(), StringComparison.Ordinal);

        // Before the sweep is closed the school hears why one of the two without a mark is away.
        await _city.MarkAsync(HalfDay.AM, [19], _ => "M");
        Assert.Equal("not-over", await SweepCity.ProblemAsync(_police, $"closeSweep(id: \"{id}\")"));
        _city.Clock.Advance(TimeSpan.FromHours(4));
        Assert.Equal("OVER", await StateAsync(id));
        Assert.Null(await SweepCity.ProblemAsync(_officer, $"closeSweep(id: \"{id}\")"));
        var closed = await SweepAsync(_officer, id, "state results { cases findings { finding stops } }");
        Assert.Equal("CLOSED", closed.GetProperty("state").GetString());
        Assert.Equal(3, closed.GetProperty("results").GetProperty("cases").GetInt32());
        Assert.Equal(
            ["NOT_MATCHED 1", "WITH_LEAVE 3", "WITHOUT_LEAVE 1", "MARKED_PRESENT 1", "NOT_KNOWN 1"],
            closed
                .GetProperty("results")
                .GetProperty("findings")
                .EnumerateArray()
                .Select(each => $"{each.GetProperty("finding").GetString()} {each.GetProperty("stops").GetInt32()}")
        );
    }

    [Fact]
    public async Task Officers_look_up_one_child_at_a_time_while_the_sweep_is_open_and_each_look_is_on_record()
    {
        var id = await OpenAsync();
        var found = await SweepCity.DoAsync(_police, Look(id, 0) + " { child { givenName school } finding problems { code } }");
        Assert.Equal(PrivacyWatch.GivenName, found.GetProperty("child").GetProperty("givenName").GetString());
        Assert.Equal("WITHOUT_LEAVE", found.GetProperty("finding").GetString());
        var nobody = await SweepCity.DoAsync(_police, Look(id, 99) + " { child { givenName } finding }");
        Assert.Equal(JsonValueKind.Null, nobody.GetProperty("child").ValueKind);
        Assert.Equal("NOT_MATCHED", nobody.GetProperty("finding").GetString());
        // No other road opens for it.
        Assert.Equal(["NOT_FOUND"], (await SmallSchool.AskAsync(_police, $"{{ pupil(upn: \"{_city.School.Upns[0]}\") {{ id }} }}")).Codes);
        // Who did not sign on looks nobody up.
        var other = await _city.Host.PersonAsync(await _city.PoliceAsync());
        Assert.Equal(["FORBIDDEN"], (await SmallSchool.AskAsync(other, $"mutation {{ {Look(id, 0)} {{ finding }} }}")).Codes);
        var leader = await _city.Host.PersonAsync(
            await _city.Host.EmployAsync(Role.AttendanceLeader, (Relation.Authority, GrantTarget.All))
        );
        var audit = await SmallSchool.AskAsync(leader, "{ audit(first: 100) { records { action resource detail children } } }");
        var looks = audit
            .Data.GetProperty("audit")
            .GetProperty("records")
            .EnumerateArray()
            .Where(record => record.GetProperty("action").GetString() == "LookInSweep")
            .ToList();
        Assert.Equal(2, looks.Count);
        Assert.All(looks, look => Assert.Contains($"sweep/{id}", look.GetRawText(), StringComparison.Ordinal));

        await StopAsync(id, 0);
        Assert.Contains(
            "givenName",
            (await SweepAsync(_police, id, "stops { child { givenName } }")).GetRawText(),
            StringComparison.Ordinal
        );
        _city.Clock.Advance(TimeSpan.FromHours(4));
        Assert.Null(await SweepCity.ProblemAsync(_police, $"closeSweep(id: \"{id}\")"));
        Assert.DoesNotContain(
            "givenName",
            (await SweepAsync(_police, id, "stops { child { givenName } }")).GetRawText(),
            StringComparison.Ordinal
        );
        Assert.Equal("sweep-not-open", await LookProblemAsync(id));
    }

    [Fact]
    [Trait("Row", "S37")]
    [Trait("Row", "S204")]
    [Trait("Row", "S205")]
    public async Task The_report_of_a_term_counts_over_five_names_no_child_and_proposes_the_next_sweep()
    {
        var id = await OpenAsync();
        for (var place = 0; place < 5; place++)
            await StopAsync(id, place);
        var few = await ReportAsync("stops withoutPermission hotSpots { stops { stops } }");
        Assert.Equal(JsonValueKind.Null, few.GetProperty("stops").ValueKind);
        Assert.Equal(0, few.GetProperty("hotSpots").GetProperty("stops").GetArrayLength());
        await StopAsync(id, 5);
        var report = await ReportAsync(
            "from to sweeps stops withoutPermission unauthorised possible hotSpots { stops { area weekday band stops withoutPermission } proposal { locality weekday half } }"
        );
        Assert.Equal(
            """{"from":"2006-08-01","to":"2006-12-31","sweeps":1,"stops":6,"withoutPermission":6,"unauthorised":10,"possible":18,"hotSpots":{"stops":[{"area":"Ordsall","weekday":"TUESDAY","band":"BEFORE_10","stops":6,"withoutPermission":6}],"proposal":{"locality":"Schools without a team","weekday":"TUESDAY","half":"AM"}}}""",
            report.GetRawText()
        );
    }

    private async Task<JsonElement> ReportAsync(string fields)
    {
        var answer = await SmallSchool.AskAsync(_police, $"{{ sectionSeventeen(on: \"2006-10-10\") {{ {fields} }} }}");
        Assert.True(answer.Codes.Count == 0, answer.Text);
        return answer.Data.GetProperty("sectionSeventeen");
    }

    private async Task<string?> LookProblemAsync(string id)
    {
        var answer = await SmallSchool.AskAsync(_police, $"mutation {{ {Look(id, 0)} {{ problems {{ code }} }} }}");
        // After the closing nobody is the sweep's officer any more.
        return answer.Codes is ["FORBIDDEN"] ? "sweep-not-open" : answer.Text;
    }

    private async Task<string> OpenAsync()
    {
        var id = await PlanAsync();
        Assert.Null(await SweepCity.ProblemAsync(_police, Authorise(id)));
        Assert.Null(await SweepCity.ProblemAsync(_police, $"joinSweep(id: \"{id}\")"));
        return id;
    }

    private async Task<string> PlanAsync() =>
        (await SweepCity.DoAsync(_officer, Plan() + " { sweep { id } problems { code } }"))
            .GetProperty("sweep")
            .GetProperty("id")
            .GetString()!;

    private async Task<string?> StateAsync(string id) => (await SweepAsync(_officer, id, "state")).GetProperty("state").GetString();

    private static async Task<JsonElement> SweepAsync(HttpClient client, string id, string fields)
    {
        var answer = await SmallSchool.AskAsync(client, $"{{ sweep(id: \"{id}\") {{ {fields} }} }}");
        Assert.True(answer.Codes.Count == 0, answer.Text);
        return answer.Data.GetProperty("sweep");
    }

    private async Task<(string? Finding, bool FollowedUp)> StopAsync(string id, int place)
    {
        var payload = await SweepCity.DoAsync(_police, Stop(id, place) + " { stop { finding followedUp } problems { message } }");
        var stop = payload.GetProperty("stop");
        Assert.True(stop.ValueKind is JsonValueKind.Object, payload.GetRawText());
        return (stop.GetProperty("finding").GetString(), stop.GetProperty("followedUp").GetBoolean());
    }

    private async Task<JsonElement> PupilAsync(int place, string fields)
    {
        var manager = await _city.Host.PersonAsync(
            await _city.Host.EmployAsync(Role.LocalityManager, (Relation.Manages, GrantTarget.Of(_city.School.Laestab)))
        );
        var answer = await SmallSchool.AskAsync(manager, $"{{ pupil(upn: \"{_city.School.Upns[place]}\") {{ {fields} }} }}");
        Assert.True(answer.Codes.Count == 0, answer.Text);
        return answer.Data.GetProperty("pupil");
    }

    private static string Plan(string area = "Ordsall", string ends = "2006-10-10T11:30:00Z", string premises = "[\"Youth centre\"]") =>
        $"planSweep(input: {{ area: \"{area}\", begins: \"2006-10-10T08:15:00Z\", ends: \"{ends}\", level: LOCAL, premises: {premises} }})";

    private static string Authorise(string id, string officer = "Supt Lane") =>
        $"authoriseSweep(input: {{ sweep: \"{id}\", officer: \"{officer}\", rank: SUPERINTENDENT }})";

    private static string Look(string id, int place) => $"lookInSweep(input: {{ sweep: \"{id}\", {Who(place)} }})";

    /// <summary>The stop of the child at a place; the same place is the same stop.</summary>
    private static string Stop(string id, int place) =>
        $"recordSweepStop(input: {{ sweep: \"{id}\", id: \"{new Guid(place, 1, 1, new byte[8])}\", stoppedAt: \"2006-10-10T08:30:00Z\", place: \"Precinct\", withAdult: false, takenTo: SCHOOL, said: \"Going to town.\", {Who(place)} }})";

    private static string Who(int place) =>
        $"givenName: \"{PrivacyWatch.GivenName.ToUpperInvariant()}\", familyName: \"{PrivacyWatch.FamilyName}\", birthDate: \"{SweepCity.Born(place).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}\"";
}
