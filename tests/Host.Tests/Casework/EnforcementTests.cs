using System.Text.Json;
using Attendance.Access.Contracts;
using Attendance.Host.Tests.GraphQL;
using Attendance.SharedKernel.Data;
using Attendance.TestSupport;
using Xunit;

namespace Attendance.Host.Tests.Casework;

/// <summary>Enforcement over GraphQL, each in its own year's law, from posted marks to its end.</summary>
public sealed class EnforcementTests
{
    private const string Eve = "parent: \"Eve Archer\"";

    [Theory]
    [InlineData(DatabaseProvider.Sqlite)]
    [InlineData(DatabaseProvider.Postgres)]
    [Trait("Row", "S81")]
    [Trait("Row", "S82")]
    [Trait("Row", "S107")]
    [Trait("Row", "S131")]
    public async Task Warning_notice_and_paid_at_the_low_rate_of_2007(DatabaseProvider provider)
    {
        await using var city = await EnforcementCity.StartAsync(2006, provider);
        var child = await city.ChildAsync();
        var period = Period(city);
        Assert.Equal(["support-offered", "support-tried"], await child.TryAsync("WARN", $"track: PENALTY_NOTICE, {Eve}, {period}"));
        await child.PrepareAsync();
        await child.StepAsync("WARN", $"track: PENALTY_NOTICE, {Eve}, {period}");
        Assert.Equal("WARNED", await child.StageAsync(1));
        // Fifteen school days from Monday 18 September 2006.
        Assert.Equal("2006-10-09", (await child.MatterAsync(1, "watchUntil")).GetString());
        Assert.Contains("watch-over", await child.TryAsync("ISSUE_NOTICE", $"matter: 1, {period}"));

        // An unauthorised morning in the period shows.
        await child.MarkAsync(city.Today.AddDays(1), city.Today.AddDays(1), "O");
        Assert.Equal(1, (await child.MatterAsync(1, "watchAbsences { date }")).GetArrayLength());
        city.GoTo(new DateOnly(2006, 10, 10));
        Assert.Equal([], await child.TryAsync("ISSUE_NOTICE", $"matter: 1, {period}, receivedOn: \"2006-10-10\""));
        // Whoever proposed cannot approve; a second person can.
        Assert.Equal("WARNED", await child.StageAsync(1));
        Assert.True((await child.ReadAsync("proposals { mine }")).GetProperty("proposals")[0].GetProperty("mine").GetBoolean());
        await child.DoAsync(city.Manager, $$"""approveEnforcementStep(input: { case: "{{child.Case}}", matter: 1, approves: true })""");
        var notice = await child.MatterAsync(1, "notice { number low lowUntil high highUntil proceedingsFrom }");
        Assert.Equal(
            "2006/0000 50 2006-11-06 100 2006-11-20 2006-11-21",
            $"{notice.GetProperty("number").GetString()![..9]} {notice.GetProperty("low")} {notice.GetProperty("lowUntil")} {notice.GetProperty("high")} {notice.GetProperty("highUntil")} {notice.GetProperty("proceedingsFrom")}"
        );
        Assert.Equal(["low-rate"], await child.TryAsync("PAY_LOW_RATE", "matter: 1, amount: 40"));
        city.GoTo(new DateOnly(2006, 11, 6));
        await child.StepAsync("PAY_LOW_RATE", "matter: 1, amount: 50");
        Assert.Equal("PAID_LOW", await child.StageAsync(1));
        // What was paid for cannot be prosecuted.
        Assert.Contains(
            "not-paid-for",
            await child.TryAsync("DECIDE_TO_PROSECUTE", $"track: PROSECUTION, {Eve}, {period}, offence: FAILS_TO_ATTEND")
        );
        Assert.Equal(
            [],
            await child.TryAsync("DECIDE_TO_PROSECUTE", $"track: PROSECUTION, parent: \"Tom Archer\", {period}, offence: FAILS_TO_ATTEND")
        );
    }

