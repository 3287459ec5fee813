using System.Text.Json;
using Attendance.Host.Tests.GraphQL;
using Attendance.Host.Tests.Registers;
using Attendance.SharedKernel;
using Xunit;

namespace Attendance.Host.Tests.Partners;

/// <summary>The youth offending service over the whole Host: what its people record of a young person, what the marks make of it, and who sees what.</summary>
public sealed class YouthOffendingTests(YouthCity city) : IClassFixture<YouthCity>
{
    private const string Breaches =
        "orders { breaches { date half stands steps { step words } } tasks { id kind child what dueOn doneOn overdue outcome } }";

    [Fact]
    [Trait("Row", "S136")]
    public async Task A_condition_is_checked_on_each_mark_broken_the_same_day_withdrawn_by_a_correction_and_younger_siblings_are_to_be_screened()
    {
        var named = await city.NamedAsync(0);
        var order = await city.IdAsync(
            $"recordYouthOrder(input: {{ {named}, kind: REFERRAL_ORDER, rule: NO_UNAUTHORISED, from: \"2006-10-09\", until: \"2006-11-30\", terms: \"Attends every lesson.\", parenting: \"Weekly talk with the mother.\", parentingDueOn: \"2006-10-20\" }})"
        );
        var tasks = (await city.SeenAsync(0, Breaches)).GetProperty("orders")[0].GetProperty("tasks").EnumerateArray().ToList();
        // Both siblings are younger; nobody else is asked for.
        Assert.Equal(
            ["PARENTING", "SIBLING_SCREENING", "SIBLING_SCREENING"],
            tasks.Select(task => task.GetProperty("kind").GetString()).Order()
        );
        Assert.All(
            tasks.Where(task => task.GetProperty("kind").GetString() == "SIBLING_SCREENING"),
            task => Assert.Equal("2006-10-23", task.GetProperty("dueOn").GetString())
        );
        Assert.Contains("2006-10-23", await city.OfPupilAsync(city.Leader, 1, "screenings { dueOn what }"), StringComparison.Ordinal);
        Assert.Equal("{\"screenings\":null}", await city.OfPupilAsync(city.Office, 1, "screenings { dueOn }"));
        var screening = tasks.First(task => task.GetProperty("kind").GetString() == "SIBLING_SCREENING").GetProperty("id").GetString();
        await city.IdAsync($"settleYouthTask(id: \"{screening}\", outcome: \"No risk found.\")");
        Assert.Equal(["youth-settled"], await city.ProblemsAsync($"settleYouthTask(id: \"{screening}\", outcome: \"Again.\")"));

        await city.MarkAsync(0, YouthCity.Today, HalfDay.AM, "O");
        await RegisterHost.UntilAsync(
            async () => (await city.SeenAsync(0, Breaches)).ToString().Contains("BROKEN", StringComparison.Ordinal),
            "Not broken."
        );
        var bell = Assert.Single(
            await YouthCity.BellAsync(city.Manager),
            notice => notice.Contains("without leave", StringComparison.Ordinal)
        );
        foreach (
            var words in new[]
            {
                "No half-day missed without leave from 9 Oct 2006 to 30 Nov 2006",
                "Missed without leave: 9 Oct 2006 AM. None is allowed.",
                "/youth-offending",
            }
        )
            Assert.Contains(words, bell, StringComparison.Ordinal);
        Assert.DoesNotContain("Given0", bell, StringComparison.Ordinal);
        Assert.DoesNotContain(city.Pupils[0].ToString(), bell, StringComparison.Ordinal);
        // Only the case manager hears of it; and what is told stands in the ledger.
        var colleague = await city.Host.PersonAsync(await city.MemberAsync());
        Assert.DoesNotContain(await YouthCity.BellAsync(colleague), notice => notice.Contains("without leave", StringComparison.Ordinal));

        await city.MarkAsync(0, YouthCity.Today, HalfDay.AM, "L", "The bus was late.");
        await RegisterHost.UntilAsync(
            async () => (await city.SeenAsync(0, Breaches)).ToString().Contains("WITHDRAWN", StringComparison.Ordinal),
            "Not withdrawn."
        );
        var breach = (await city.SeenAsync(0, Breaches)).GetProperty("orders")[0].GetProperty("breaches")[0];
        Assert.False(breach.GetProperty("stands").GetBoolean());
        Assert.Equal(
            ["BROKEN", "WITHDRAWN"],
            breach.GetProperty("steps").EnumerateArray().Select(step => step.GetProperty("step").GetString())
        );
        // Who works on the case sees the condition, and nothing of what it stands in; the school sees neither.
        var ofCase = await city.OfPupilAsync(city.Leader, 0, "conditions { condition breaches { stands } }");
        Assert.Contains("No half-day missed", ofCase, StringComparison.Ordinal);
        Assert.Equal("{\"conditions\":null}", await city.OfPupilAsync(city.Office, 0, "conditions { condition }"));

        await city.IdAsync($"endYouthOrder(id: \"{order}\", reason: \"The court revoked it.\")");
        await city.MarkAsync(0, YouthCity.Today, HalfDay.AM, "O", "He was not on the bus.");
        Assert.Equal(["youth-settled"], await city.ProblemsAsync($"endYouthOrder(id: \"{order}\", reason: \"x\")"));
        await Task.Delay(1500, TestContext.Current.CancellationToken);
        Assert.False(
            (await city.SeenAsync(0, Breaches)).GetProperty("orders")[0].GetProperty("breaches")[0].GetProperty("stands").GetBoolean()
        );
    }

