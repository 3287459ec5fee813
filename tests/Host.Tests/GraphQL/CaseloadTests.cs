using System.Net.Http.Json;
using System.Text.Json;
using Attendance.SharedKernel;
using Attendance.SharedKernel.Data;
using Attendance.TestSupport;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Attendance.Host.Tests.GraphQL;

/// <summary>The lists that people work from: flagged children, registers of a day, what is missing, and what a search finds; run on both databases.</summary>
public abstract class CaseloadTests(DatabaseProvider provider) : IAsyncLifetime
{
    private static readonly Upn Ann = Upn.FromBody("355200706001")!.Value;
    private static readonly Upn Bob = Upn.FromBody("355200706002")!.Value;
    private static readonly Upn Cat = Upn.FromBody("355200706003")!.Value;
    private static readonly Upn Dan = Upn.FromBody("355200706004")!.Value;

    private static readonly Upn Eve = Upn.FromBody("355200706005")!.Value;

    private RunningHost _host = null!;
    private SmallSchool _school = null!;

    public async ValueTask InitializeAsync()
    {
        var clock = new FakeTimeProvider(new DateTimeOffset(2006, 10, 27, 12, 0, 0, TimeSpan.Zero))
        {
            AutoAdvanceAmount = TimeSpan.FromMilliseconds(10),
        };
        _host = await RunningHost.StartAsync(provider, schoolTime: clock);
        _school = await SmallSchool.CreateAsync(_host, "3552007");
        await _school.EnrolAsync((Ann, "Archer", null), (Bob, "Baker", null), (Cat, "Cook", null), (Dan, "Dyer", null));
        // Ann misses all of 20 days; Bob the last nine; Cat the first nine and nothing since; Dan none.
        var days = SmallSchool.Days(20).ToList();
        await _school.MarkDaysAsync(days.Take(9), (Ann, "O"), (Bob, "/"), (Cat, "O"), (Dan, "/"));
        await _school.MarkDaysAsync(days.Skip(9).Take(2), (Ann, "O"), (Bob, "/"), (Cat, "/"), (Dan, "/"));
        await _school.MarkDaysAsync(days.Skip(11), (Ann, "O"), (Bob, "O"), (Cat, "/"), (Dan, "/"));
    }

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await _host.DisposeAsync();
    }

    [Fact]
    [Trait("Row", "S94")]
    public async Task A_caseload_says_who_why_how_lately_and_what_next()
    {
        var caseload = await CaseloadAsync("first: 10, orderBy: NAME");
        Assert.Equal(["Archer", "Baker", "Cook"], Names(caseload));
        var ann = Lines(caseload)[0];
        Assert.Equal("3552007", ann.GetProperty("place").GetProperty("school").GetString());
        Assert.Equal("4A", ann.GetProperty("place").GetProperty("group").GetString());
        Assert.NotEmpty(ann.GetProperty("why").EnumerateArray());
        Assert.All(ann.GetProperty("why").EnumerateArray(), flag => Assert.NotEqual("", flag.GetProperty("sentence").GetString()));
        var recent = ann.GetProperty("recent");
        Assert.Equal(40, recent.GetProperty("termMissed").GetInt32());
        Assert.Equal(40, recent.GetProperty("termUnauthorised").GetInt32());
        Assert.Equal(40, recent.GetProperty("fourWeeksMissed").GetInt32());
        // 20 days from Monday 4 September: four full weeks at the end of the strip, and four before the year began.
        Assert.Equal(
            [0, 0, 0, 0, 10, 10, 10, 10],
            recent.GetProperty("weeks").EnumerateArray().Select(week => week.GetProperty("missed").GetInt32())
        );
        Assert.Equal("2006-09-25", recent.GetProperty("weeks")[7].GetProperty("monday").GetString());
        var cat = Lines(caseload)[2].GetProperty("recent");
        Assert.Equal(
            [0, 0, 0, 0, 10, 8, 0, 0],
            cat.GetProperty("weeks").EnumerateArray().Select(week => week.GetProperty("missed").GetInt32())
        );
        Assert.StartsWith("Contact the family", ann.GetProperty("nextStep").GetProperty("text").GetString(), StringComparison.Ordinal);
        Assert.Equal(JsonValueKind.Null, ann.GetProperty("lastContact").ValueKind);
    }

    [Fact]
    public async Task An_attempt_to_reach_the_family_moves_a_child_from_needing_action_to_waiting_and_no_absence_for_two_weeks_to_improving()
    {
        // Cat was last absent on 14 September, fifteen days before the last session.
        Assert.Equal((2, 0, 1, 3), Tabs(await CaseloadAsync("first: 10")));
        using var logged = await _school.Client.PostAsJsonAsync(
            $"/api/v1/schools/{_school.Laestab}/contacts",
            new
            {
                upn = Ann.Value,
                day = "2006-09-29",
                at = "2006-10-26T10:00:00Z",
                mode = "phone",
                outcome = "reached",
                by = "Mrs Hill",
            }
        );
        Assert.True(logged.IsSuccessStatusCode, await logged.Content.ReadAsStringAsync());
        var all = await CaseloadAsync("first: 10, orderBy: NAME");
        Assert.Equal((1, 1, 1, 3), Tabs(all));
        Assert.Equal(["Archer"], Names(await CaseloadAsync("first: 10, filter: { tab: WAITING }")));
        Assert.Equal(["Baker"], Names(await CaseloadAsync("first: 10, filter: { tab: NEEDS_ACTION }")));
        Assert.Equal(["Cook"], Names(await CaseloadAsync("first: 10, filter: { tab: IMPROVING }")));
        Assert.Equal(["Baker", "Cook"], Names(await CaseloadAsync("first: 10, orderBy: NAME, filter: { noContactForDays: 30 }")));
        var ann = Lines(all)[0];
        Assert.Equal("Mrs Hill", ann.GetProperty("lastContact").GetProperty("by").GetString());
        Assert.Equal(JsonValueKind.Null, ann.GetProperty("nextStep").ValueKind);
    }

    [Fact]
    public async Task A_caseload_is_read_page_by_page_without_a_gap()
    {
        var seen = new List<string>();
        var after = "";
        for (var page = 0; page < 5; page++)
        {
            var caseload = await CaseloadAsync($"first: 1{after}");
            seen.AddRange(Names(caseload));
            var info = caseload.GetProperty("pageInfo");
            if (!info.GetProperty("hasNextPage").GetBoolean())
                break;
            after = $", after: \"{info.GetProperty("endCursor").GetString()}\"";
        }
        Assert.Equal(["Archer", "Baker", "Cook"], seen.Order());
        Assert.Equal("Archer", seen[0]);
    }

    [Fact]
    public async Task A_register_of_the_day_is_complete_partial_or_missing_by_the_children_due()
    {
        // 29 September is marked; on 2 October only one child in the morning; nothing in the afternoon.
        await _school.MarkAsync(new DateOnly(2006, 10, 2), "AM", null, (Ann, "/"));
        Assert.Equal([("AM", "COMPLETE", 4, 4), ("PM", "COMPLETE", 4, 4)], await RegistersAsync("registersOfDay", "2006-09-29"));
        Assert.Equal([("AM", "PARTIAL", 4, 1), ("PM", "MISSING", 4, 0)], await RegistersAsync("registersOfDay", "2006-10-02"));
        Assert.Equal([("AM", "PARTIAL", 4, 1), ("PM", "MISSING", 4, 0)], await RegistersAsync("missingRegisters", "2006-10-02"));
        Assert.Empty(await RegistersAsync("missingRegisters", "2006-09-29"));
        // The afternoon of today is not closed, and a Saturday has none.
        Assert.Equal([("AM", "MISSING", 4, 0), ("PM", "DUE", 4, 0)], await RegistersAsync("registersOfDay", "2006-10-27"));
        Assert.Empty(await RegistersAsync("registersOfDay", "2006-09-30"));
    }

    [Fact]
    public async Task Todays_registers_show_every_acknowledged_post_to_many_who_ask_at_once()
    {
        var marked = 0;
        foreach (var upn in new[] { Ann, Bob, Cat })
        {
            await _school.MarkAsync(new DateOnly(2006, 10, 27), "AM", null, (upn, "/"));
            marked++;
            var answers = await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => RegistersAsync("registersOfDay", "2006-10-27")));
            Assert.All(answers, answer => Assert.Equal(("AM", "PARTIAL", 4, marked), answer[0]));
        }
        // A child that comes to the roll today is due today.
        await _school.EnrolAsync(
            (Ann, "Archer", null),
            (Bob, "Baker", null),
            (Cat, "Cook", null),
            (Dan, "Dyer", null),
            (Eve, "East", null)
        );
        Assert.Equal(("AM", "PARTIAL", 5, 3), (await RegistersAsync("registersOfDay", "2006-10-27"))[0]);
    }

    [Fact]
    public async Task A_record_merged_into_one_that_was_merged_again_is_the_last_ones_in_every_list()
    {
        foreach (var (upn, into) in new[] { (Ann, Bob), (Bob, Cat) })
        {
            using var merged = await _host.Loader.PostAsJsonAsync(
                "/api/v1/pupils/merges",
                new
                {
                    upn = upn.Value,
                    into = into.Value,
                    reason = "one child",
                }
            );
            Assert.True(merged.IsSuccessStatusCode, await merged.Content.ReadAsStringAsync());
        }
        Assert.Equal([("AM", "COMPLETE", 2, 2), ("PM", "COMPLETE", 2, 2)], await RegistersAsync("registersOfDay", "2006-09-29"));
        await _school.MarkAsync(new DateOnly(2006, 10, 27), "AM", null, (Ann, "O"));
        Assert.Equal(("AM", "PARTIAL", 2, 1), (await RegistersAsync("registersOfDay", "2006-10-27"))[0]);
        var line = Assert.Single(Lines(await CaseloadAsync("first: 10")));
        Assert.Equal("Cook", line.GetProperty("pupil").GetProperty("familyName").GetString());
        Assert.Equal("4A", line.GetProperty("place").GetProperty("group").GetString());
    }

    [Fact]
    public async Task A_search_finds_children_by_name_and_upn_and_schools_by_name_and_number()
    {
        Assert.Equal(("Archer", 0), await SearchAsync("arch"));
        Assert.Equal(("Baker", 0), await SearchAsync(Bob.Value));
        Assert.Equal(("", 1), await SearchAsync("3552007"));
        Assert.Equal(("", 1), await SearchAsync("school 355"));
        Assert.Equal(("", 0), await SearchAsync("%"));
    }

    [Fact]
    public async Task A_list_as_at_a_past_date_has_who_was_flagged_and_what_was_missed_by_then()
    {
        const string ninth = "2006-09-14";
        Assert.Equal([("Archer", 18), ("Cook", 18), ("Baker", 0), ("Dyer", 0)], await AsOfAsync($"asOf: \"{ninth}\", orderBy: MISSED"));
        Assert.Equal([("Archer", 40), ("Baker", 18), ("Cook", 18), ("Dyer", 0)], await AsOfAsync("asOf: \"2006-10-26\", orderBy: NAME"));
        // Bob's flags came later, and Cat's were open then.
        Assert.Equal(["Archer", "Cook"], (await AsOfAsync($"asOf: \"{ninth}\"", ", severity: CONCERN")).Select(row => row.Name).Order());
        Assert.Equal([("Cook", 18)], await AsOfAsync($"asOf: \"{ninth}\"", ", severity: CONCERN, text: \"co\""));
        // Page by page, and as it was known before anything was posted.
        var first = await PupilsAsync($"first: 3, asOf: \"{ninth}\", orderBy: MISSED, filter: {{ school: \"{_school.Laestab}\" }}");
        Assert.Equal(4, first.GetProperty("totalCount").GetInt32());
        var cursor = first.GetProperty("pageInfo").GetProperty("endCursor").GetString();
        Assert.Equal([("Dyer", 0)], await AsOfAsync($"asOf: \"{ninth}\", orderBy: MISSED, after: \"{cursor}\""));
        Assert.Empty(await AsOfAsync($"asOf: \"{ninth}\", orderBy: MISSED, knownAt: \"2006-10-01T00:00:00Z\""));
        foreach (
            var wrong in new[]
            {
                $"first: 1, asOf: \"{ninth}\"",
                $"first: 1, knownAt: \"2006-10-01T00:00:00Z\", filter: {{ school: \"{_school.Laestab}\" }}",
                $"first: 1, asOf: \"{ninth}\", knownAt: \"2006-10-01T00:00:00Z\", filter: {{ school: \"{_school.Laestab}\", severity: CONCERN }}",
            }
        )
        {
            var refused = await SmallSchool.AskAsync(_school.Client, $"{{ pupils({wrong}) {{ totalCount }} }}");
            Assert.Equal(["BAD_USER_INPUT"], refused.Codes);
        }
    }

    [Fact]
    [Trait("Row", "S120")]
    public async Task A_schools_data_quality_counts_what_wants_looking_at_down_to_half_days()
    {
        var monday = new DateOnly(2006, 10, 2);
        await _school.MarkAsync(monday, "AM", null, (Ann, "N"), (Bob, "?"), (Cat, "/"));
        // Changed without a reason, and a mark that was taken before the one that stands.
        await _school.MarkAsync(monday, "AM", null, (Cat, "I"));
        using (
            var old = await _school.Client.PostAsJsonAsync(
                $"/api/v1/schools/{_school.Laestab}/registers/2006-10-02/AM",
                new { takenAt = "2006-10-02T08:00:00Z", marks = new[] { new { upn = Ann.Value, code = "/" } } }
            )
        )
            Assert.True(old.IsSuccessStatusCode, await old.Content.ReadAsStringAsync());
        var answer = await SmallSchool.AskAsync(
            _school.Client,
            $$"""{ school(laestab: "{{_school.Laestab}}") { dataQuality(from: "2006-10-02", to: "2006-10-02") { due complete score findings { kind count registers { date half group count } } } } }"""
        );
        Assert.Empty(answer.Codes);
        // Two registers of one class were due, and neither is whole.
        var quality = answer.Data.GetProperty("school").GetProperty("dataQuality");
        Assert.Equal(
            (2, 0, 0),
            (quality.GetProperty("due").GetInt32(), quality.GetProperty("complete").GetInt32(), quality.GetProperty("score").GetInt32())
        );
        var findings = answer
            .Data.GetProperty("school")
            .GetProperty("dataQuality")
            .GetProperty("findings")
            .EnumerateArray()
            .ToDictionary(finding => finding.GetProperty("kind").GetString()!, finding => finding);
        Assert.Equal(
            [
                ("ALL_PRESENT", 0),
                ("HELD_MARKS", 1),
                ("LATE_REGISTERS", 1),
                ("MISSING_REASONS", 1),
                // Bob's and Dan's in the morning, all in the afternoon: two registers of the class.
                ("MISSING_REGISTERS", 2),
                ("STALE_MARKS", 1),
                ("UNRESOLVED_N", 1),
            ],
            findings
                .Select(pair => (pair.Key, pair.Value.GetProperty("count").GetInt32()))
                .OrderBy(pair => pair.Key, StringComparer.Ordinal)
        );
        Assert.Equal(
            [("PM", "4A", 4), ("AM", "4A", 2)],
            findings["MISSING_REGISTERS"]
                .GetProperty("registers")
                .EnumerateArray()
                .Select(row =>
                    (row.GetProperty("half").GetString()!, row.GetProperty("group").GetString()!, row.GetProperty("count").GetInt32())
                )
        );
        var wrong = await SmallSchool.AskAsync(
            _school.Client,
            $$"""{ school(laestab: "{{_school.Laestab}}") { dataQuality(from: "2006-08-01", to: "2006-10-02") { from } } }"""
        );
        Assert.Equal(["BAD_USER_INPUT"], wrong.Codes);
    }

    [Fact]
    public async Task A_schools_calendar_has_the_half_days_of_a_year_with_their_times()
    {
        var answer = await SmallSchool.AskAsync(
            _school.Client,
            $$"""{ school(laestab: "{{_school.Laestab}}") { calendar(year: "2006/07") { version sessions { date half open startsAt closesAt yearGroup } } none: calendar(year: "2009/10") { version } } }"""
        );
        Assert.Empty(answer.Codes);
        var sessions = answer.Data.GetProperty("school").GetProperty("calendar").GetProperty("sessions");
        var first = sessions[0];
        Assert.Equal(("AM", true), (first.GetProperty("half").GetString(), first.GetProperty("open").GetBoolean()));
        // Five to nine, British Summer Time.
        Assert.Equal(new TimeOnly(7, 55), TimeOnly.FromDateTime(first.GetProperty("startsAt").GetDateTimeOffset().UtcDateTime));
        Assert.True(sessions.GetArrayLength() > 40);
        Assert.Equal(JsonValueKind.Null, answer.Data.GetProperty("school").GetProperty("none").ValueKind);
    }

    private async Task<List<(string Name, int Missed)>> AsOfAsync(string arguments, string filter = "") =>
        [
            .. (await PupilsAsync($"first: 10, {arguments}, filter: {{ school: \"{_school.Laestab}\"{filter} }}"))
                .GetProperty("edges")
                .EnumerateArray()
                .Where(edge => edge.GetProperty("standing").ValueKind is not JsonValueKind.Null)
                .Select(edge =>
                    (
                        edge.GetProperty("node").GetProperty("familyName").GetString()!,
                        edge.GetProperty("standing").GetProperty("missed").GetInt32()
                    )
                ),
        ];

    private async Task<JsonElement> PupilsAsync(string arguments)
    {
        var answer = await SmallSchool.AskAsync(
            _school.Client,
            $$"""{ pupils({{arguments}}) { totalCount pageInfo { endCursor } edges { node { familyName } standing { missed } } } }"""
        );
        Assert.Empty(answer.Codes);
        return answer.Data.GetProperty("pupils");
    }

    private async Task<(string Names, int Schools)> SearchAsync(string text)
    {
        var answer = await SmallSchool.AskAsync(
            _host.Loader,
            "query($text: String!) { search(text: $text, first: 5) { pupils { edges { node { familyName } } } schools { laestab } } }",
            new { text }
        );
        Assert.Empty(answer.Codes);
        var search = answer.Data.GetProperty("search");
        return (
            string.Join(
                ',',
                search
                    .GetProperty("pupils")
                    .GetProperty("edges")
                    .EnumerateArray()
                    .Select(edge => edge.GetProperty("node").GetProperty("familyName").GetString())
            ),
            search.GetProperty("schools").GetArrayLength()
        );
    }

    private async Task<List<(string, string, int, int)>> RegistersAsync(string field, string date)
    {
        var answer = await SmallSchool.AskAsync(
            _school.Client,
            $"{{ {field}(date: \"{date}\") {{ half state expected marked groups {{ name state }} }} }}"
        );
        Assert.Empty(answer.Codes);
        return
        [
            .. answer
                .Data.GetProperty(field)
                .EnumerateArray()
                .Select(register =>
                    (
                        register.GetProperty("half").GetString()!,
                        register.GetProperty("state").GetString()!,
                        register.GetProperty("expected").GetInt32(),
                        register.GetProperty("marked").GetInt32()
                    )
                ),
        ];
    }

    private async Task<JsonElement> CaseloadAsync(string arguments)
    {
        var answer = await SmallSchool.AskAsync(
            _school.Client,
            $$"""
            { caseload({{arguments}}) { totalCount tabs { needsAction waiting improving all } pageInfo { hasNextPage endCursor } edges { node {
                pupil { familyName } place { school schoolName yearGroup group } why { rule title severity sentence opened { date } }
                recent { upTo { date half } termMissed termUnauthorised fourWeeksMissed weeks { monday possible missed } }
                nextStep { text due } lastContact { at mode outcome by }
            } } } }
            """
        );
        Assert.Empty(answer.Codes);
        return answer.Data.GetProperty("caseload");
    }

    private static List<JsonElement> Lines(JsonElement caseload) =>
        [.. caseload.GetProperty("edges").EnumerateArray().Select(edge => edge.GetProperty("node"))];

    private static List<string> Names(JsonElement caseload) =>
        Lines(caseload).ConvertAll(line => line.GetProperty("pupil").GetProperty("familyName").GetString()!);

    private static (int, int, int, int) Tabs(JsonElement caseload)
    {
        var tabs = caseload.GetProperty("tabs");
        return (
            tabs.GetProperty("needsAction").GetInt32(),
            tabs.GetProperty("waiting").GetInt32(),
            tabs.GetProperty("improving").GetInt32(),
            tabs.GetProperty("all").GetInt32()
        );
    }
}

/// <summary>On SQLite.</summary>
public sealed class CaseloadOnSqlite() : CaseloadTests(DatabaseProvider.Sqlite);

/// <summary>On PostgreSQL.</summary>
public sealed class CaseloadOnPostgres() : CaseloadTests(DatabaseProvider.Postgres);