    [Fact]
    [Trait("Row", "S207")]
    public async Task The_police_warn_and_issue_too_and_no_absence_is_noticed_twice_by_whomever()
    {
        await using var city = await EnforcementCity.StartAsync(2006);
        var child = await city.ChildAsync();
        var period = Period(city);
        await child.PrepareAsync();
        await child.StepAsync("WARN", $"track: PENALTY_NOTICE, {Eve}, {period}, issuer: POLICE");
        Assert.Equal("POLICE", (await child.MatterAsync(1, "issuer")).GetString());
        // What the police gave they gave: no letter of the authority waits.
        Assert.Equal("[]", (await child.ReadLettersAsync()).GetRawText());
        // The authority and the head cannot warn for the same absence, and are told which warning there is; the other parent is another matter.
        foreach (var issuer in new[] { "AUTHORITY", "HEAD", "POLICE" })
        {
            var refused = await child.SayAsync("WARN", $"track: PENALTY_NOTICE, {Eve}, {period}, issuer: {issuer}");
            Assert.Contains(
                $"The warning of {city.Today:d MMMM yyyy} by the police covers absence from",
                refused,
                StringComparison.Ordinal
            );
        }
        Assert.Equal([], await child.TryAsync("WARN", $"track: PENALTY_NOTICE, parent: \"Tom Archer\", {period}"));
        await child.MarkAsync(city.Today.AddDays(1), city.Today.AddDays(1), "O");
        city.GoTo(new DateOnly(2006, 10, 10));
        await child.StepAsync("ISSUE_NOTICE", $"matter: 1, {period}, issuer: HEAD, receivedOn: \"2006-10-10\"");
        Assert.Equal("HEAD", (await child.MatterAsync(1, "issuer")).GetString());
        var number = (await child.MatterAsync(1, "notice { number }")).GetProperty("number").GetString();
        var twice = await child.SayAsync("WARN", $"track: PENALTY_NOTICE, {Eve}, {period}, issuer: POLICE");
        Assert.Contains(
            $"Penalty notice {number} of 10 October 2006 by the head teacher covers absence from",
            twice,
            StringComparison.Ordinal
        );
        // A later absence is another one.
        var later = $"from: \"{city.Today:yyyy-MM-dd}\", to: \"{city.Today:yyyy-MM-dd}\"";
        await child.MarkAsync(city.Today, city.Today, "O");
        await child.StepAsync("WARN", $"track: PENALTY_NOTICE, {Eve}, {later}, issuer: POLICE");
        var figures = await SmallSchool.AskAsync(
            city.Manager,
            "{ agency(id: \"police\") { responsibilities { row figures { name count } } } }"
        );
        Assert.Contains("""{"name":"Formal warnings by the police this year","count":1}""", figures.Text, StringComparison.Ordinal);
        Assert.Contains(
            "by the head teacher",
            (await child.ReadAsync("matters { steps { text } }")).GetRawText(),
            StringComparison.Ordinal
        );
    }

