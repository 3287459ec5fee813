using System.Text.Json;
using Attendance.Access.Contracts;
using Attendance.Host.Tests.Access;
using Attendance.Host.Tests.GraphQL;
using Xunit;

namespace Attendance.Host.Tests.Casework;

/// <summary>From an allocated case to a plan that is tracked, reviewed, revised and closed, over GraphQL; and what the school and the family see of it.</summary>
public sealed class PlanJourneyTests : IAsyncLifetime
{
    private const string Secret = "Her father came back to the house.";

    private AccessCity _city = null!;
    private CaseClient _cases = null!;
    private string _case = "";

    public async ValueTask InitializeAsync()
    {
        _city = await AccessCity.StartAsync();
        _cases = new CaseClient(_city);
        _case = _city.Cases[AccessCity.Ann];
        await _cases.AllocateAsync(_case, _city.People[nameof(Role.WelfareOfficer)]);
    }

    public ValueTask DisposeAsync() => _city.DisposeAsync();

    [Fact]
    [Trait("Row", "S70")]
    [Trait("Row", "S71")]
    [Trait("Row", "S72")]
    [Trait("Row", "S31")]
    [Trait("Row", "S35")]
    [Trait("Row", "S76")]
    public async Task A_plan_needs_an_assessment_is_tracked_on_each_mark_reviewed_revised_and_closed_and_everybody_reads_their_own_rendering()
    {
        Assert.Equal("assessment-missing", await ProblemAsync(Plan("changes: null")));
        Assert.Equal(
            "child-view-missing",
            await ProblemAsync(
                $"recordAssessment(input: {{ case: \"{_case}\", factors: [{{ factor: FAMILY, source: \"school\" }}], summary: \"x\", parentViewsMissing: \"No answer.\" }})"
            )
        );
        await DoAsync(
            $"recordAssessment(input: {{ case: \"{_case}\", factors: [{{ factor: FAMILY, source: \"school\" }}, {{ factor: BULLYING, source: \"Ann\" }}], summary: \"{Secret}\", childView: \"I am afraid to leave mum alone.\", parentViewsMissing: \"Did not open the door.\", agencies: [{{ name: \"Health\", part: \"school nurse\" }}] }})"
        );
        var assessed = await ReadAsync("stage assessment { childView factors { factor } } suggestions { catalogue why }");
        Assert.Equal("ASSESSED", assessed.GetProperty("stage").GetString());
        Assert.Contains("family", assessed.GetProperty("suggestions")[0].GetProperty("why").GetString(), StringComparison.Ordinal);

        Assert.Equal("support-missing", await ProblemAsync(Plan("").Replace("support: true", "support: false", StringComparison.Ordinal)));
        await DoAsync(Plan(""));
        var plan = (
            await ReadAsync("stage due { item on } plan { version actions { number support done } targets { possible attended state } }")
        );
        Assert.Equal("PLANNED", plan.GetProperty("stage").GetString());
        // 18 half-days missed and 2 attended until 15 September; then Ann comes in on a Monday morning, and the plan knows at once.
        Assert.Equal((20, 2, "MISSED"), Target(plan));
        await new SmallSchoolDoor(_city).MarkAsync(new DateOnly(2006, 9, 18), AccessCity.Ann, "/");
        Assert.Equal((21, 3, "MISSED"), Target(await ReadAsync("plan { targets { possible attended state } }")));

        await DoAsync($"signPlan(input: {{ case: \"{_case}\", party: PARENT, name: \"Mother\", agreed: true }})");
        await DoAsync($"settlePlanAction(input: {{ case: \"{_case}\", number: 2, done: true, note: \"First visit made.\" }})");
        Assert.Equal(
            "action-unknown",
            await ProblemAsync($"settlePlanAction(input: {{ case: \"{_case}\", number: 2, done: true, note: \"Again.\" }})")
        );
        Assert.DoesNotContain("action/2", Items(await ReadAsync("due { item on }")));

        // The same case, in the renderings of the school and of the family.
        var office = await PupilAsync(
            nameof(Role.SchoolOffice),
            "caseFeedback { stage workerName schoolActions nextReview entries { text } } openCase { id } planCopy { aim }"
        );
        Assert.Equal(
            ["Keep a seat at breakfast, by 30 November 2006."],
            office.GetProperty("caseFeedback").GetProperty("schoolActions").EnumerateArray().Select(text => text.GetString())
        );
        Assert.Equal("2006-12-15", office.GetProperty("caseFeedback").GetProperty("nextReview").GetString());
        Assert.DoesNotContain(Secret, office.GetRawText(), StringComparison.Ordinal);
        Assert.DoesNotContain("afraid", office.GetRawText(), StringComparison.Ordinal);
        Assert.Equal(
            (JsonValueKind.Null, JsonValueKind.Null),
            (office.GetProperty("openCase").ValueKind, office.GetProperty("planCopy").ValueKind)
        );
        var parent = await PupilAsync(
            nameof(Role.Parent),
            "planCopy { targets family support others review contact } caseFeedback { stage } openCase { id }"
        );
        var copy = parent.GetProperty("planCopy");
        Assert.Equal(
            "Come to at least 9 of every 10 half-days of school from 1 August to 22 October 2006.",
            copy.GetProperty("targets")[0].GetString()
        );
        Assert.Equal("Mother: Bring Ann to the gate, by 30 November 2006.", copy.GetProperty("family")[0].GetString());
        Assert.Equal("We look at the plan together on Friday 15 December 2006.", copy.GetProperty("review").GetString());
        Assert.DoesNotContain(Secret, parent.GetRawText(), StringComparison.Ordinal);
        Assert.Equal(JsonValueKind.Null, parent.GetProperty("caseFeedback").ValueKind);

        // A review is not closed without the child's view and what it changed.
        Assert.Equal(
            "child-view-missing",
            await ProblemAsync($"reviewPlan(input: {{ case: \"{_case}\", outcome: REVISE, notes: \"x\" }})")
        );
        Assert.Equal(
            "child-changed-missing",
            await ProblemAsync($"reviewPlan(input: {{ case: \"{_case}\", outcome: REVISE, notes: \"x\", childView: \"Better.\" }})")
        );
        await DoAsync(
            $"reviewPlan(input: {{ case: \"{_case}\", outcome: REVISE, notes: \"Mornings are hard.\", childView: \"Better with breakfast.\", childChanged: \"Breakfast goes on.\" }})"
        );
        await DoAsync(Plan("changes: \"Breakfast goes on.\"").Replace("aim: \"Back", "aim: \"Stay", StringComparison.Ordinal));
        await DoAsync(
            $"reviewPlan(input: {{ case: \"{_case}\", outcome: CLOSE, notes: \"Comes every day.\", childViewMissing: \"Ill today.\" }})"
        );
        Assert.Equal(
            "child-view-missing",
            await ProblemAsync($"closeCase(input: {{ case: \"{_case}\", outcome: IMPROVED, reason: \"Comes.\" }})")
        );
        var closed = await DoAsync(
            $"closeCase(input: {{ case: \"{_case}\", outcome: IMPROVED, reason: \"Comes every day.\", childView: \"I like it now.\" }})",
            "case { stage plan { version reviews { number } } due { item } }"
        );
        Assert.Equal(
            ("CLOSED", 2, 0),
            (
                closed.GetProperty("case").GetProperty("stage").GetString(),
                closed.GetProperty("case").GetProperty("plan").GetProperty("version").GetInt32(),
                closed.GetProperty("case").GetProperty("due").GetArrayLength()
            )
        );
        // The leader still reads the closed case; nothing can be done in it any more.
        Assert.Equal(
            ["CLOSED"],
            [(await _cases.ReadAsync(nameof(Role.AttendanceLeader), _case, "stage")).GetProperty("stage").GetString()]
        );
        Assert.Equal("case-closed", await ProblemAsync($"tellSchool(input: {{ case: \"{_case}\", text: \"x\" }})"));
    }

