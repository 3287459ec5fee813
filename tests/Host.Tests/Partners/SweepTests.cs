using System.Globalization;
using System.Text.Json;
using Attendance.Access.Contracts;
using Attendance.Host.Tests.GraphQL;
using Attendance.SharedKernel;
using Attendance.SharedKernel.Data;
using Attendance.TestSupport;
using Xunit;

namespace Attendance.Host.Tests.Partners;

/// <summary>A truancy sweep over GraphQL: who plans, authorises and goes out, what is compared, who is referred, and what is told to whom.</summary>
public abstract class SweepTests(DatabaseProvider provider) : IAsyncLifetime
{
    private protected SweepCity City { get; private set; } = null!;

    protected HttpClient Officer { get; private set; } = null!;

    protected HttpClient Police { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        City = await SweepCity.StartAsync(provider);
        Officer = await City.Host.PersonAsync(await City.OfficerAsync());
        Police = await City.Host.PersonAsync(await City.PoliceAsync());
    }

    public async ValueTask DisposeAsync()
    {
        await City.DisposeAsync();
        GC.SuppressFinalize(this);
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
        Assert.Equal(7, (await SweepAsync(Officer, id, "results { stops }")).GetProperty("results").GetProperty("stops").GetInt32());
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
        await City.MarkAsync(HalfDay.AM, [19], _ => "M");
        Assert.Equal("not-over", await SweepCity.ProblemAsync(Police, $"closeSweep(id: \"{id}\")"));
        City.Clock.Advance(TimeSpan.FromHours(4));
        Assert.Equal("OVER", await StateAsync(id));
        Assert.Null(await SweepCity.ProblemAsync(Officer, $"closeSweep(id: \"{id}\")"));
        var closed = await SweepAsync(Officer, id, "state results { cases findings { finding stops } }");
        Assert.Equal("CLOSED", closed.GetProperty("state").GetString());
        Assert.Equal(3, closed.GetProperty("results").GetProperty("cases").GetInt32());
        var term = await SmallSchool.AskAsync(Police, "{ sectionSeventeen(on: \"2006-10-10\") { sweeps stops unauthorised } }");
        Assert.Contains("""{"sweeps":1,"stops":7,"unauthorised":10}""", term.Text, StringComparison.Ordinal);
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
    [Trait("Row", "S130")]
    public async Task A_stop_kept_on_a_phone_is_taken_for_a_day_though_somebody_else_closed_the_sweep_and_names_nobody()
    {
        var id = await OpenAsync();
        var other = await City.Host.PersonAsync(await City.PoliceAsync());
        City.Clock.Advance(TimeSpan.FromHours(4));
        Assert.Null(await SweepCity.ProblemAsync(Officer, $"closeSweep(id: \"{id}\")"));
        var answer = await SweepCity.DoAsync(
            Police,
            Stop(id, 0) + " { stop { finding followedUp child { givenName } } problems { code } }"
        );
        Assert.Equal("""{"stop":{"finding":"WITHOUT_LEAVE","followedUp":true,"child":null},"problems":[]}""", answer.GetRawText());
        // Nobody knows a reason of this one, and the sweep is closed: it is referred as the others were at the closing.
        Assert.Equal(("NOT_KNOWN", true), await StopAsync(id, 18));
        Assert.Equal(["FORBIDDEN"], (await SmallSchool.AskAsync(other, $"mutation {{ {Stop(id, 1)} {{ stop {{ id }} }} }}")).Codes);
        Assert.Equal("sweep-not-open", await SweepCity.ProblemAsync(Police, Look(id, 0)));
        var closed = await SweepAsync(Police, id, "isMine stops { child { givenName } } results { stops cases }");
        Assert.Equal("""{"isMine":false,"stops":[{"child":null},{"child":null}],"results":{"stops":2,"cases":2}}""", closed.GetRawText());
        City.Clock.Advance(TimeSpan.FromHours(24));
        Assert.Equal("too-late", await SweepCity.ProblemAsync(Police, Stop(id, 1)));
    }

    protected async Task<string> OpenAsync()
    {
        var id = await PlanAsync();
        Assert.Null(await SweepCity.ProblemAsync(Police, Authorise(id)));
        Assert.Null(await SweepCity.ProblemAsync(Police, $"joinSweep(id: \"{id}\")"));
        return id;
    }

    protected async Task<string> PlanAsync() =>
        (await SweepCity.DoAsync(Officer, Plan() + " { sweep { id } problems { code } }"))
            .GetProperty("sweep")
            .GetProperty("id")
            .GetString()!;

    protected async Task<string?> StateAsync(string id) => (await SweepAsync(Officer, id, "state")).GetProperty("state").GetString();

    protected static async Task<JsonElement> SweepAsync(HttpClient client, string id, string fields)
    {
        var answer = await SmallSchool.AskAsync(client, $"{{ sweep(id: \"{id}\") {{ {fields} }} }}");
        Assert.True(answer.Codes.Count == 0, answer.Text);
        return answer.Data.GetProperty("sweep");
    }

    protected async Task<(string? Finding, bool FollowedUp)> StopAsync(string id, int place)
    {
        var payload = await SweepCity.DoAsync(Police, Stop(id, place) + " { stop { finding followedUp } problems { message } }");
        var stop = payload.GetProperty("stop");
        Assert.True(stop.ValueKind is JsonValueKind.Object, payload.GetRawText());
        return (stop.GetProperty("finding").GetString(), stop.GetProperty("followedUp").GetBoolean());
    }

    protected async Task<JsonElement> PupilAsync(int place, string fields)
    {
        var manager = await City.Host.PersonAsync(
            await City.Host.EmployAsync(Role.LocalityManager, (Relation.Manages, GrantTarget.Of(City.School.Laestab)))
        );
        var answer = await SmallSchool.AskAsync(manager, $"{{ pupil(upn: \"{City.School.Upns[place]}\") {{ {fields} }} }}");
        Assert.True(answer.Codes.Count == 0, answer.Text);
        return answer.Data.GetProperty("pupil");
    }

    protected static string Plan(string area = "Ordsall", string ends = "2006-10-10T11:30:00Z", string premises = "[\"Youth centre\"]") =>
        $"planSweep(input: {{ area: \"{area}\", begins: \"2006-10-10T08:15:00Z\", ends: \"{ends}\", level: LOCAL, premises: {premises} }})";

    protected static string Authorise(string id, string officer = "Supt Lane") =>
        $"authoriseSweep(input: {{ sweep: \"{id}\", officer: \"{officer}\", rank: SUPERINTENDENT }})";

    protected static string Look(string id, int place) => $"lookInSweep(input: {{ sweep: \"{id}\", {Who(place)} }})";

    /// <summary>The stop of the child at a place; the same place is the same stop.</summary>
    protected static string Stop(string id, int place) =>
        $"recordSweepStop(input: {{ sweep: \"{id}\", id: \"{new Guid(place, 1, 1, new byte[8])}\", stoppedAt: \"2006-10-10T08:30:00Z\", place: \"Precinct\", withAdult: false, takenTo: SCHOOL, said: \"Going to town.\", {Who(place)} }})";

    private static string Who(int place) =>
        $"givenName: \"{PrivacyWatch.GivenName.ToUpperInvariant()}\", familyName: \"{PrivacyWatch.FamilyName}\", birthDate: \"{SweepCity.Born(place).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}\"";
}

/// <summary>On SQLite, where the rest is tried.</summary>
public sealed class SqliteSweepTests() : SweepTests(DatabaseProvider.Sqlite)
{
    [Fact]
    [Trait("Row", "S110")]
    public async Task A_sweep_needs_area_and_authorisation_by_the_police_and_nobody_is_looked_up_before()
    {
        Assert.Equal("text-missing", await SweepCity.ProblemAsync(Officer, Plan(area: "")));
        Assert.Equal("premises-missing", await SweepCity.ProblemAsync(Officer, Plan(premises: "[]")));
        Assert.Equal("ends-before-begins", await SweepCity.ProblemAsync(Officer, Plan(ends: "2006-10-10T08:00:00Z")));
        Assert.Equal("too-long", await SweepCity.ProblemAsync(Officer, Plan(ends: "2006-10-11T09:00:00Z")));
        var id = await PlanAsync();
        Assert.Equal("PLANNED", await StateAsync(id));
        Assert.Null(await SweepCity.ProblemAsync(Police, $"joinSweep(id: \"{id}\")"));
        Assert.Equal("sweep-not-open", await SweepCity.ProblemAsync(Police, Look(id, 0)));
        Assert.Equal("outside-the-sweep", await SweepCity.ProblemAsync(Police, Stop(id, 0)));
        var refused = await SmallSchool.AskAsync(Officer, $"mutation {{ {Authorise(id)} {{ problems {{ code }} }} }}");
        Assert.Equal(["FORBIDDEN"], refused.Codes);
        Assert.Equal("text-missing", await SweepCity.ProblemAsync(Police, Authorise(id, officer: " ")));
        Assert.Null(await SweepCity.ProblemAsync(Police, Authorise(id)));
        Assert.Equal("not-planned", await SweepCity.ProblemAsync(Police, Authorise(id)));
        Assert.Equal("OPEN", await StateAsync(id));
        // A rank below superintendent is none of the schema's.
        var inspector = await SmallSchool.AskAsync(
            Police,
            $"mutation {{ {Authorise(id).Replace("SUPERINTENDENT", "INSPECTOR", StringComparison.Ordinal)} {{ problems {{ code }} }} }}"
        );
        Assert.Equal(["BAD_USER_INPUT"], inspector.Codes);
    }