    [Fact]
    [Trait("Row", "S79")]
    [Trait("Row", "S10")]
    [Trait("Row", "S126")]
    [Trait("Row", "S214")]
    [Trait("Row", "S224")]
    [Trait("Row", "S80")]
    [Trait("Row", "S82")]
    [Trait("Row", "S112")]
    public async Task A_notice_of_2025_is_unpaid_by_itself_on_its_day_prosecuted_and_fined()
    {
        await using var city = await EnforcementCity.StartAsync(2025);
        var child = await city.ChildAsync();
        await child.PrepareAsync();
        var period = Period(city);
        var until = city.Today.AddDays(28).ToString("yyyy-MM-dd");
        await child.StepAsync(
            "REQUIRE_IMPROVEMENT",
            $"track: PENALTY_NOTICE, {Eve}, {period}, until: \"{until}\", words: \"Breakfast club and a mentor.\""
        );
        await child.MarkAsync(city.Today.AddDays(1), city.Today.AddDays(1), "O");
        await child.StepAsync("ISSUE_NOTICE", $"matter: 1, {period}, receivedOn: \"{city.Today:yyyy-MM-dd}\"");
        Assert.Equal(80, (await child.MatterAsync(1, "notice { low }")).GetProperty("low").GetInt32());
        // Day 28 is still a day of payment; on day 29 the law ends it without anybody's doing.
        city.GoTo(city.Today.AddDays(27));
        Assert.Equal(["payment-over"], await child.TryAsync("END_PAYMENT", "matter: 1"));
        city.GoTo(city.Today.AddDays(1));
        await child.AwaitAsync(1, "UNPAID");

        await child.StepAsync("PROSECUTE", "matter: 1, offence: FAILS_TO_ATTEND");
        Assert.Equal(("PROSECUTED", "DECIDED"), (await child.StageAsync(1), await child.StageAsync(2)));
        var hearing = city.Today.AddDays(21);
        await child.StepAsync("SUMMON", $"matter: 2, hearing: \"{hearing:yyyy-MM-dd}\"");
        var list = await SmallSchool.AskAsync(
            city.Manager,
            $$"""{ courtList(on: "{{hearing:yyyy-MM-dd}}") { parentName title pupil { upn } } }"""
        );
        Assert.Equal(child.Upn, list.Data.GetProperty("courtList")[0].GetProperty("pupil").GetProperty("upn").GetString());
        // Nobody out of scope sees that there is a hearing, or counts the child in a balance.
        var stranger = city.ClientOf(await city.Host.EmployAsync(Role.WelfareOfficer));
        foreach (
            var query in new[]
            {
                $$"""{ courtList(on: "{{hearing:yyyy-MM-dd}}") { caseId } }""",
                $$"""{ courtList: enforcementBalance(from: "{{city.First:yyyy-MM-dd}}", to: "{{hearing:yyyy-MM-dd}}", by: SCHOOL) { name children } }""",
            }
        )
            Assert.DoesNotContain(
                (await SmallSchool.AskAsync(stranger, query)).Data.GetProperty("courtList").EnumerateArray(),
                row => !row.TryGetProperty("children", out var children) || children.GetInt32() > 0
            );
        Assert.Equal(["hearing-came"], await child.TryAsync("HEAR", "matter: 2, words: \"Guilty plea.\""));
        city.GoTo(hearing);
        await child.StepAsync("HEAR", "matter: 2, words: \"Guilty plea.\"");
        await child.StepAsync("RECORD_FINE", "matter: 2, amount: 1200, costs: 150");
        Assert.Equal("FINED", await child.StageAsync(2));
        var steps = await child.MatterAsync(2, "steps { warning by }");
        Assert.Contains("above the maximum of £1000", steps[steps.GetArrayLength() - 1].GetProperty("warning").GetString());
        await The_outcome_report_adds_up_to_the_matters_with_sums_and_times(city);
    }