    [Fact]
    [Trait("Row", "S9")]
    [Trait("Row", "S77")]
    [Trait("Row", "S78")]
    [Trait("Row", "S125")]
    public async Task Restricted_notes_are_for_those_they_are_for_and_corrections_are_new_entries()
    {
        await DoAsync($"addCaseNote(input: {{ case: \"{_case}\", for: LEGAL, text: \"Counsel says wait.\" }})");
        await DoAsync($"addCaseNote(input: {{ case: \"{_case}\", for: SAFEGUARDING, text: \"Bruise seen.\" }})");
        await DoAsync(
            $"logCaseContact(input: {{ case: \"{_case}\", on: \"2006-10-31\", with: \"mother\", mode: PHONE, result: REACHED, note: \"Will come in.\", agreed: \"Meeting on Monday.\" }})"
        );
        await _cases.DoAsync(nameof(Role.Legal), $"addCaseNote(input: {{ case: \"{_case}\", for: LEGAL, text: \"Reviewed.\" }})");
        foreach (
            var (role, legal, safeguarding) in new[]
            {
                (nameof(Role.WelfareOfficer), true, true),
                (nameof(Role.Legal), true, false),
                (nameof(Role.LocalityManager), false, true),
                (nameof(Role.AttendanceLeader), false, true),
                (nameof(Role.LacManager), false, true),
                (nameof(Role.ReviewingOfficer), false, false),
            }
        )
        {
            var text = (await _cases.ReadAsync(role, _case, "chronology { text }")).GetRawText();
            Assert.True(
                legal == text.Contains("Counsel", StringComparison.Ordinal) && legal == text.Contains("Reviewed", StringComparison.Ordinal),
                role
            );
            Assert.True(safeguarding == text.Contains("Bruise", StringComparison.Ordinal), role);
            Assert.Contains("Meeting on Monday.", text, StringComparison.Ordinal);
            // The file has what the page has.
            var file = await _city.Clients[role].GetStringAsync($"/api/v1/cases/{_case}/chronology");
            Assert.Equal(legal, file.Contains("Counsel says wait.", StringComparison.Ordinal));
            Assert.Equal(safeguarding, file.Contains("Bruise seen.", StringComparison.Ordinal));
            Assert.Contains("WelfareOfficer,contact-logged,case,", file, StringComparison.Ordinal);
        }
        // The caseload asks for what is due first in the case, for who may read it.
        var next = await SmallSchool.AskAsync(
            _city.Clients[nameof(Role.WelfareOfficer)],
            "{ caseload(first: 10) { edges { node { pupil { upn } nextStep { text due } } } } }"
        );
        var line = next
            .Data.GetProperty("caseload")
            .GetProperty("edges")
            .EnumerateArray()
            .Select(edge => edge.GetProperty("node"))
            .Single();
        Assert.Equal(
            (await ReadAsync("due { sentence }")).GetProperty("due")[0].GetProperty("sentence").GetString(),
            line.GetProperty("nextStep").GetProperty("text").GetString()
        );
        var found = (await ReadAsync("chronology(text: \"meeting ON\") { number text by }")).GetProperty("chronology");
        var contact = Assert.Single(found.EnumerateArray());
        Assert.Equal(nameof(Role.WelfareOfficer), contact.GetProperty("by").GetString());
        await DoAsync(
            $"addCaseNote(input: {{ case: \"{_case}\", text: \"It is on Tuesday.\", corrects: {contact.GetProperty("number").GetInt32()} }})"
        );
        Assert.Equal("entry-unknown", await ProblemAsync($"addCaseNote(input: {{ case: \"{_case}\", text: \"x\", corrects: 99 }})"));
        // Liaison falls due again two school weeks later, in the diary of who holds the case.
        var diary = await SmallSchool.AskAsync(
            _city.Clients[nameof(Role.WelfareOfficer)],
            "{ diary(from: \"2006-11-01\", to: \"2006-11-30\", mine: true) { item on childName caseId } }"
        );
        Assert.Contains(
            diary.Data.GetProperty("diary").EnumerateArray(),
            entry =>
                entry.GetProperty("item").GetString() == "liaison"
                && entry.GetProperty("on").GetString() == "2006-11-15"
                && entry.GetProperty("childName").GetString() == "Test Archer"
        );
    }

