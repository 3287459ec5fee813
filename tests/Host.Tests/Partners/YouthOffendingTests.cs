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
        var colleague = await city.Host.PersonAsync(await city.MemberAsync("colleague@yos.example"));
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
}
