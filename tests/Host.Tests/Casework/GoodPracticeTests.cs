using System.Net.Http.Json;
using System.Text.Json;
using Attendance.Access.Contracts;
using Attendance.Host.Tests.Access;
using Attendance.Host.Tests.GraphQL;
using Attendance.SharedKernel;
using Attendance.SharedKernel.Time;
using Attendance.TestSupport;
using MediatR;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Attendance.Host.Tests.Casework;

/// <summary>What every flagged child is entitled to, and who has a part in it: over GraphQL, as each role.</summary>
public sealed class GoodPracticeTests(CityFixture fixture) : IClassFixture<CityFixture>
{
    private readonly AccessCity _city = fixture.City;
    private readonly CaseClient _cases = fixture.Cases;

    [Fact]
    [Trait("Row", "S6")]
    public async Task A_partner_opens_no_prosecution_and_statutory_work_is_given_to_team_staff_only()
    {
        var id = _city.Cases[AccessCity.Dan];
        var partner = _city.Clients[nameof(Role.Health)];
        var step =
            $"mutation {{ takeEnforcementStep(input: {{ case: \"{_city.Cases[AccessCity.Ann]}\", step: DECIDE_TO_PROSECUTE, track: PROSECUTION, parent: \"x\" }}) {{ problems {{ code }} }} }}";
        Assert.Equal(["NOT_FOUND"], (await SmallSchool.AskAsync(partner, step)).Codes);
        Assert.Empty((await SmallSchool.AskAsync(_city.Clients[nameof(Role.WelfareOfficer)], step)).Codes);

        var loose = await _city.PersonAsync(Role.WelfareOfficer, "looseofficer");
        foreach (var worker in new[] { _city.People[nameof(Role.Health)], loose })
            Assert.Equal(
                "worker-unknown",
                await _cases.ProblemAsync(
                    nameof(Role.AttendanceLeader),
                    $"allocateCase(input: {{ case: \"{id}\", worker: \"{worker}\", reason: \"x\" }})"
                )
            );
        Assert.True(
            (
                await _city.Mediator.Send(
                    new JoinTeam(Caller.System("test"), "south", "looseofficer@salford.example", Role.WelfareOfficer, "test")
                )
            ).IsOk
        );
        await _cases.AllocateAsync(id, loose);
    }

    [Fact]
    [Trait("Row", "S69")]
    public async Task A_school_confirms_or_explains_a_pattern_and_the_officer_reads_it_beside_the_flag()
    {
        var school = nameof(Role.AttendanceLead);
        var ann = _city.Ids[AccessCity.Ann];
        var flags = (await PupilAsync(school, "flags { rule opened { date half } }")).GetProperty("flags").EnumerateArray().ToList();
        Assert.Equal("text-invalid", await _cases.ProblemAsync(school, Answer(flags[0], confirmed: true, "")));
        await _cases.DoAsync(school, Answer(flags[0], confirmed: true, "Her form tutor sees it too."), "settled");
        await _cases.DoAsync(school, Answer(flags[0], confirmed: false, "She was at her father's funeral."), "settled");
        var told = (await PupilAsync(nameof(Role.WelfareOfficer), "patternAnswers { rule title opened { date } confirmed text by }"))
            .GetProperty("patternAnswers")
            .EnumerateArray()
            .Select(row =>
                (row.GetProperty("confirmed").GetBoolean(), row.GetProperty("text").GetString(), row.GetProperty("by").GetString())
            )
            .ToList();
        Assert.Equal([(false, "She was at her father's funeral.", school), (true, "Her form tutor sees it too.", school)], told);
        // The officer hears of it and does not answer for the school; nobody answers a pattern that is not there.
        var officer = await SmallSchool.AskAsync(
            _city.Clients[nameof(Role.WelfareOfficer)],
            $"mutation {{ {Answer(flags[0], true, "x")} {{ settled }} }}"
        );
        Assert.Equal(["FORBIDDEN"], officer.Codes);
        var none = await SmallSchool.AskAsync(
            _city.Clients[school],
            $"mutation {{ answerPattern(input: {{ pupil: \"{ann}\", rule: \"PA\", openedOn: \"2005-09-05\", openedHalf: AM, confirmed: true, text: \"x\" }}) {{ settled }} }}"
        );
        Assert.Equal(["NOT_FOUND"], none.Codes);
    }