    [Fact]
    [Trait("Row", "S83")]
    [Trait("Row", "S127")]
    public async Task A_fast_track_reaches_court_in_twelve_weeks_and_steps_are_skipped_only_with_a_reason()
    {
        await using var city = await EnforcementCity.StartAsync(2006);
        var child = await city.ChildAsync();
        await child.ConsiderAsync("SUPPORT_OFFERED");
        await child.ConsiderAsync("SUPPORT_EFFECT", "NOT_TAKEN_UP");
        var start = $"track: FAST_TRACK, {Eve}, {Period(city)}";
        Assert.Equal(["letter-sent", "home-visited"], await child.TryAsync("ENTER_FAST_TRACK", start));
        // Skipped: refused without a reason, and by approval with one.
        var skip = $"{start}, override: [\"home-visited\", \"letter-sent\"]";
        Assert.Equal(["text-missing"], await child.TryAsync("ENTER_FAST_TRACK", skip));
        await child.StepAsync("ENTER_FAST_TRACK", $"{skip}, overrideReason: \"The family moved; both were done by the old school.\"");
        var entry = city.Today;
        Assert.Equal(entry.AddDays(84).ToString("yyyy-MM-dd"), (await child.MatterAsync(1, "courtBy")).GetString());
        var told = await child.MatterAsync(1, "steps { text }");
        Assert.Contains(
            "Overridden by approval: home-visited, letter-sent, because The family moved",
            told[0].GetProperty("text").GetString()
        );

        await child.StepAsync("HOLD_PANEL", "matter: 1, words: \"Targets agreed.\"");
        var plan = city.Today.AddDays(28);
        await child.StepAsync("AGREE_ACTION_PLAN", $"matter: 1, until: \"{plan:yyyy-MM-dd}\", words: \"Every morning.\"");
        Assert.Equal(["wait-over"], await child.TryAsync("REVIEW", "matter: 1, words: \"x\""));
        city.GoTo(plan.AddDays(1));
        await child.StepAsync("REVIEW", "matter: 1, words: \"No change.\"");
        await child.ConsiderAsync("SUPERVISION_ORDER_CONSIDERED");
        await child.ConsiderAsync("LEGAL_SIGN_OFF", by: city.Lawyer);
        var hearing = entry.AddDays(80);
        var period = $"from: \"{city.First:yyyy-MM-dd}\", to: \"{city.Today:yyyy-MM-dd}\"";
        await child.StepAsync("SUMMON", $"matter: 1, {period}, offence: KNOWINGLY_FAILS_TO_ATTEND, hearing: \"{hearing:yyyy-MM-dd}\"");
        Assert.False((await child.MatterAsync(1, "courtOverdue")).GetBoolean());
        city.GoTo(hearing);
        await child.StepAsync("HEAR", "matter: 1, words: \"Found guilty.\"");
        await child.StepAsync("RECORD_DISCHARGE", "matter: 1, words: \"Conditional discharge of twelve months.\"");
        Assert.Equal("DISCHARGED", await child.StageAsync(1));
    }

    [Fact]
    [Trait("Row", "S82")]
    [Trait("Row", "S80")]
    public async Task A_deadline_that_passes_while_no_server_runs_fires_when_one_starts_and_lawyers_get_the_case_when_enforcement_is_considered()
    {
        var database = await TestDatabase.CreateAsync(DatabaseProvider.Sqlite);
        await using var city = await EnforcementCity.StartAsync(2006, database: database);
        var child = await city.ChildAsync();
        var period = Period(city);
        var read = $"{{ case(id: \"{child.Case}\") {{ id }} }}";
        await child.ConsiderAsync("SUPPORT_OFFERED");
        Assert.Equal(["NOT_FOUND"], (await SmallSchool.AskAsync(city.Lawyer, read)).Codes);
        await child.PrepareAsync();
        Assert.Empty((await SmallSchool.AskAsync(city.Lawyer, read)).Codes);
        await child.StepAsync("WARN", $"track: PENALTY_NOTICE, {Eve}, {period}");
        await child.MarkAsync(city.Today.AddDays(1), city.Today.AddDays(1), "O");
        city.GoTo(new DateOnly(2006, 10, 10));
        await child.StepAsync("ISSUE_NOTICE", $"matter: 1, {period}, receivedOn: \"2006-10-10\"");
        Assert.Equal("NOTICE_ISSUED", await child.StageAsync(1));
        // The time for payment ends on 20 November, while no server runs.
        await city.RestartAsync(new DateOnly(2006, 11, 22));
        await child.AwaitAsync(1, "UNPAID");
    }