    [Fact]
    [Trait("Row", "S136")]
    public async Task The_least_attendance_is_judged_from_the_tenth_half_day_with_its_arithmetic_and_bad_orders_are_refused()
    {
        var named = await city.NamedAsync(3);
        string Order(string more) => $"recordYouthOrder(input: {{ {named}, kind: SUPERVISION_ORDER, terms: \"x\", {more} }})";
        Assert.Equal(
            ["least-invalid"],
            await city.ProblemsAsync(Order("rule: LEAST_ATTENDANCE, from: \"2006-10-02\", until: \"2006-11-30\""))
        );
        Assert.Equal(
            ["least-invalid"],
            await city.ProblemsAsync(Order("rule: NO_UNAUTHORISED, leastPercent: 90, from: \"2006-10-02\", until: \"2006-11-30\""))
        );
        Assert.Equal(
            ["date-invalid"],
            await city.ProblemsAsync(Order("rule: NO_UNAUTHORISED, from: \"2006-09-07\", until: \"2006-11-30\""))
        );
        Assert.Equal(
            ["date-invalid"],
            await city.ProblemsAsync(Order("rule: NO_UNAUTHORISED, from: \"2006-10-02\", until: \"2006-10-01\""))
        );
        Assert.Equal(
            ["date-missing"],
            await city.ProblemsAsync(Order("rule: NO_UNAUTHORISED, from: \"2006-10-02\", until: \"2006-11-30\", parenting: \"x\""))
        );
        // An agreement without half-days cannot carry a condition; a child of no agreement, and one of another agency, read like absent.
        var bare = Order("rule: NO_UNAUTHORISED, from: \"2006-10-02\", until: \"2006-11-30\"")
            .Replace(named, await city.NamedAsync(9), StringComparison.Ordinal);
        Assert.Equal(["agreement-without-days"], await city.ProblemsAsync(bare));
        foreach (var stranger in new[] { city.Leader, city.Office })
            Assert.Equal(
                ["NOT_FOUND"],
                (
                    await SmallSchool.AskAsync(
                        stranger,
                        $"mutation {{ {Order("rule: NO_UNAUTHORISED, from: \"2006-10-02\", until: \"2006-11-30\"")} {{ id }} }}"
                    )
                ).Codes
            );

        await city.IdAsync(Order("rule: LEAST_ATTENDANCE, leastPercent: 90, from: \"2006-10-02\", until: \"2006-11-30\""));
        // Monday to Friday: two of ten are missed with leave, the ninth among them: broken at the tenth, 8 of 10.
        for (var day = 0; day < 5; day++)
        {
            await city.MarkAsync(3, new DateOnly(2006, 10, 2).AddDays(day), HalfDay.AM, day == 4 ? "I" : "/");
            await city.MarkAsync(3, new DateOnly(2006, 10, 2).AddDays(day), HalfDay.PM, day == 1 ? "M" : "\\");
        }
        await RegisterHost.UntilAsync(
            async () => (await city.SeenAsync(3, Breaches)).ToString().Contains("BROKEN", StringComparison.Ordinal),
            "Not broken."
        );
        // The sibling is older, and is not screened.
        Assert.Equal("[]", (await city.SeenAsync(3, Breaches)).GetProperty("orders")[0].GetProperty("tasks").ToString());
        var breach = Assert.Single((await city.SeenAsync(3, Breaches)).GetProperty("orders")[0].GetProperty("breaches").EnumerateArray());
        Assert.Equal(("2006-10-06", "PM"), (breach.GetProperty("date").GetString(), breach.GetProperty("half").GetString()));
        Assert.Contains(
            "Attended 8 of 10 half-days: 80.0%. Missed: 3 Oct 2006 PM, 6 Oct 2006 AM.",
            breach.GetProperty("steps")[0].GetProperty("words").GetString(),
            StringComparison.Ordinal
        );
        // 9 of 10 is enough.
        await city.MarkAsync(3, new DateOnly(2006, 10, 3), HalfDay.PM, "\\", "He came.");
        await RegisterHost.UntilAsync(
            async () => (await city.SeenAsync(3, Breaches)).ToString().Contains("WITHDRAWN", StringComparison.Ordinal),
            "Not withdrawn."
        );
    }

    [Fact]
    [Trait("Row", "S137")]
    [Trait("Row", "S146")]
    public async Task A_release_without_a_place_is_flagged_the_school_is_told_the_checklist_is_due_before_and_the_days_to_the_first_mark_are_measured()
    {
        const string fields =
            "releases { id releaseOn school startsOn firstMarkOn firstAttendedOn daysToFirstMark completeInTime flags checklist { item doneOn } settingName weeklyHours }";
        var named = await city.NamedAsync(4);
        async Task<JsonElement> ReleaseAsync() => (await city.SeenAsync(4, fields)).GetProperty("releases")[0];
        string Plan(string day, string setting = "hindley") =>
            $"planYouthRelease(input: {{ {named}, setting: \"{setting}\", weeklyHours: 15, releaseOn: \"{day}\" }})";
        Assert.Equal(["setting-unknown"], await city.ProblemsAsync(Plan("2006-11-10", "none")));
        // Thirty-two days ahead nothing is late; twenty-eight days ahead a place is.
        var id = await city.IdAsync(Plan("2006-11-10"));
        Assert.Equal("[]", (await ReleaseAsync()).GetProperty("flags").ToString());
        Assert.Equal(["release-duplicate"], await city.ProblemsAsync(Plan("2006-11-11")));
        string Move(string day) => Plan(day).Replace("input: {", $"input: {{ id: \"{id}\",", StringComparison.Ordinal);
        await city.IdAsync(Move("2006-11-06"));
        Assert.Equal("[\"NO_PLACE\"]", (await ReleaseAsync()).GetProperty("flags").ToString());
        await RegisterHost.UntilAsync(
            async () =>
                (await YouthCity.BellAsync(city.Manager)).Exists(notice =>
                    notice.Contains("has no school place", StringComparison.Ordinal)
                ),
            "Nobody was told."
        );
        await city.IdAsync(Move("2006-10-09"));
        Assert.Equal("[\"NO_PLACE\",\"CHECKLIST_LATE\"]", (await ReleaseAsync()).GetProperty("flags").ToString());
        Assert.Contains("Hindley Young Offender Institution", (await ReleaseAsync()).ToString(), StringComparison.Ordinal);
        await city.IdAsync(Move("2006-10-16"));

        var place = $"placeYoungPerson(id: \"{id}\", school: \"{city.School.Laestab}\", startsOn: \"2006-10-16\")";
        Assert.Equal(
            ["school-unknown"],
            await city.ProblemsAsync(place.Replace($"{city.School.Laestab}", "3559999", StringComparison.Ordinal))
        );
        Assert.Equal(["date-invalid"], await city.ProblemsAsync(place.Replace("2006-10-16", "2006-10-13", StringComparison.Ordinal)));
        await city.IdAsync(place);
        Assert.Contains(
            await YouthCity.BellAsync(city.Office),
            notice => notice.Contains("is to come to your school on 16 October 2006", StringComparison.Ordinal)
        );
        var arrivals = $"{{ schoolArrivals(school: \"{city.School.Laestab}\") {{ familyName startsOn }} }}";
        var seen = await SmallSchool.AskAsync(city.Office, arrivals);
        Assert.Contains("\"familyName\":\"Family4\",\"startsOn\":\"2006-10-16\"", seen.Text, StringComparison.Ordinal);
        Assert.Equal(["NOT_FOUND"], (await SmallSchool.AskAsync(city.Leader, arrivals)).Codes);
        Assert.Equal(["NOT_FOUND"], (await SmallSchool.AskAsync(city.Manager, arrivals)).Codes);

        // A week before, what is not done is late; the day before the release is in time.
        Assert.Equal("[\"CHECKLIST_LATE\"]", (await ReleaseAsync()).GetProperty("flags").ToString());
        foreach (var item in new[] { "MEETING_HELD", "RECORDS_SENT", "TIMETABLE_AGREED", "CONTACT_NAMED", "TRAVEL_ARRANGED" })
            await city.IdAsync($"tickYouthRelease(id: \"{id}\", item: {item})");
        Assert.False((await ReleaseAsync()).GetProperty("completeInTime").GetBoolean());
        await city.IdAsync($"tickYouthRelease(id: \"{id}\", item: FAMILY_TOLD)");
        Assert.True((await ReleaseAsync()).GetProperty("completeInTime").GetBoolean());
        Assert.Equal("[]", (await ReleaseAsync()).GetProperty("flags").ToString());

        // Released today after all: the first mark is an absence, the first half-day attended comes later.
        await city.IdAsync(Move("2006-10-06"));
        await city.MarkAsync(4, YouthCity.Today, HalfDay.AM, "O");
        await RegisterHost.UntilAsync(
            async () => (await ReleaseAsync()).GetProperty("firstMarkOn").ValueKind is JsonValueKind.String,
            "No first mark."
        );
        var marked = await ReleaseAsync();
        Assert.Equal(("2006-10-09", 3), (marked.GetProperty("firstMarkOn").GetString(), marked.GetProperty("daysToFirstMark").GetInt32()));
        Assert.Equal(JsonValueKind.Null, marked.GetProperty("firstAttendedOn").ValueKind);
        Assert.DoesNotContain("Family4", (await SmallSchool.AskAsync(city.Office, arrivals)).Text, StringComparison.Ordinal);
        Assert.Equal("{\"releases\":null}", await city.OfPupilAsync(city.Office, 4, "releases { id }"));
    }

    [Fact]
    [Trait("Row", "S135")]
    public async Task Schools_are_asked_to_a_planning_meeting_hear_of_it_and_one_that_does_not_come_is_listed()
    {
        var named = await city.NamedAsync(5);
        string Call(string schools, string kind = "DTO_PLANNING", string agencies = "") =>
            $"callMeeting(input: {{ kind: {kind}, {named}, at: \"2006-10-12T10:00:00Z\", place: \"Town Hall\", agenda: \"Which lessons first.\", agencies: [{agencies}], schools: [{schools}] }})";
        var both = $"\"{city.School.Laestab}\", \"{city.Provision.Laestab}\"";
        Assert.Equal(["school-unknown"], await city.ProblemsAsync(Call("")));
        Assert.Equal(["school-unknown"], await city.ProblemsAsync(Call("\"3559999\"")));
        Assert.Equal(["kind-invalid", "school-unknown"], await city.ProblemsAsync(Call(both, "TEAM_AROUND_CHILD")));
        // The service is not told which agencies work with the child, and asks none.
        Assert.Contains("agency-unknown", await city.ProblemsAsync(Call(both, agencies: "\"health\"")));
        Assert.Equal(["NOT_FOUND"], (await SmallSchool.AskAsync(city.Office, $"mutation {{ {Call(both)} {{ id }} }}")).Codes);
        var id = await city.IdAsync(Call(both));

        Assert.Contains(
            await YouthCity.BellAsync(city.Office),
            notice => notice.Contains("asked to plan the education of a young person on 12 October 2006 at 11:00", StringComparison.Ordinal)
        );
        var asked = $"{{ schoolMeetings(school: \"{city.School.Laestab}\") {{ familyName place agenda attended }} }}";
        Assert.Contains(
            "{\"familyName\":\"Family5\",\"place\":\"Town Hall\",\"agenda\":\"Which lessons first.\",\"attended\":null}",
            (await SmallSchool.AskAsync(city.Office, asked)).Text,
            StringComparison.Ordinal
        );
        Assert.Equal(["NOT_FOUND"], (await SmallSchool.AskAsync(city.Leader, asked)).Codes);

        string Minute(string schools) =>
            $"minuteMeeting(input: {{ id: \"{id}\", minutes: \"English and maths.\", attended: [\"youth-offending\"], attendedSchools: [{schools}], actions: [] }})";
        Assert.Equal(["school-unknown"], await city.ProblemsAsync(Minute("\"3559999\"")));
        Assert.Equal(["NOT_FOUND"], (await SmallSchool.AskAsync(city.Office, $"mutation {{ {Minute("")} {{ id }} }}")).Codes);
        Assert.DoesNotContain(id, await MissedAsync(city.Manager, "ownMeetings"), StringComparison.Ordinal);
        await city.IdAsync(Minute($"\"{city.Provision.Laestab}\""));
        foreach (var (by, list) in new[] { (city.Manager, "ownMeetings"), (city.Leader, "agencyMeetings") })
        {
            var missed = await MissedAsync(by, list);
            Assert.Contains(id, missed, StringComparison.Ordinal);
            Assert.Contains($"\"name\":\"School {city.School.Laestab}\",\"attended\":false", missed, StringComparison.Ordinal);
            Assert.Contains("\"name\":\"The Link Centre\",\"attended\":true", missed, StringComparison.Ordinal);
        }
        Assert.Contains("\"attended\":false", (await SmallSchool.AskAsync(city.Office, asked)).Text, StringComparison.Ordinal);
        Assert.Equal(("1", "2"), await FigureAsync("S135", "Schools and PRUs"));
    }

    [Fact]
    [Trait("Row", "S134")]
    public async Task The_school_and_the_case_see_the_attendance_factor_of_an_assessment_and_only_the_service_the_offence()
    {
        var named = await city.NamedAsync(6);
        string Assess(string kind, string factors, string more) =>
            $"recordYouthAssessment(input: {{ {named}, kind: {kind}, assessedOn: \"2006-10-06\", factors: [{factors}], summary: \"Wants to learn a trade.\" {more} }})";
        Assert.Equal(["factors-missing"], await city.ProblemsAsync(Assess("STATUTORY", "", "")));
        Assert.Equal(["attendance-missing"], await city.ProblemsAsync(Assess("STATUTORY", "POOR_ATTENDANCE", "")));
        Assert.Equal(["offence-not-statutory"], await city.ProblemsAsync(Assess("PREVENTATIVE", "PEERS", ", offence: \"x\"")));
        await city.IdAsync(
            Assess("STATUTORY", "OFFENDING, POOR_ATTENDANCE, PEERS", ", attendance: \"Misses Mondays.\", offence: \"Took a bicycle.\"")
        );
        // Without a factor of education neither hears of it.
        await city.IdAsync(Assess("PREVENTATIVE", "HOUSING", ""));
        var whole = await city.SeenAsync(6, "assessments { kind factors summary attendance offence }");
        foreach (var words in new[] { "STATUTORY", "Took a bicycle.", "Misses Mondays.", "PREVENTATIVE" })
            Assert.Contains(words, whole.ToString(), StringComparison.Ordinal);
        foreach (var by in new[] { city.Leader, city.Office })
            Assert.Equal(
                "{\"educationFactors\":[{\"assessedOn\":\"2006-10-06\",\"factors\":[\"POOR_ATTENDANCE\"],\"attendance\":\"Misses Mondays.\"}]}",
                await city.OfPupilAsync(by, 6, "educationFactors { assessedOn factors attendance }")
            );
        // Not masked: there is no such field.
        var absent = await SmallSchool.AskAsync(
            city.Leader,
            $"{{ pupil(id: \"{city.Pupils[6]}\") {{ youthOffending {{ educationFactors {{ offence }} }} }} }}"
        );
        Assert.Contains("Cannot query field", absent.Text, StringComparison.Ordinal);
        // Of fewer than five young people no figure is told.
        Assert.Equal(("hidden", ""), await FigureAsync("S134", "Assessments of need"));
    }

    [Fact]
    [Trait("Row", "S142")]
    public async Task A_placement_is_searched_for_begins_at_who_offers_and_the_provisions_own_registers_count_in_the_pupils_total()
    {
        const string fields = "placements { id providerName code from until outcome attended possible asked { name offered } }";
        var named = await city.NamedAsync(7);
        var id = await city.IdAsync($"seekYouthPlacement({named}, why: \"Will not go back to his class.\")");
        Assert.Equal(["placement-duplicate"], await city.ProblemsAsync($"seekYouthPlacement({named}, why: \"x\")"));
        string Ask(string offered, string provider) => $"askYouthProvider(id: \"{id}\", provider: \"{provider}\", offered: {offered})";
        string Start(string provider) => $"startYouthPlacement(id: \"{id}\", provider: \"{provider}\", code: D, from: \"2006-10-02\")";
        var link = city.Provision.Laestab.ToString();
        Assert.Equal(["school-unknown"], await city.ProblemsAsync(Ask("null", "3559999")));
        await city.IdAsync(Ask("null", link));
        Assert.Equal(["place-not-offered"], await city.ProblemsAsync(Start(link)));
        await city.IdAsync(Ask("true", link));
        await city.IdAsync(Start(link));
        Assert.Equal(["youth-settled"], await city.ProblemsAsync(Start(link)));

        // Registered at both: the provision's register is a register as any other, the school marks D.
        var entry = city.Provision.Add(city.School.Upns[7], new DateOnly(2006, 10, 2), birth: new DateOnly(1993, 8, 1));
        (entry["givenName"], entry["familyName"], entry["status"]) = ("Given7", "Family7", "S");
        await city.Provision.SaveRollAsync();
        string[] marks = ["/", "\\", "/", "O"];
        for (var at = 0; at < 4; at++)
        {
            var (day, half) = (new DateOnly(2006, 10, 2).AddDays(at / 2), (HalfDay)(at % 2));
            await city.MarkAsync(7, day, half, "D");
            await city.MarkAsync(7, day, half, marks[at], at: city.Provision);
        }
        await city.MarkAsync(7, new DateOnly(2006, 10, 4), HalfDay.AM, "/");
        var placement = (await city.SeenAsync(7, fields)).GetProperty("placements")[0];
        Assert.Equal((3, 4), (placement.GetProperty("attended").GetInt32(), placement.GetProperty("possible").GetInt32()));
        // The pupil's total: three there and one at school of five, one of them missed without leave.
        var totals = await SmallSchool.AskAsync(
            city.Leader,
            $"{{ pupil(id: \"{city.Pupils[7]}\") {{ totals {{ possible attended unauthorised }} }} }}"
        );
        Assert.Equal(
            "{\"possible\":5,\"attended\":4,\"unauthorised\":1}",
            totals.Data.GetProperty("pupil").GetProperty("totals").ToString()
        );
        // The school sees where its pupil is, not what was written down.
        var atSchool = await city.OfPupilAsync(city.Office, 7, "placements { providerName code why attended }");
        Assert.Equal("{\"placements\":[{\"providerName\":\"The Link Centre\",\"code\":\"D\",\"why\":null,\"attended\":3}]}", atSchool);

        string End(string outcome) =>
            $"endYouthPlacement(id: \"{id}\", until: \"2006-10-06\", outcome: {outcome}, words: \"He asks for more.\")";
        Assert.Equal(["outcome-invalid"], await city.ProblemsAsync(End("NOT_FOUND")));
        await city.IdAsync(End("BACK_IN_SCHOOL"));
        Assert.Equal(["youth-settled"], await city.ProblemsAsync(End("BACK_IN_SCHOOL")));
    }

    [Fact]
    [Trait("Row", "S145")]
    public async Task Only_a_mentor_who_is_trained_and_checked_today_and_on_the_first_day_is_matched()
    {
        var named = await city.NamedAsync(8);
        string Save(string more) => $"saveMentor(input: {{ name: \"Mo Mentor\", recruitedOn: \"2006-09-01\" {more} }})";
        var id = await city.IdAsync(Save(""));
        string Change(string more) => Save($", id: \"{id}\", {more}");
        string Match(string from = "2006-10-10") => $"matchMentor(mentor: \"{id}\", {named}, from: \"{from}\")";
        Assert.Equal(["check-incomplete"], await city.ProblemsAsync(Save(", checkNumber: \"1\"")));
        Assert.Equal(["date-invalid"], await city.ProblemsAsync(Save(", trainedOn: \"2006-08-31\"")));
        Assert.Equal(["mentor-untrained"], await city.ProblemsAsync(Match()));
        await city.IdAsync(Change("trainedOn: \"2006-09-20\""));
        Assert.Equal(["mentor-unchecked"], await city.ProblemsAsync(Match()));
        // The check ends today; then, before the first day; then it holds on it.
        await city.IdAsync(Change("trainedOn: \"2006-09-20\", checkNumber: \"CRB 1\", checkUntil: \"2006-10-09\""));
        Assert.Equal(["mentor-check-expired"], await city.ProblemsAsync(Match()));
        await city.IdAsync(Change("trainedOn: \"2006-09-20\", checkNumber: \"CRB 1\", checkUntil: \"2006-10-12\""));
        Assert.Equal(["mentor-check-expired"], await city.ProblemsAsync(Match("2006-10-12")));
        Assert.Equal(["date-invalid"], await city.ProblemsAsync(Match("2006-10-08")));
        var match = await city.IdAsync(Match("2006-10-09"));
        Assert.Equal(["match-duplicate"], await city.ProblemsAsync(Match()));
        Assert.False((await city.SeenAsync(8, "mentors { mustPause }")).GetProperty("mentors")[0].GetProperty("mustPause").GetBoolean());
        await city.IdAsync(Change("trainedOn: \"2006-09-20\""));
        Assert.True((await city.SeenAsync(8, "mentors { mustPause }")).GetProperty("mentors")[0].GetProperty("mustPause").GetBoolean());
        Assert.Equal(("0", "1"), await FigureAsync("S145", "Mentors who are trained"));
        await city.IdAsync($"endMentorMatch(id: \"{match}\", until: \"2006-10-09\", outcome: HELPED, words: \"He comes on time.\")");
        Assert.Equal(
            ["youth-settled"],
            await city.ProblemsAsync($"endMentorMatch(id: \"{match}\", until: \"2006-10-09\", outcome: HELPED, words: \"x\")")
        );
        await city.IdAsync(Change("trainedOn: \"2006-09-20\", leftOn: \"2006-10-09\""));
        Assert.Equal(["mentor-left"], await city.ProblemsAsync(Match()));
        Assert.Equal(["NOT_FOUND"], (await SmallSchool.AskAsync(city.Leader, "{ mentors { name } }")).Codes);
    }

    [Fact]
    [Trait("Row", "S143")]
    [Trait("Row", "S148")]
    public async Task A_post_opens_its_own_work_and_no_more_and_the_manager_sees_caseload_hours_and_attendance_of_five_or_more()
    {
        var victims = await city.MemberAsync();
        var person = await city.Host.PersonAsync(victims);
        const string sections = "orders { id } releases { id } assessments { id } placements { id } mentors { id }";
        Assert.DoesNotContain("null", (await city.SeenAsync(8, sections, person)).ToString(), StringComparison.Ordinal);
        string Post(string? post) => $"saveYouthPost(person: \"{victims}\", post: {post ?? "null"})";
        Assert.Equal(["NOT_FOUND"], (await SmallSchool.AskAsync(city.Manager, $"mutation {{ {Post("VICTIM_SUPPORT")} {{ id }} }}")).Codes);
        await city.IdAsync(Post("VICTIM_SUPPORT"), city.Leader);
        // The young people whom the agreement shares stay; orders, offences and the rest are not hers.
        Assert.Equal(
            "{\"orders\":null,\"releases\":null,\"assessments\":null,\"placements\":null,\"mentors\":null}",
            (await city.SeenAsync(8, sections, person)).ToString()
        );
        var named = await city.NamedAsync(8);
        Assert.Equal(
            ["NOT_FOUND"],
            (await SmallSchool.AskAsync(person, $"mutation {{ seekYouthPlacement({named}, why: \"x\") {{ id }} }}")).Codes
        );
        var people = await SmallSchool.AskAsync(city.Leader, "{ agency(id: \"youth-offending\") { people { name post } } }");
        Assert.Contains("VICTIM_SUPPORT", people.Text, StringComparison.Ordinal);
        Assert.Equal(("1", ""), await FigureAsync("S143", "People in the post"));

        const string board =
            "{ youthBoard { youngPeople caseload { name orders releases late } education { status youngPeople fullTime hoursOffered hoursAttended } months { month youngPeople possible attended } year { youngPeople } } }";
        Assert.Equal(["NOT_FOUND"], (await SmallSchool.AskAsync(person, board)).Codes);
        // Nobody said that the case manager manages.
        Assert.Equal(["NOT_FOUND"], (await SmallSchool.AskAsync(city.Manager, board)).Codes);
        await city.IdAsync(Post("OPERATIONAL_MANAGER"), city.Leader);
        // Five young people have marks in September, which nobody else gives them, the others have none.
        foreach (var place in new[] { 1, 2, 5, 6, 8 })
            await city.MarkAsync(place, new DateOnly(2006, 9, 11), HalfDay.AM, place == 8 ? "O" : "/");
        JsonElement seen = default;
        // Figures are counted again after some seconds.
        await RegisterHost.UntilAsync(
            async () =>
            {
                seen = (await SmallSchool.AskAsync(person, board)).Data.GetProperty("youthBoard");
                return seen.GetProperty("months")
                    .ToString()
                    .Contains("{\"month\":\"2006-09-01\",\"youngPeople\":5,\"possible\":5,\"attended\":4}", StringComparison.Ordinal);
            },
            "The five are not counted."
        );
        Assert.Equal(10, seen.GetProperty("youngPeople").GetInt32());
        var education = seen.GetProperty("education").EnumerateArray().ToDictionary(line => line.GetProperty("status").GetString()!);
        // Ten half-days a week are 25 hours for each of those on the roll.
        var school = education["SCHOOL"];
        Assert.Equal(school.GetProperty("youngPeople").GetInt32(), school.GetProperty("fullTime").GetInt32());
        Assert.Equal(25m * school.GetProperty("youngPeople").GetInt32(), school.GetProperty("hoursOffered").GetDecimal());
    }

    private static async Task<string> MissedAsync(HttpClient by, string list)
    {
        var answer = await SmallSchool.AskAsync(by, $"{{ {list}(missed: true) {{ meeting {{ id schools {{ name attended }} }} }} }}");
        Assert.True(answer.Codes.Count == 0, answer.Text);
        return answer.Text;
    }

    /// <summary>A figure of a row of the service's table, as anybody who is signed in sees it: the count, and of how many.</summary>
    private async Task<(string Count, string OutOf)> FigureAsync(string row, string name)
    {
        var answer = await SmallSchool.AskAsync(
            city.Office,
            "{ agency(id: \"youth-offending\") { responsibilities { row figures { name count outOf hidden } } } }"
        );
        Assert.True(answer.Codes.Count == 0, answer.Text);
        var figure = answer
            .Data.GetProperty("agency")
            .GetProperty("responsibilities")
            .EnumerateArray()
            .Where(each => each.GetProperty("row").GetString() == row)
            .SelectMany(each => each.GetProperty("figures").EnumerateArray())
            .Single(each => each.GetProperty("name").GetString()!.StartsWith(name, StringComparison.Ordinal));
        return figure.GetProperty("hidden").GetBoolean()
            ? ("hidden", "")
            : (figure.GetProperty("count").ToString(), figure.GetProperty("outOf").ToString());
    }
}