    [Fact]
    [Trait("Row", "S109")]
    [Trait("Row", "S68")]
    [Trait("Row", "S34")]
    public async Task A_threshold_starts_a_clock_a_flagged_child_lacks_steps_until_they_are_taken_or_explained_and_agencies_owe_answers()
    {
        var id = _city.Cases[AccessCity.Ann];
        var officer = nameof(Role.WelfareOfficer);
        // Nine school days from Monday 4 September asked for action; fifteen school days on the authority has acted or says why not.
        var clock = Due(await _cases.ReadAsync(officer, id, "due { item on }"), "act");
        Assert.NotNull(clock);
        Assert.True(string.CompareOrdinal(clock, "2006-10-09") < 0, clock);
        var lacking = await LackingAsync(officer, id);
        Assert.Equal(["KEY_WORKER", "ASSESSMENT", "PLAN", "SUPPORT", "LIAISON", "ACTION"], lacking.Where(step => step != "REINTEGRATION"));

        await _cases.AllocateAsync(id, _city.People[officer]);
        Assert.Equal("date-invalid", await _cases.ProblemAsync(officer, Explain(id, "ACTION", "2006-10-01")));
        await _cases.DoAsync(officer, Explain(id, "ACTION", "2006-11-20"));
        Assert.Equal("2006-11-20", Due(await _cases.ReadAsync(officer, id, "due { item on }"), "act"));
        await _cases.DoAsync(officer, Explain(id, "LIAISON", "2006-11-20"));
        Assert.Equal(
            ["ASSESSMENT", "PLAN", "SUPPORT", "FEEDBACK"],
            (await LackingAsync(officer, id)).Where(step => step != "REINTEGRATION")
        );
        // Who manages sees it in the list with why; who is of another team does not.
        var list = await SmallSchool.AskAsync(
            _city.Clients[nameof(Role.AttendanceLeader)],
            "{ entitlements { flagged complete lacking { case { id pupil { upn } } missing { step why dueOn } } } }"
        );
        Assert.Equal(2, list.Data.GetProperty("entitlements").GetProperty("flagged").GetInt32());
        Assert.Contains("The circumstances are not assessed yet.", list.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(
            $"\"{id}\"",
            (await SmallSchool.AskAsync(_city.ClientOf(_city.People["southofficer"]), "{ entitlements { lacking { case { id } } } }")).Text,
            StringComparison.Ordinal
        );
        await _cases.DoAsync(
            officer,
            $"startIntervention(input: {{ case: \"{id}\", catalogue: \"learning-mentor\", from: \"2006-11-01\", purpose: \"x\", provider: \"x\", dose: \"weekly\" }})"
        );
        Assert.Null(Due(await _cases.ReadAsync(officer, id, "due { item on }"), "act"));

        // An agency is asked and lets the day pass.
        await _cases.DoAsync(
            officer,
            $"askAgency(input: {{ case: \"{id}\", agency: \"School health\", what: \"Is she fit for school?\", answerBy: \"2006-11-02\" }})"
        );
        await _cases.DoAsync(
            officer,
            $"askAgency(input: {{ case: \"{id}\", agency: \"Housing\", what: \"A move?\", answerBy: \"2006-11-30\" }})"
        );
        Assert.Empty(await OverdueAsync(officer));
        _city.Clock.Advance(TimeSpan.FromDays(2));
        Assert.Equal(["School health"], await OverdueAsync(officer));
        Assert.Empty(await OverdueAsync(nameof(Role.SchoolOffice)));
        var team = (await _cases.ReadAsync(officer, id, "teamAround { who part }")).GetProperty("teamAround").EnumerateArray();
        // The city's officer had referred her to the voluntary sector before.
        Assert.Equal(
            [officer, "Voluntary Sector", "School health", "Housing"],
            team.Select(member => member.GetProperty("who").GetString())
        );
        await _cases.DoAsync(officer, $"recordAgencyAnswer(input: {{ case: \"{id}\", number: 2, answer: \"She is.\" }})");
        Assert.Empty(await OverdueAsync(officer));
        Assert.Equal(
            "request-unknown",
            await _cases.ProblemAsync(officer, $"recordAgencyAnswer(input: {{ case: \"{id}\", number: 2, answer: \"Again.\" }})")
        );
    }

    [Fact]
    [Trait("Row", "S109")]
    [Trait("Row", "S86")]
    public async Task Lateness_has_its_minutes_and_becomes_flags_and_wrong_codes_are_listed_for_the_school()
    {
        var bob = _city.Ids[AccessCity.Bob];
        var days = SmallSchool.Days(40).Skip(10).ToList();
        for (var i = 0; i < 8; i++)
            await PostAsync(
                days[i],
                "AM",
                new
                {
                    upn = AccessCity.Bob.Value,
                    code = "L",
                    minutesLate = 5 + i,
                }
            );
        for (var i = 8; i < 13; i++)
            await PostAsync(
                days[i],
                "AM",
                new
                {
                    upn = AccessCity.Bob.Value,
                    code = "U",
                    minutesLate = 60,
                }
            );
        var flags = await SmallSchool.AskAsync(
            _city.Clients[nameof(Role.SchoolOffice)],
            $"{{ pupil(id: \"{bob}\") {{ flags {{ rule evidence {{ sentence }} }} marks(from: \"{SmallSchool.Text(days[0])}\", to: \"{SmallSchool.Text(days[8])}\") {{ code history {{ minutesLate }} }} }} }}"
        );
        var pupil = flags.Data.GetProperty("pupil");
        Assert.Contains("LATE_L", pupil.GetProperty("flags").EnumerateArray().Select(flag => flag.GetProperty("rule").GetString()));
        Assert.Contains("LATE_U", pupil.GetProperty("flags").EnumerateArray().Select(flag => flag.GetProperty("rule").GetString()));
        var marks = pupil.GetProperty("marks").EnumerateArray().ToList();
        Assert.Equal(
            [("L", 5), ("U", 60)],
            new[] { marks[0], marks[^1] }.Select(mark =>
                (mark.GetProperty("code").GetString(), mark.GetProperty("history")[0].GetProperty("minutesLate").GetInt32())
            )
        );

        // A code of 2024, one that does not exist, and C for twenty half-days.
        foreach (var (day, code) in new[] { (days[13], "Y1"), (days[14], "Ü"), (days[15], "Ü") })
            await PostAsync(day, "AM", new { upn = AccessCity.Bob.Value, code });
        foreach (var day in days.Skip(16).Take(10))
        foreach (var half in new[] { "AM", "PM" })
            await PostAsync(day, half, new { upn = AccessCity.Bob.Value, code = "C" });
        const string codes = "wrongCodes(from: \"2006-09-04\", to: \"2006-11-10\") { code pattern count advice }";
        var answer = await SmallSchool.AskAsync(
            _city.Clients[nameof(Role.HeadTeacher)],
            $"{{ school(laestab: \"{AccessCity.School}\") {{ {codes} }} codeGuide(on: \"2006-11-01\") {{ code countsAs examples }} later: codeGuide(on: \"2024-09-02\") {{ code }} }}"
        );
        Assert.Equal(
            [("C", "code-often", 20), ("Ü", "unknown-code", 2), ("Y1", "code-not-yet", 1)],
            answer
                .Data.GetProperty("school")
                .GetProperty("wrongCodes")
                .EnumerateArray()
                .Select(row =>
                    (row.GetProperty("code").GetString(), row.GetProperty("pattern").GetString(), row.GetProperty("count").GetInt32())
                )
        );
        var guide = answer.Data.GetProperty("codeGuide").EnumerateArray().ToDictionary(row => row.GetProperty("code").GetString()!);
        Assert.Equal(("AUTHORISED", false), (guide["H"].GetProperty("countsAs").GetString(), guide.ContainsKey("Y1")));
        var later = answer.Data.GetProperty("later").EnumerateArray().Select(row => row.GetProperty("code").GetString()).ToList();
        Assert.Contains("Y1", later);
        Assert.DoesNotContain("H", later);
    }

    [Fact]
    [Trait("Row", "S114")]
    public async Task There_is_one_attendance_leader_at_a_time()
    {
        await using var host = await RunningHost.StartAsync();
        var mediator = host.Services.GetRequiredService<IMediator>();
        var setup = Caller.System("test");
        var today = host.Services.GetRequiredService<SchoolClock>().Today;
        var people = new List<long>();
        foreach (var name in new[] { "first", "second", "third" })
            people.Add((await mediator.Send(new MakePerson(setup, name, $"{name}@salford.example"))).Value.Id);
        Assert.Null((await LeadAsync(0, today, today.AddDays(30))).Error);
        // Two leaders overlap by no day, waiting for approval or not; who follows begins on the day on which the former's role ends.
        Assert.Equal("leader-exists", (await LeadAsync(1, today, null)).Error?.Fields?[0].Code);
        Assert.Equal("leader-exists", (await LeadAsync(1, today.AddDays(29), null)).Error?.Fields?[0].Code);
        var second = await LeadAsync(1, today.AddDays(30), null);
        Assert.Null(second.Error);
        Assert.Equal("leader-exists", (await LeadAsync(2, today.AddDays(60), null)).Error?.Fields?[0].Code);
        Assert.True((await mediator.Send(new WithdrawRole(setup, second.Value, "Left before it began."))).IsOk);
        Assert.Null((await LeadAsync(2, today.AddDays(30), null)).Error);

        Task<Result<string>> LeadAsync(int who, DateOnly from, DateOnly? until) =>
            mediator.Send(new GiveRole(setup, people[who], Role.AttendanceLeader, "test", from, until));
    }

    private string Answer(JsonElement flag, bool confirmed, string text) =>
        $"answerPattern(input: {{ pupil: \"{_city.Ids[AccessCity.Ann]}\", rule: \"{flag.GetProperty("rule").GetString()}\", openedOn: \"{flag.GetProperty("opened").GetProperty("date").GetString()}\", openedHalf: {flag.GetProperty("opened").GetProperty("half").GetString()}, confirmed: {(confirmed ? "true" : "false")}, text: \"{text}\" }})";

    private async Task<IReadOnlyList<string?>> LackingAsync(string caller, string id) =>
        [
            .. (await _cases.ReadAsync(caller, id, "missingSteps { step why dueOn }"))
                .GetProperty("missingSteps")
                .EnumerateArray()
                .Select(step => step.GetProperty("step").GetString()),
        ];

    private async Task<IReadOnlyList<string?>> OverdueAsync(string caller)
    {
        var answer = await SmallSchool.AskAsync(_city.Clients[caller], "{ overdueAgencyAnswers { agency case { id } } }");
        Assert.True(answer.Codes.Count == 0, answer.Text);
        return [.. answer.Data.GetProperty("overdueAgencyAnswers").EnumerateArray().Select(row => row.GetProperty("agency").GetString())];
    }

    private static string Explain(string id, string step, string on) =>
        $"explainStep(input: {{ case: \"{id}\", step: {step}, reason: \"The family is abroad until then.\", lookAgainOn: \"{on}\" }})";

    private static string? Due(JsonElement read, string item) =>
        read.GetProperty("due")
            .EnumerateArray()
            .Where(due => due.GetProperty("item").GetString() == item)
            .Select(due => due.GetProperty("on").GetString())
            .SingleOrDefault();

    private async Task<JsonElement> PupilAsync(string caller, string fields)
    {
        var answer = await SmallSchool.AskAsync(_city.Clients[caller], $"{{ pupil(id: \"{_city.Ids[AccessCity.Ann]}\") {{ {fields} }} }}");
        Assert.True(answer.Codes.Count == 0, answer.Text);
        return answer.Data.GetProperty("pupil");
    }

    private async Task PostAsync(DateOnly day, string half, object mark)
    {
        using var answer = await _city
            .Clients["SchoolKey"]
            .PostAsJsonAsync(
                $"/api/v1/schools/{AccessCity.School}/registers/{SmallSchool.Text(day)}/{half}",
                new { marks = new[] { mark } }
            );
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
    }
}