    [Fact]
    [Trait("Row", "S84")]
    [Trait("Row", "S108")]
    [Trait("Row", "S128")]
    public async Task A_supervision_order_is_made_extended_and_breached()
    {
        await using var city = await EnforcementCity.StartAsync(2006);
        var child = await city.ChildAsync();
        await child.ConsiderAsync("SUPPORT_OFFERED");
        await child.StepAsync("CONSIDER_ORDER", $"track: SUPERVISION_ORDER, {Eve}, words: \"Mother wants help.\"");
        var hearing = city.Today.AddDays(14);
        var apply = $"matter: 1, hearing: \"{hearing:yyyy-MM-dd}\", words: \"In her best interest: a supervisor helps the mother.\"";
        Assert.Equal(["social-services-consulted"], await child.TryAsync("APPLY_FOR_ORDER", apply));
        await child.ConsiderAsync("SOCIAL_SERVICES_CONSULTED");
        await child.StepAsync("APPLY_FOR_ORDER", apply);
        city.GoTo(hearing);
        await child.StepAsync("MAKE_ORDER", "matter: 1");
        var end = hearing.AddYears(1).AddDays(-1);
        Assert.Equal(end.ToString("yyyy-MM-dd"), (await child.MatterAsync(1, "orderTo")).GetString());

        var due = city.Today.AddDays(7).ToString("yyyy-MM-dd");
        await child.StepAsync("GIVE_DIRECTION", $"matter: 1, until: \"{due}\", words: \"Bring her to the gate.\"");
        city.GoTo(city.Today.AddDays(8));
        // A direction whose day has passed prompts.
        Assert.True((await child.MatterAsync(1, "directions { overdue }"))[0].GetProperty("overdue").GetBoolean());
        await child.StepAsync("RECORD_FAILURE", "matter: 1, direction: 1, words: \"Not seen.\"");
        await child.ConsiderAsync("LEGAL_SIGN_OFF", by: city.Lawyer);
        Assert.Equal(["persistent-failure"], await child.TryAsync("RECORD_BREACH", "matter: 1, words: \"x\""));

        Assert.Equal(["extension-time"], await child.TryAsync("EXTEND_ORDER", $"matter: 1, until: \"{end.AddYears(1):yyyy-MM-dd}\""));
        city.GoTo(end.AddMonths(-2));
        await child.StepAsync("EXTEND_ORDER", $"matter: 1, until: \"{end.AddYears(1):yyyy-MM-dd}\"");
        Assert.Equal(end.AddYears(1).ToString("yyyy-MM-dd"), (await child.MatterAsync(1, "orderTo")).GetString());
        await child.StepAsync(
            "GIVE_DIRECTION",
            $"matter: 1, until: \"{city.Today.AddDays(7):yyyy-MM-dd}\", words: \"Meet the supervisor.\""
        );
        city.GoTo(city.Today.AddDays(8));
        await child.StepAsync("RECORD_FAILURE", "matter: 1, direction: 2, words: \"Did not come.\"");
        await child.StepAsync("RECORD_BREACH", "matter: 1, words: \"Persistent failure without an excuse.\"");
        Assert.Equal(("BREACHED", "DECIDED"), (await child.StageAsync(1), await child.StageAsync(2)));
        Assert.Equal("Children Act 1989 sch 3 para 18", (await child.MatterAsync(2, "offence")).GetString());
    }

