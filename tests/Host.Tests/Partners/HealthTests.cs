using System.Text.Json;
using Attendance.Access.Contracts;
using Attendance.Host.Tests.GraphQL;
using Attendance.Schools.Contracts;
using Attendance.SharedKernel;
using MediatR;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Attendance.Host.Tests.Partners;

/// <summary>School nursing over the whole Host: care plans and what they soften, training, figures of illness, reviews of looked-after children, meetings and family action.</summary>
[Collection<HealthCityTests>]
public sealed class HealthTests(HealthCity city)
{
    private const int Carter = 2;
    private const int Ellis = 4;

    [Fact]
    [Trait("Row", "S164")]
    public async Task A_medical_care_plan_makes_notices_of_flags_that_rest_on_illness_says_so_and_its_end_restores_them()
    {
        // Thirty days of illness: absent for sixty half-days running is a concern.
        Assert.Equal("CONCERN", await SeverityAsync("CONSEC_ABS", "CONCERN"));
        Assert.Null(await ExceptionAsync("CONSEC_ABS"));
        var child = await city.SharedAsync(city.Nurse, city.HealthAgreement, Carter);
        var plan = new Dictionary<string, object>
        {
            ["agreement"] = city.HealthAgreement,
            ["child"] = child,
            ["condition"] = "Severe asthma.",
            ["actions"] = "Inhaler in the office; call home when it is used twice.",
            ["from"] = "2006-09-04",
            ["reviewOn"] = "2007-09-04",
        };
        Assert.Equal("review-invalid", HealthCity.Problem(await SaveAsync(city.Nurse, new(plan) { ["reviewOn"] = "2007-09-05" })));
        Assert.Equal(["NOT_FOUND"], await HealthCity.RefusedAsync(city.Transport, "saveCarePlan", "SaveCarePlanInput", plan));
        Assert.Equal(
            ["NOT_FOUND"],
            await HealthCity.RefusedAsync(city.Nurse, "saveCarePlan", "SaveCarePlanInput", Own(plan, city.Ids[Carter]))
        );
        Assert.Null(HealthCity.Problem(await SaveAsync(city.Nurse, plan)));
        Assert.Equal("plan-later", HealthCity.Problem(await SaveAsync(city.Office, Own(plan, city.Ids[Carter]))));

        Assert.Equal("NOTICE", await SeverityAsync("CONSEC_ABS", "NOTICE"));
        Assert.Equal("NOTICE", await SeverityAsync("ATTENDANCE_BAND", "NOTICE"));
        var exception = await ExceptionAsync("CONSEC_ABS");
        Assert.Equal(
            "Medical care plan (school nursing, from 4 September 2006): 60 of the 60 half-days are illness or appointments under it. Without them this would not ask for concern, so it is a notice.",
            exception
        );
        await VerifyAsync();
        // The school follows the plan; the words are its and the nurse's alone.
        Assert.Contains("Severe asthma.", await PlansAsync(city.Office), StringComparison.Ordinal);
        Assert.Equal("null", await PlansAsync(city.Leader));
        var shared = (
            await HealthCity.AskAsync(city.Nurse, "{ healthChildren { child carePlans { condition holds overdue } } }")
        ).ToString();
        Assert.Contains("""{"condition":"Severe asthma.","holds":true,"overdue":false}""", shared, StringComparison.Ordinal);

        // After its end illness counts in full: half of it lies beyond.
        var ended = await HealthCity.DoAsync(
            city.Office,
            "endCarePlan",
            "EndCarePlanInput",
            new { lastDay = "2006-09-22", pupil = city.Ids[Carter] },
            "id"
        );
        Assert.Null(HealthCity.Problem(ended));
        Assert.Equal("CONCERN", await SeverityAsync("CONSEC_ABS", "CONCERN"));
        Assert.Null(await ExceptionAsync("CONSEC_ABS"));
        await VerifyAsync();

        var trained = new
        {
            school = city.School.Laestab.ToString(),
            topic = "ASTHMA",
            heldOn = "2006-10-02",
            renewOn = "2007-10-02",
            staff = 12,
            trainer = "School nurse",
        };
        Assert.Null(
            HealthCity.Problem(await HealthCity.DoAsync(city.Nurse, "recordMedicalTraining", "RecordMedicalTrainingInput", trained, "id"))
        );
        Assert.Equal(
            ["NOT_FOUND"],
            await HealthCity.RefusedAsync(city.Transport, "recordMedicalTraining", "RecordMedicalTrainingInput", trained)
        );
        var register = await HealthCity.AskAsync(
            city.Office,
            $$"""{ medicalTraining(school: "{{city.School.Laestab}}") { topic staff overdue } }"""
        );
        Assert.Contains("""{"topic":"ASTHMA","staff":12,"overdue":false}""", register.ToString(), StringComparison.Ordinal);
        Assert.Equal(["NOT_FOUND"], (await SmallSchool.AskAsync(city.Office, "{ medicalTraining { id } }")).Codes);
        Assert.Contains("""need it not again yet","count":1,"outOf":1}""", await FiguresAsync(), StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Row", "S157")]
    public async Task Absence_for_health_is_shown_by_school_age_area_and_half_term_to_nursing_and_the_authority()
    {
        const string query =
            "{ healthAbsence { all { children possible illness appointments percent } schools { name area illness terms { halfTerm missed percent } } ages { id illness } areas { name illness } } }";
        foreach (var client in new[] { city.Nurse, city.Leader })
        {
            var report = (await HealthCity.AskAsync(client, query)).GetProperty("healthAbsence");
            Assert.Equal((60, 1), (Number(report.GetProperty("all"), "illness"), Number(report.GetProperty("all"), "appointments")));
            Assert.Contains(
                """{"name":"School 3552007","area":"Schools without a team","illness":60,"terms":[{"halfTerm":"AUT_1","missed":61""",
                report.ToString(),
                StringComparison.Ordinal
            );
            Assert.Contains("""{"id":"9","illness":60}""", report.GetProperty("ages").ToString(), StringComparison.Ordinal);
            Assert.Contains(
                """{"name":"Schools without a team","illness":60}""",
                report.GetProperty("areas").ToString(),
                StringComparison.Ordinal
            );
        }
        foreach (var client in new[] { city.Office, city.Worker, city.Transport })
            Assert.Equal(["FORBIDDEN"], (await SmallSchool.AskAsync(client, query)).Codes);
    }

    [Fact]
    [Trait("Row", "S160")]
    public async Task A_looked_after_childs_health_review_is_listed_overdue_asked_of_nursing_and_held_with_a_referral()
    {
        var manager = await city.Host.PersonAsync(await city.Host.EmployAsync(Role.LacManager));
        var care = await HealthCity.DoAsync(
            city.Host.Loader,
            "recordCare",
            "RecordCareInput",
            new
            {
                upn = HealthCity.UpnOf(Ellis).Value,
                started = "2006-09-01",
                legalStatus = "C2",
                placement = "U1",
                responsible = "355",
            },
            "changed"
        );
        Assert.Null(HealthCity.Problem(care));
        const string list = "{ healthReviews(overdue: true) { dueOn overdue askedAt lastHeldOn referredTo } }";
        var line = Assert.Single((await HealthCity.AskAsync(manager, list)).GetProperty("healthReviews").EnumerateArray());
        Assert.Equal(("2006-09-29", true), (line.GetProperty("dueOn").GetString(), line.GetProperty("overdue").GetBoolean()));
        Assert.Equal(["FORBIDDEN"], (await SmallSchool.AskAsync(city.Nurse, list)).Codes);

        var child = await city.SharedAsync(city.Nurse, city.HealthAgreement, Ellis);
        var review = new
        {
            agreement = city.HealthAgreement,
            child,
            heldOn = "2006-10-16",
            findings = "Sleeps badly.",
            referredTo = "best",
        };
        // School nursing does not hear that a child is looked after before it is asked.
        Assert.Equal("not-asked", HealthCity.Problem(await ReviewAsync(city.Nurse, review)));
        Assert.Equal(["NOT_FOUND"], (await SmallSchool.AskAsync(city.Worker, Ask(Ellis))).Codes);
        Assert.Contains("\"problems\":[]", (await SmallSchool.AskAsync(manager, Ask(Ellis))).Text, StringComparison.Ordinal);
        Assert.Contains("asked-already", (await SmallSchool.AskAsync(manager, Ask(Ellis))).Text, StringComparison.Ordinal);
        var asked = (await HealthCity.AskAsync(city.Nurse, "{ healthChildren { child reviewAskedAt } }")).GetProperty("healthChildren");
        Assert.Equal(
            child,
            Assert
                .Single(asked.EnumerateArray(), each => each.GetProperty("reviewAskedAt").ValueKind is JsonValueKind.String)
                .GetProperty("child")
                .GetString()
        );
        Assert.Null(HealthCity.Problem(await ReviewAsync(city.Nurse, review)));
        Assert.Equal("[]", (await HealthCity.AskAsync(manager, list)).GetProperty("healthReviews").ToString());
        var all = (
            await HealthCity.AskAsync(manager, list.Replace("overdue: true", "overdue: false", StringComparison.Ordinal))
        ).ToString();
        Assert.Contains(
            """{"dueOn":"2007-10-16","overdue":false,"askedAt":null,"lastHeldOn":"2006-10-16","referredTo":"Behaviour and Education Support Teams"}""",
            all,
            StringComparison.Ordinal
        );

        Task<JsonElement> ReviewAsync(HttpClient client, object input) =>
            HealthCity.DoAsync(client, "recordHealthReview", "RecordHealthReviewInput", input, "id");
        string Ask(int place) => $$"""mutation { askHealthReview(pupil: "{{city.Ids[place]}}") { id problems { code } } }""";
    }

    [Fact]
    [Trait("Row", "S158")]
    [Trait("Row", "S159")]
    public async Task Every_child_protection_meeting_has_attendance_with_the_invitation_and_as_an_item_that_must_be_minuted()
    {
        var legal = await city.Host.PersonAsync(
            await city.Host.EmployAsync(
                Role.Legal,
                (Relation.HoldsCase, GrantTarget.Of(PupilId.TryParse(city.Ids[0], out var ann) ? ann : default))
            )
        );
        var (housing, _) = await city.PartnerAsync(Role.Housing, "housing");
        foreach (var kind in new[] { "CHILD_IN_NEED", "PROTECTION_PLANNING", "CORE_GROUP", "PROTECTION_CONFERENCE" })
        {
            var called = await HealthCity.DoAsync(city.Worker, "callMeeting", "CallMeetingInput", Meeting(kind), "id");
            Assert.Null(HealthCity.Problem(called));
            var id = called.GetProperty("id").GetString()!;
            var invited = await OwnAsync(city.Nurse, id);
            Assert.StartsWith(
                "Attendance as it was on 16 October 2006. This school year: 0 of 6",
                invited.GetProperty("summary").GetString(),
                StringComparison.Ordinal
            );
            // An agreement that opens no marks opens no summary.
            Assert.Equal(JsonValueKind.Null, (await OwnAsync(housing, id)).GetProperty("summary").ValueKind);
            var minutes = new Dictionary<string, object>
            {
                ["id"] = id,
                ["minutes"] = "All came.",
                ["attended"] = new[] { "health" },
                ["actions"] = Array.Empty<object>(),
            };
            Assert.Equal("text-missing", HealthCity.Problem(await MinuteAsync(minutes)));
            Assert.Null(HealthCity.Problem(await MinuteAsync(new(minutes) { ["attendance"] = "She is afraid of the bus." })));
            Assert.Equal("She is afraid of the bus.", (await OwnAsync(city.Nurse, id)).GetProperty("attendance").GetString());
        }
        Assert.Equal(
            "kind-invalid",
            HealthCity.Problem(await HealthCity.DoAsync(city.Worker, "callMeeting", "CallMeetingInput", Meeting("LIAISON"), "id"))
        );
        // Child protection is for who works on the case or may read safeguarding.
        const string meetings = "{ agencyMeetings { meeting { kind } } }";
        Assert.Contains("CORE_GROUP", (await HealthCity.AskAsync(city.Leader, meetings)).ToString(), StringComparison.Ordinal);
        var lawyer = (await HealthCity.AskAsync(legal, meetings)).ToString();
        Assert.Contains("CHILD_IN_NEED", lawyer, StringComparison.Ordinal);
        Assert.DoesNotContain("CORE_GROUP", lawyer, StringComparison.Ordinal);

        // A nurse raises a concern, which joins the child's one case, and records family action.
        var child = await city.SharedAsync(city.Nurse, city.HealthAgreement, 0);
        var concern = await HealthCity.DoAsync(
            city.Nurse,
            "referSharedChild",
            "ReferSharedChildInput",
            new
            {
                agreement = city.HealthAgreement,
                child,
                concern = "Bruises that she does not explain.",
            },
            "id"
        );
        Assert.Null(HealthCity.Problem(concern));
        var told = (
            await HealthCity.AskAsync(city.Worker, $$"""{ case(id: "{{await city.CaseAsync()}}") { chronology { text } } }""")
        ).ToString();
        Assert.Contains("Bruises that she does not explain.", told, StringComparison.Ordinal);
        var action = new Dictionary<string, object>
        {
            ["agreement"] = city.HealthAgreement,
            ["child"] = child,
            ["strengths"] = "Mother asks for help.",
            ["needs"] = "Mornings.",
            ["actions"] = new[] { "Nurse calls on Monday." },
            ["childView"] = "I want to go.",
            ["parentView"] = "She cries.",
            ["lead"] = "School nurse",
            ["reviewOn"] = "2006-12-01",
        };
        Assert.Equal("review-invalid", HealthCity.Problem(await FamilyAsync(new(action) { ["reviewOn"] = "2007-04-17" })));
        Assert.Null(HealthCity.Problem(await FamilyAsync(action)));
        var read = $$"""{ pupil(id: "{{city.Ids[0]}}") { familyActions { agency needs overdue } } }""";
        Assert.Contains(
            """{"agency":"health","needs":"Mornings.","overdue":false}""",
            (await HealthCity.AskAsync(city.Worker, read)).ToString(),
            StringComparison.Ordinal
        );
        Assert.Contains("\"familyActions\":null", (await HealthCity.AskAsync(city.Office, read)).ToString(), StringComparison.Ordinal);
        var figures = await FiguresAsync();
        Assert.Contains("""minuted with what was said of attendance","count":3,"outOf":3}""", figures, StringComparison.Ordinal);
        Assert.Contains("""{"name":"Records of family action this year","count":1""", figures, StringComparison.Ordinal);

        object Meeting(string kind) =>
            new
            {
                kind,
                pupil = city.Ids[0],
                at = "2006-10-20T10:00:00Z",
                place = "School",
                agenda = "How she is.",
                agencies = new[] { "health", "housing" },
            };
        Task<JsonElement> MinuteAsync(Dictionary<string, object> input) =>
            HealthCity.DoAsync(city.Worker, "minuteMeeting", "MinuteMeetingInput", input, "id");
        Task<JsonElement> FamilyAsync(Dictionary<string, object> input) =>
            HealthCity.DoAsync(city.Nurse, "recordFamilyAction", "RecordFamilyActionInput", input, "id");
    }

    private static async Task<JsonElement> OwnAsync(HttpClient partner, string id) =>
        (await HealthCity.AskAsync(partner, "{ ownMeetings { meeting { id kind summary attendance } } }"))
            .GetProperty("ownMeetings")
            .EnumerateArray()
            .Select(each => each.GetProperty("meeting"))
            .Single(meeting => meeting.GetProperty("id").GetString() == id);

    private async Task<string> FiguresAsync() =>
        (
            await HealthCity.AskAsync(city.Nurse, "{ agency(id: \"health\") { responsibilities { row figures { name count outOf } } } }")
        ).ToString();

    private static Task<JsonElement> SaveAsync(HttpClient client, Dictionary<string, object> input) =>
        HealthCity.DoAsync(client, "saveCarePlan", "SaveCarePlanInput", input, "id");

    private static Dictionary<string, object> Own(Dictionary<string, object> plan, string pupil)
    {
        var own = new Dictionary<string, object>(plan) { ["pupil"] = pupil };
        own.Remove("agreement");
        own.Remove("child");
        return own;
    }

    private async Task<string> PlansAsync(HttpClient client) =>
        (await HealthCity.AskAsync(client, $$"""{ pupil(id: "{{city.Ids[Carter]}}") { carePlans { condition actions } } }"""))
            .GetProperty("pupil")
            .GetProperty("carePlans")
            .GetRawText();

    private async Task<JsonElement?> FlagAsync(string rule)
    {
        var flags = (
            await HealthCity.AskAsync(
                city.Office,
                $$"""{ pupil(id: "{{city.Ids[Carter]}}") { flags { rule severity closed { date } evidence { sentence carePlan } } } }"""
            )
        )
            .GetProperty("pupil")
            .GetProperty("flags");
        foreach (var flag in flags.EnumerateArray())
        {
            if (flag.GetProperty("rule").GetString() == rule && flag.GetProperty("closed").ValueKind is JsonValueKind.Null)
                return flag;
        }
        return null;
    }

    /// <summary>A child is folded again a moment after its plan was written.</summary>
    private async Task<string?> SeverityAsync(string rule, string awaited)
    {
        string? severity = null;
        for (var tries = 0; tries < 200 && severity != awaited; tries++)
        {
            severity = (await FlagAsync(rule))?.GetProperty("severity").GetString();
            if (severity != awaited)
                await Task.Delay(50);
        }
        return severity;
    }

    private async Task<string?> ExceptionAsync(string rule) =>
        (await FlagAsync(rule))!.Value.GetProperty("evidence").GetProperty("carePlan").GetString();

    /// <summary>The recount from the journal finds what is stored.</summary>
    private async Task VerifyAsync()
    {
        var report = await city.Host.Services.GetRequiredService<IMediator>().Send(new VerifyStandings(Caller.System("test")));
        Assert.True(report.IsOk && report.Value.Differences.Count == 0, string.Join('\n', report.Value.Differences));
    }

    private static int Number(JsonElement at, string name) => at.GetProperty(name).GetInt32();
}