    [Fact]
    [Trait("Row", "S73")]
    [Trait("Row", "S74")]
    [Trait("Row", "S75")]
    public async Task An_intervention_has_doses_an_outcome_and_what_the_marks_say_and_a_return_is_held_against_the_register()
    {
        var school = new SmallSchoolDoor(_city);
        foreach (var day in SmallSchool.Days(20).Skip(10))
            await school.MarkAsync(day, AccessCity.Ann, "/", "\\");
        await DoAsync(
            $"startIntervention(input: {{ case: \"{_case}\", catalogue: \"home-visit\", from: \"2006-09-15\", purpose: \"Find out why.\" }})"
        );
        await DoAsync($"logIntervention(input: {{ case: \"{_case}\", number: 1, on: \"2006-09-15\", tookPlace: true }})");
        await DoAsync(
            $"logIntervention(input: {{ case: \"{_case}\", number: 1, on: \"2006-09-15\", tookPlace: false, note: \"Nobody in.\" }})"
        );
        await DoAsync($"endIntervention(input: {{ case: \"{_case}\", number: 1, on: \"2006-09-15\", outcome: HELPED, note: \"Comes.\" }})");
        Assert.Equal(
            "intervention-unknown",
            await ProblemAsync($"logIntervention(input: {{ case: \"{_case}\", number: 1, on: \"2006-09-15\", tookPlace: true }})")
        );
        var done = (
            await ReadAsync(
                "interventions { title sessionsHeld sessionsMissed outcome effect { before { possible attended } during { possible attended } after { possible attended } change small } }"
            )
        ).GetProperty("interventions")[0];
        Assert.Equal(
            (1, 1, "HELPED"),
            (
                done.GetProperty("sessionsHeld").GetInt32(),
                done.GetProperty("sessionsMissed").GetInt32(),
                done.GetProperty("outcome").GetString()
            )
        );
        // By hand: nine days of two half-days missed before, one day there, ten days of two half-days after.
        var effect = done.GetProperty("effect");
        Assert.Equal((18, 0), Window(effect, "before"));
        Assert.Equal((2, 2), Window(effect, "during"));
        Assert.Equal((20, 20), Window(effect, "after"));
        Assert.Equal((100m, true), (effect.GetProperty("change").GetDecimal(), effect.GetProperty("small").GetBoolean()));

        await DoAsync(
            $"planReintegration(input: {{ case: \"{_case}\", from: \"2006-09-18\", weeks: [{{ sessions: [{{ day: MONDAY, half: AM }}, {{ day: TUESDAY, half: AM }}] }}], contactPerson: \"Ms Lee\", firstDay: \"Meets at the door.\" }})"
        );
        await DoAsync($"checkFirstDay(input: {{ case: \"{_case}\", came: true, note: \"Smiled.\" }})");
        var back = (await ReadAsync("reintegration { fullTimeFrom came weeks { attended missed wrongCodes } }")).GetProperty(
            "reintegration"
        );
        Assert.Equal(
            ("2006-09-25", true, 2),
            (
                back.GetProperty("fullTimeFrom").GetString(),
                back.GetProperty("came").GetBoolean(),
                back.GetProperty("weeks")[0].GetProperty("attended").GetInt32()
            )
        );

        static (int, int) Window(JsonElement effect, string name) =>
            (effect.GetProperty(name).GetProperty("possible").GetInt32(), effect.GetProperty(name).GetProperty("attended").GetInt32());
    }