    [Fact]
    [Trait("Row", "S99")]
    public async Task Blocked_because_support_was_not_offered_then_released_by_an_approved_override_which_the_balance_counts()
    {
        await using var city = await EnforcementCity.StartAsync(2025);
        var child = await city.ChildAsync();
        var warn = $"track: PENALTY_NOTICE, {Eve}, {Period(city)}";
        var options = (await child.ReadAsync("beginnings { track options { step obstacles { code reason mayBeOverridden } } }"))
            .GetProperty("beginnings")
            .EnumerateArray()
            .First(track => track.GetProperty("track").GetString() == "PENALTY_NOTICE")
            .GetProperty("options")[0];
        Assert.Equal("WARN", options.GetProperty("step").GetString());
        Assert.Equal("No support has been offered to the family.", options.GetProperty("obstacles")[0].GetProperty("reason").GetString());
        Assert.Equal(["support-offered", "support-tried"], await child.TryAsync("WARN", warn));
        var forced = $"{warn}, override: [\"support-offered\", \"support-tried\"], overrideReason: \"Father is abroad with her.\"";
        Assert.Equal([], await child.TryAsync("WARN", forced));
        Assert.Empty((await child.ReadAsync("matters { number }")).GetProperty("matters").EnumerateArray());
        // The officer has no right to approve, and the manager can refuse with a reason.
        var approve = $$"""approveEnforcementStep(input: { case: "{{child.Case}}", matter: 1, approves: true }) { problems { code } }""";
        Assert.Equal(["FORBIDDEN"], (await SmallSchool.AskAsync(city.Officer, $"mutation {{ {approve} }}")).Codes);
        await child.DoAsync(
            city.Manager,
            $$"""approveEnforcementStep(input: { case: "{{child.Case}}", matter: 1, approves: false, reason: "Write to him first." })"""
        );
        Assert.Equal([], await child.TryAsync("WARN", forced));
        await child.DoAsync(city.Manager, $$"""approveEnforcementStep(input: { case: "{{child.Case}}", matter: 1, approves: true })""");
        Assert.Equal("WARNED", await child.StageAsync(1));

        var from = city.Today;
        var second = await city.ChildAsync("Ben", "sen");
        await second.PrepareAsync();
        await second.StepAsync("WARN", $"track: PENALTY_NOTICE, {Eve}, from: \"{from:yyyy-MM-dd}\", to: \"{city.Today:yyyy-MM-dd}\"");
        var report = await SmallSchool.AskAsync(
            city.Manager,
            $$"""{ enforcementBalance(from: "{{city.First:yyyy-MM-dd}}", to: "{{city.Today:yyyy-MM-dd}}", by: GROUP) { name support enforcement children } }"""
        );
        Assert.Equal(["Everybody 1 2 2", "sen 1 1 1"], report.Data.GetProperty("enforcementBalance").EnumerateArray().Select(Row));

        static string Row(JsonElement row) =>
            $"{row.GetProperty("name").GetString()} {row.GetProperty("support")} {row.GetProperty("enforcement")} {row.GetProperty("children")}";
    }

    [Fact]
    [Trait("Row", "S121")]
    public async Task A_correction_drops_what_was_not_sent_and_asks_for_a_decision_about_what_was()
    {
        await using var city = await EnforcementCity.StartAsync(2006);
        var child = await city.ChildAsync();
        await child.PrepareAsync();
        var period = Period(city);
        await child.StepAsync("WARN", $"track: PENALTY_NOTICE, {Eve}, {period}");
        Assert.Equal(
            [],
            await child.TryAsync(
                "WARN",
                $"track: PENALTY_NOTICE, parent: \"Tom Archer\", {period}, override: [\"support-tried\"], overrideReason: \"x\""
            )
        );
        // The first morning was an illness after all. (A watch begins some seconds after it is asked for.)
        await city.AwaitWatchAsync(child.Id);
        await child.MarkAsync(city.First, city.First, "I", "a note came");
        for (var tries = 0; (await child.MatterAsync(1, "changed { gone new }")).ValueKind is JsonValueKind.Null; tries++)
        {
            Assert.True(tries < 600, "The correction did not reach the matter.");
            await Task.Delay(100);
        }
        var changed = await child.MatterAsync(1, "changed { gone new }");
        Assert.Equal($"{city.First:yyyy-MM-dd} AM", Assert.Single(changed.GetProperty("gone").EnumerateArray()).GetString());
        Assert.Empty(changed.GetProperty("new").EnumerateArray());
        Assert.Empty((await child.ReadAsync("proposals { matter }")).GetProperty("proposals").EnumerateArray());

        await child.DoAsync(
            city.Officer,
            $$"""judgeChangedEvidence(input: { case: "{{child.Case}}", matter: 1, reason: "Nine are enough." })"""
        );
        Assert.Equal(JsonValueKind.Null, (await child.MatterAsync(1, "changed { gone }")).ValueKind);
        Assert.Equal(9, (await child.MatterAsync(1, "evidenceHalfDays")).GetInt32());

        // A case whose matter runs is not closed: nobody would watch its clocks.
        var closing = await SmallSchool.AskAsync(
            city.Officer,
            $$"""mutation { closeCase(input: { case: "{{child.Case}}", outcome: IMPROVED, reason: "x", childView: "x" }) { problems { code } } }"""
        );
        Assert.Contains("matter-running", closing.Text);
    }