    [Fact]
    public async Task Officers_look_up_one_child_at_a_time_while_the_sweep_is_open_and_each_look_is_on_record()
    {
        var id = await OpenAsync();
        var found = await SweepCity.DoAsync(Police, Look(id, 0) + " { child { givenName school } finding problems { code } }");
        Assert.Equal(PrivacyWatch.GivenName, found.GetProperty("child").GetProperty("givenName").GetString());
        Assert.Equal("WITHOUT_LEAVE", found.GetProperty("finding").GetString());
        var nobody = await SweepCity.DoAsync(Police, Look(id, 99) + " { child { givenName } finding }");
        Assert.Equal(JsonValueKind.Null, nobody.GetProperty("child").ValueKind);
        Assert.Equal("NOT_MATCHED", nobody.GetProperty("finding").GetString());
        // No other road opens for it.
        Assert.Equal(["NOT_FOUND"], (await SmallSchool.AskAsync(Police, $"{{ pupil(upn: \"{City.School.Upns[0]}\") {{ id }} }}")).Codes);
        // Who did not sign on looks nobody up.
        var other = await City.Host.PersonAsync(await City.PoliceAsync());
        Assert.Equal(["FORBIDDEN"], (await SmallSchool.AskAsync(other, $"mutation {{ {Look(id, 0)} {{ finding }} }}")).Codes);
        var leader = await City.Host.PersonAsync(await City.Host.EmployAsync(Role.AttendanceLeader, (Relation.Authority, GrantTarget.All)));
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
            (await SweepAsync(Police, id, "stops { child { givenName } }")).GetRawText(),
            StringComparison.Ordinal
        );
        City.Clock.Advance(TimeSpan.FromHours(4));
        Assert.Null(await SweepCity.ProblemAsync(Police, $"closeSweep(id: \"{id}\")"));
        Assert.DoesNotContain(
            "givenName",
            (await SweepAsync(Police, id, "stops { child { givenName } }")).GetRawText(),
            StringComparison.Ordinal
        );
        Assert.Equal("sweep-not-open", await SweepCity.ProblemAsync(Police, Look(id, 0)));
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
        var answer = await SmallSchool.AskAsync(Police, $"{{ sectionSeventeen(on: \"2006-10-10\") {{ {fields} }} }}");
        Assert.True(answer.Codes.Count == 0, answer.Text);
        return answer.Data.GetProperty("sectionSeventeen");
    }
}

/// <summary>On PostgreSQL: what its SQL does, from the plan to the closing, with stops that are sent twice and stops that were kept on a phone.</summary>
public sealed class PostgresSweepTests() : SweepTests(DatabaseProvider.Postgres);