    [Fact]
    public async Task A_diary_is_fetched_by_a_secret_address_without_names_until_another_is_made()
    {
        var first = (await FeedAsync("makeDiaryFeed"))!;
        using var stranger = _city.Host.ClientWith(null);
        var text = await stranger.GetStringAsync(first, TestContext.Current.CancellationToken);
        Assert.StartsWith("BEGIN:VCALENDAR\r\n", text, StringComparison.Ordinal);
        Assert.Contains(
            "DTSTART;VALUE=DATE:20061115\r\nDTEND;VALUE=DATE:20061116\r\nSUMMARY:Assess the circumstances.",
            text,
            StringComparison.Ordinal
        );
        Assert.DoesNotContain("Archer", text, StringComparison.Ordinal);
        var second = (await FeedAsync("makeDiaryFeed"))!;
        Assert.Equal(404, await StatusAsync(first));
        Assert.Equal(200, await StatusAsync(second));
        // What it shows follows what its owner may see.
        await _cases.AllocateAsync(_case, _city.People["southofficer"], "Goes on leave.");
        Assert.DoesNotContain(
            "VEVENT",
            await stranger.GetStringAsync(second, TestContext.Current.CancellationToken),
            StringComparison.Ordinal
        );
        Assert.Null(await FeedAsync("endDiaryFeed"));
        Assert.Equal(404, await StatusAsync(second));

        async Task<int> StatusAsync(string path)
        {
            using var answer = await stranger.GetAsync(path, TestContext.Current.CancellationToken);
            return (int)answer.StatusCode;
        }
    }