    [Fact]
    [Trait("Row", "S85")]
    [Trait("Row", "S111")]
    [Trait("Row", "S131")]
    public async Task Parenting_contract_and_order_are_recorded_and_a_breach_goes_to_court()
    {
        await using var city = await EnforcementCity.StartAsync(2006);
        var child = await city.ChildAsync();
        await child.PrepareAsync();
        var until = city.Today.AddMonths(3).ToString("yyyy-MM-dd");
        await child.StepAsync("OFFER_CONTRACT", $"track: PARENTING_CONTRACT, {Eve}, words: \"She brings her; the school greets her.\"");
        await child.StepAsync("AGREE_CONTRACT", $"matter: 1, until: \"{until}\", words: \"Both signed.\"");
        await child.StepAsync("BREAK_CONTRACT", "matter: 1, words: \"Three missed weeks.\"");

        // In 2006 only a court can make an order; the authority's own application waits for September 2007.
        var hearing = city.Today.AddDays(10);
        Assert.Equal(
            ["parenting-order-power"],
            await child.TryAsync("APPLY_FOR_ORDER", $"track: PARENTING_ORDER, {Eve}, hearing: \"{hearing:yyyy-MM-dd}\", words: \"x\"")
        );
        var make = $"track: PARENTING_ORDER, {Eve}, until: \"{until}\", onConviction: true, words: \"Weekly programme.\"";
        Assert.Equal(["parenting-order-power"], await child.TryAsync("MAKE_ORDER", make));
        await child.StepAsync("DECIDE_TO_PROSECUTE", $"track: PROSECUTION, {Eve}, {Period(city)}, offence: KNOWINGLY_FAILS_TO_ATTEND");
        await child.StepAsync("SUMMON", $"matter: 2, hearing: \"{hearing:yyyy-MM-dd}\"");
        city.GoTo(hearing);
        await child.StepAsync("HEAR", "matter: 2, words: \"Guilty.\"");
        await child.StepAsync("RECORD_FINE", "matter: 2, amount: 200");
        await child.StepAsync("MAKE_ORDER", make);
        Assert.Equal(until, (await child.MatterAsync(3, "orderTo")).GetString());
        await child.StepAsync("RECORD_BREACH", "matter: 3, words: \"Did not attend the programme.\"");
        Assert.Equal("Crime and Disorder Act 1998 s9(7)", (await child.MatterAsync(4, "offence")).GetString());
    }

    /// <summary>Two matters: the notice, and the prosecution that came of it.</summary>
    private static async Task The_outcome_report_adds_up_to_the_matters_with_sums_and_times(EnforcementCity city)
    {
        var report = await SmallSchool.AskAsync(
            city.Manager,
            $$"""{ enforcementOutcomes(from: "{{city.First:yyyy-MM-dd}}", to: "{{city.Today:yyyy-MM-dd}}") { title stands school matters amount costs daysToCourt lateInCourt } }"""
        );
        Assert.Equal(
            [
                "Penalty notice, Prosecuted, 3552007: 1, £0, £0,  days, 0 late",
                "Prosecution, Fined, 3552007: 1, £1200, £150, 50 days, 0 late",
            ],
            report
                .Data.GetProperty("enforcementOutcomes")
                .EnumerateArray()
                .Select(row =>
                    $"{row.GetProperty("title")}, {row.GetProperty("stands")}, {row.GetProperty("school")}: {row.GetProperty("matters")}, £{row.GetProperty("amount")}, £{row.GetProperty("costs")}, {row.GetProperty("daysToCourt")} days, {row.GetProperty("lateInCourt")} late"
                )
        );
    }

    private static string Period(EnforcementCity city) => $"from: \"{city.First:yyyy-MM-dd}\", to: \"{city.First.AddDays(11):yyyy-MM-dd}\"";
}