    private async Task<string?> FeedAsync(string mutation)
    {
        var answer = await SmallSchool.AskAsync(_city.Clients[nameof(Role.WelfareOfficer)], $"mutation {{ {mutation} {{ path }} }}");
        Assert.True(answer.Codes.Count == 0, answer.Text);
        return answer.Data.GetProperty(mutation).GetProperty("path").GetString();
    }

    private string Plan(string more) =>
        $$"""
            makePlan(input: { case: "{{_case}}", aim: "Back in class 4A.", targets: [{ year: "2006/07", halfTerm: AUT_1, percent: 90 }], actions: [
            { party: PARENT, owner: "Mother", what: "Bring Ann to the gate", dueOn: "2006-11-30", support: false },
            { party: KEY_WORKER, owner: "Key worker", what: "Visit each Monday", dueOn: "2006-11-30", support: true },
            { party: SCHOOL, owner: "Class teacher", what: "Keep a seat at breakfast", dueOn: "2006-11-30", support: false }],
            childView: "I want to try." {{more}} })
            """.ReplaceLineEndings(" ");

    private static (int, int, string?) Target(JsonElement node)
    {
        var target = node.GetProperty("plan").GetProperty("targets")[0];
        return (
            target.GetProperty("possible").GetInt32(),
            target.GetProperty("attended").GetInt32(),
            target.GetProperty("state").GetString()
        );
    }

    private static IEnumerable<string?> Items(JsonElement node) =>
        node.GetProperty("due").EnumerateArray().Select(due => due.GetProperty("item").GetString());

    private Task<JsonElement> ReadAsync(string fields) => _cases.ReadAsync(nameof(Role.WelfareOfficer), _case, fields);

    private Task<JsonElement> DoAsync(string mutation, string fields = "case { id }") =>
        _cases.DoAsync(nameof(Role.WelfareOfficer), mutation, fields);

    private Task<string?> ProblemAsync(string mutation) => _cases.ProblemAsync(nameof(Role.WelfareOfficer), mutation);

    private async Task<JsonElement> PupilAsync(string role, string fields)
    {
        var answer = await SmallSchool.AskAsync(_city.Clients[role], $"{{ pupil(upn: \"{AccessCity.Ann.Value}\") {{ {fields} }} }}");
        Assert.True(answer.Codes.Count == 0, answer.Text);
        return answer.Data.GetProperty("pupil");
    }
}
