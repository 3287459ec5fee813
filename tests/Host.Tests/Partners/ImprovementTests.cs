using System.Text.Json;
using Attendance.Access.Contracts;
using Attendance.Host.Tests.GraphQL;
using Xunit;

namespace Attendance.Host.Tests.Partners;

/// <summary>What the school improvement service and the locality teams do with schools, over GraphQL as people ask it. One city for all tests; each has schools of its own.</summary>
[Collection<ImprovementCities>]
public sealed class ImprovementTests(ImprovementCity city)
{
    private const string Visits =
        "visits { id findings agreed forGovernors writtenBy figures { asOf knownAt children missing school { possible authorised unauthorised } alike { possible } } since { changed unauthorised missing now { possible unauthorised } } }";

    [Fact]
    [Trait("Row", "S167")]
    public async Task A_record_of_visit_keeps_the_figures_as_they_were_known_and_says_what_changed_and_governors_read_their_copy()
    {
        var (school, upns) = city.School("3552201");
        Assert.True(await OverdueAsync(school));
        var read = await city.AskAsync(
            city.Improvement,
            $"visitFigures(school: \"{school.Laestab}\", asOf: \"2006-09-15\") {{ school {{ possible }} }}"
        );
        Assert.Equal(120, read.GetProperty("school").GetProperty("possible").GetInt64());
        await city.DoneAsync(
            city.Improvement,
            "recordVisit",
            $"{{ school: \"{school.Laestab}\", kind: ANNUAL, visitedOn: \"2006-10-31\", figuresAsOf: \"2006-09-15\", findings: \"Two classes are late.\", agreed: \"Call on the first day.\", forGovernors: \"Attendance is below last year.\" }}"
        );
        Assert.False(await OverdueAsync(school));

        // A correction after the visit: the record stays, and says what changed; what was known at its instant is the same still.
        await school.MarkAsync(SmallSchool.FirstDay, "AM", "came late", (upns[0], "L"));
        var visit = Assert.Single((await PageAsync(city.Improvement, school, Visits)).GetProperty("visits").EnumerateArray());
        var figures = visit.GetProperty("figures");
        Assert.Equal(40, figures.GetProperty("school").GetProperty("unauthorised").GetInt64());
        Assert.Equal(6, figures.GetProperty("children").GetInt32());
        Assert.True(figures.GetProperty("alike").GetProperty("possible").GetInt64() >= 120);
        Assert.True(visit.GetProperty("since").GetProperty("changed").GetBoolean());
        Assert.Equal(-1, visit.GetProperty("since").GetProperty("unauthorised").GetInt64());
        Assert.Equal(39, visit.GetProperty("since").GetProperty("now").GetProperty("unauthorised").GetInt64());
        var then = await city.AskAsync(
            city.Improvement,
            $"school(laestab: \"{school.Laestab}\") {{ figures(year: \"2006/07\", asOf: \"2006-09-15\", knownAt: \"{figures.GetProperty("knownAt").GetString()}\") {{ totals {{ unauthorised }} }} }}"
        );
        Assert.Equal(40, then.GetProperty("figures").GetProperty("totals").GetProperty("unauthorised").GetInt64());

        // Senior staff read all of it, governors the figures and what is for them, others nothing of the texts.
        var head = await city.PersonAsync(Role.HeadTeacher, Relation.WorksAt, school);
        Assert.Contains("Two classes are late.", (await PageAsync(head, school, Visits)).ToString(), StringComparison.Ordinal);
        var governor = await city.PersonAsync(Role.Governor, Relation.WorksAt, school);
        var copy = (await PageAsync(governor, school, Visits)).ToString();
        Assert.Contains("Attendance is below last year.", copy, StringComparison.Ordinal);
        Assert.Contains("\"possible\":120", copy, StringComparison.Ordinal);
        Assert.DoesNotContain("Two classes are late.", copy, StringComparison.Ordinal);
        Assert.DoesNotContain("Call on the first day.", copy, StringComparison.Ordinal);
        Assert.DoesNotContain("Pat", copy, StringComparison.Ordinal);

        // A school of another governor reads as none.
        var (other, _) = city.School("3552202");
        var stranger = await SmallSchool.AskAsync(governor, Page(other.Laestab.ToString(), "name"));
        Assert.Equal(["NOT_FOUND"], stranger.Codes);
        Assert.Equal((await SmallSchool.AskAsync(governor, Page("3559999", "name"))).Text, stranger.Text);
        Assert.Equal(
            ["date-invalid", "date-invalid", "text-missing"],
            await city.ProblemsAsync(
                city.Improvement,
                "recordVisit",
                $"{{ school: \"{school.Laestab}\", kind: ANNUAL, visitedOn: \"2006-11-02\", figuresAsOf: \"2005-10-31\", findings: \"x\", agreed: \" \", forGovernors: \"x\" }}"
            )
        );
        Assert.Equal(
            ["NOT_FOUND"],
            (
                await city.TryAsync(
                    head,
                    "recordVisit",
                    $"{{ school: \"{school.Laestab}\", kind: ANNUAL, visitedOn: \"2006-10-31\", figuresAsOf: \"2006-09-15\", findings: \"x\", agreed: \"x\", forGovernors: \"x\" }}"
                )
            ).Codes
        );
    }

    [Fact]
    [Trait("Row", "S167")]
    public async Task Of_a_school_with_four_children_a_record_of_visit_tells_no_figure()
    {
        var (school, _) = city.School("3552203");
        await city.DoneAsync(
            city.Improvement,
            "recordVisit",
            $"{{ school: \"{school.Laestab}\", kind: SUPPORT, visitedOn: \"2006-10-31\", figuresAsOf: \"2006-10-31\", findings: \"x\", agreed: \"x\", forGovernors: \"x\" }}"
        );
        var visit = (await PageAsync(city.Improvement, school, Visits + " attendance { possible } similar { name }")).ToString();
        Assert.Contains("\"figures\":null", visit, StringComparison.Ordinal);
        Assert.Contains("\"since\":null", visit, StringComparison.Ordinal);
        Assert.Contains("\"attendance\":null", visit, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Row", "S169")]
    public async Task A_concern_school_explains_itself_is_decided_on_and_followed_up()
    {
        var (poor, _) = city.School("3552211");
        var (good, _) = city.School("3552212");
        var line = await LineAsync(poor);
        var below = line.GetProperty("criteria")[0];
        Assert.True(below.GetProperty("met").GetBoolean());
        Assert.Contains("Attendance 50.0% (60 of 120 half-days)", below.GetProperty("arithmetic").GetString(), StringComparison.Ordinal);
        Assert.Contains("3 of 6 children", line.GetProperty("criteria")[1].GetProperty("arithmetic").GetString(), StringComparison.Ordinal);
        Assert.False((await LineAsync(good)).GetProperty("criteria")[0].GetProperty("met").GetBoolean());

        // Another value: another answer.
        await city.SetAsync("PERSISTENT", 500);
        Assert.False((await LineAsync(poor)).GetProperty("criteria")[1].GetProperty("met").GetBoolean());
        await city.SetAsync("PERSISTENT", 499);
        Assert.True((await LineAsync(poor)).GetProperty("criteria")[1].GetProperty("met").GetBoolean());

        await city.DoneAsync(
            city.Leader,
            "recordConcernMeeting",
            $"{{ heldOn: \"2006-10-20\", present: \"PSIO, leader\", decisions: [{{ school: \"{poor.Laestab}\", state: CONCERN, strategy: \"First-day calls.\", followedBy: \"Link SIO\", followUpBy: \"2006-10-31\" }}, {{ school: \"{good.Laestab}\", state: NO_CONCERN }}] }}"
        );
        var decided = await LineAsync(poor);
        Assert.Equal("CONCERN", decided.GetProperty("state").GetString());
        Assert.Equal("2006-10-20", decided.GetProperty("concernSince").GetString());
        const string decisions = "decisions { state strategy followUpBy followedUpOn overdue grounds } visitDueOn";
        var head = await city.PersonAsync(Role.HeadTeacher, Relation.WorksAt, poor);
        var before = (await PageAsync(head, poor, decisions)).GetProperty("decisions")[0];
        Assert.True(before.GetProperty("overdue").GetBoolean());
        Assert.Equal(JsonValueKind.Null, before.GetProperty("followedUpOn").ValueKind);
        Assert.Contains("60 of 120 half-days", before.GetProperty("grounds")[0].GetString(), StringComparison.Ordinal);
        await city.VisitAsync(poor, "FOLLOW_UP", "2006-10-27");
        var after = await PageAsync(head, poor, decisions);
        Assert.Equal("2006-10-27", after.GetProperty("decisions")[0].GetProperty("followedUpOn").GetString());
        Assert.False(after.GetProperty("decisions")[0].GetProperty("overdue").GetBoolean());
        // Visited this term: by the end of the next one.
        Assert.Equal("2007-04-08", after.GetProperty("visitDueOn").GetString());
        Assert.Equal(
            ["school-unknown", "text-missing", "text-missing", "follow-up-invalid"],
            await city.ProblemsAsync(
                city.Improvement,
                "recordConcernMeeting",
                "{ heldOn: \"2006-10-20\", present: \"PSIO\", decisions: [{ school: \"3559999\", state: CONCERN, followUpBy: \"2006-10-20\" }] }"
            )
        );
        Assert.Equal(["NOT_FOUND"], (await SmallSchool.AskAsync(head, "{ improvementBoard { year } }")).Codes);
    }

    [Fact]
    [Trait("Row", "S168")]
    public async Task The_fortnightly_agenda_lists_what_changed_since_the_last_meeting_and_the_school_has_a_light()
    {
        var (school, upns) = city.School("3552221");
        await city.MeetAsync("[]");
        Assert.DoesNotContain("3552221", await AgendaAsync(), StringComparison.Ordinal);
        await city.TargetAsync(school, 900);
        Assert.Equal("GREEN", (await LineAsync(school)).GetProperty("light").GetString());
        await city.TargetAsync(school, 905);
        Assert.Equal("AMBER", (await LineAsync(school)).GetProperty("light").GetString());
        await city.TargetAsync(school, 950);
        Assert.Equal("RED", (await LineAsync(school)).GetProperty("light").GetString());
        var worker = await city.PersonAsync(Role.WelfareOfficer, Relation.NamedOfficer, school);
        await city.NoteAsync(worker, school, "The gate is locked too early.");
        await city.VisitAsync(school, "SUPPORT", "2006-10-31");
        var agenda = await AgendaAsync();
        foreach (
            var expected in new[]
            {
                "\"kind\":\"LIGHT\",\"school\":\"3552221\",\"text\":\"No target then, red now: 90.0% (180 of 200 half-days).\"",
                "\"kind\":\"TARGET\",\"school\":\"3552221\",\"text\":\"Target set: 95.0%.\"",
                "\"kind\":\"NOTE\",\"school\":\"3552221\",\"text\":\"Locality team: The gate is locked too early.\"",
                "\"kind\":\"VISIT\",\"school\":\"3552221\",\"text\":\"Visited 31 October 2006: Agreed.\"",
            }
        )
            Assert.Contains(expected, agenda, StringComparison.Ordinal);

        // The meeting keeps its agenda; the next one begins empty, but for what is late.
        await city.MeetAsync(
            "[{ what: \"Open the gate\", owner: \"Consultant\", dueOn: \"2006-10-20\", school: \"3552221\" }]",
            heldOn: "2006-10-18"
        );
        Assert.Equal(
            "[{\"kind\":\"ACTION_OVERDUE\",\"school\":\"3552221\",\"text\":\"Open the gate (Consultant), due 20 October 2006, agreed 18 October 2006.\"}]",
            await AgendaAsync()
        );
        var board = await city.AskAsync(
            city.Leader,
            "improvementBoard { fortnightlyMeetings { id agenda { school } actions { number what doneOn overdue } } }"
        );
        var meeting = board
            .GetProperty("fortnightlyMeetings")
            .EnumerateArray()
            .First(each => each.ToString().Contains("Open the gate", StringComparison.Ordinal));
        Assert.Contains("3552221", meeting.GetProperty("agenda").ToString(), StringComparison.Ordinal);
        Assert.True(meeting.GetProperty("actions")[0].GetProperty("overdue").GetBoolean());
        var settle =
            $"mutation {{ settleConsultantAction(meeting: \"{meeting.GetProperty("id").GetString()}\", number: 1) {{ id problems {{ code }} }} }}";
        Assert.DoesNotContain("action-settled", (await SmallSchool.AskAsync(city.Improvement, settle)).Text, StringComparison.Ordinal);
        Assert.Contains("action-settled", (await SmallSchool.AskAsync(city.Improvement, settle)).Text, StringComparison.Ordinal);
        Assert.DoesNotContain("ACTION_OVERDUE", await AgendaAsync(), StringComparison.Ordinal);
        Assert.Equal(["NOT_FOUND"], (await SmallSchool.AskAsync(worker, "{ consultantAgenda { since } }")).Codes);
    }

    [Fact]
    [Trait("Row", "S170")]
    public async Task Both_services_write_notes_on_a_school_and_both_read_them_and_the_school_does_not()
    {
        var (school, _) = city.School("3552231");
        var manager = await city.PersonAsync(Role.LocalityManager, Relation.Manages, school);
        await city.NoteAsync(manager, school, "Three families moved.");
        await city.NoteAsync(city.Improvement, school, "A new head of year 5.");
        foreach (var reader in new[] { manager, city.Improvement })
        {
            var notes = (await PageAsync(reader, school, "notes { service text writtenBy }")).GetProperty("notes");
            Assert.Equal(
                ["SCHOOL_IMPROVEMENT A new head of year 5. Pat SchoolImprovement", "LOCALITY Three families moved. Pat LocalityManager"],
                notes
                    .EnumerateArray()
                    .Select(note => $"{note.GetProperty("service")} {note.GetProperty("text")} {note.GetProperty("writtenBy")}")
            );
        }
        var head = await city.PersonAsync(Role.HeadTeacher, Relation.WorksAt, school);
        Assert.Equal(0, (await PageAsync(head, school, "notes { text }")).GetProperty("notes").GetArrayLength());
        Assert.Equal(["NOT_FOUND"], (await city.TryNoteAsync(head, school.Laestab.ToString(), "x")).Codes);
        var (other, _) = city.School("3552232");
        Assert.Equal(["NOT_FOUND"], (await city.TryNoteAsync(manager, other.Laestab.ToString(), "x")).Codes);
        Assert.Contains("text-missing", (await city.TryNoteAsync(manager, school.Laestab.ToString(), " ")).Text, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Row", "S171")]
    public async Task A_school_is_linked_with_a_similar_one_and_the_link_shows_what_came_of_it()
    {
        // Six children of whom all were absent in the first week, and all there in the second.
        var (school, upns) = city.School("3551241");
        var (like, _) = city.School("3551242");
        var similar = (await PageAsync(city.Improvement, school, "similar { school distance parts { kind distance own other } }"))
            .GetProperty("similar")
            .EnumerateArray()
            .Single(each => each.GetProperty("school").GetString() == "3551242");
        Assert.Equal(
            similar.GetProperty("distance").GetDecimal(),
            similar.GetProperty("parts").EnumerateArray().Sum(part => part.GetProperty("distance").GetDecimal())
        );
        Assert.Contains(
            "\"kind\":\"ABSENCE\",\"distance\":0,\"own\":\"50.0%\",\"other\":\"50.0%\"",
            similar.ToString().Replace("0.00", "0", StringComparison.Ordinal),
            StringComparison.Ordinal
        );
        var link = await city.DoneAsync(
            city.Improvement,
            "linkSchools",
            "{ school: \"3551241\", with: \"3551242\", about: \"First-day calls\", from: \"2006-09-11\" }"
        );
        var shown = (
            await PageAsync(
                city.Improvement,
                like,
                "links { id school with endedOn parts { kind } effect { compared change hidden before { possible unauthorised } after { possible unauthorised } caveat } }"
            )
        ).GetProperty("links")[0];
        var effect = shown.GetProperty("effect");
        Assert.Equal(100m, effect.GetProperty("change").GetDecimal());
        Assert.Equal(60, effect.GetProperty("before").GetProperty("unauthorised").GetInt64());
        Assert.Equal(60, effect.GetProperty("after").GetProperty("possible").GetInt64());
        Assert.Contains("not that this changed it", effect.GetProperty("caveat").GetString(), StringComparison.Ordinal);
        Assert.Equal(3, shown.GetProperty("parts").GetArrayLength());
        Assert.Equal(
            ["link-there"],
            await city.ProblemsAsync(
                city.Improvement,
                "linkSchools",
                "{ school: \"3551241\", with: \"3551242\", about: \"Again\", from: \"2006-09-11\" }"
            )
        );
        Assert.Equal(
            ["school-unknown"],
            await city.ProblemsAsync(
                city.Improvement,
                "linkSchools",
                "{ school: \"3551241\", with: \"3551241\", about: \"Itself\", from: \"2006-09-11\" }"
            )
        );
        var end = $"mutation {{ endSchoolLink(id: \"{link}\") {{ problems {{ code }} }} }}";
        Assert.DoesNotContain("link-ended", (await SmallSchool.AskAsync(city.Leader, end)).Text, StringComparison.Ordinal);
        Assert.Contains("link-ended", (await SmallSchool.AskAsync(city.Leader, end)).Text, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Row", "S8")]
    public async Task A_practice_lists_its_adopters_with_before_and_after_and_a_head_takes_it_on()
    {
        // The school of the link test: all absent in the first week, all there in the second. The other: half and half all the time.
        var (other, _) = city.School("3551242");
        var (small, _) = city.School("3552203");
        var practice = await city.DoneAsync(
            city.Improvement,
            "addPractice",
            "{ title: \"Walking bus\", school: \"3551241\", about: \"Parents walk children in.\", beganOn: \"2006-09-11\", programme: \"bip\" }"
        );
        var head = await city.PersonAsync(Role.HeadTeacher, Relation.WorksAt, other);
        await city.DoneAsync(
            head,
            "adoptPractice",
            $"{{ practice: \"{practice}\", school: \"3551242\", adoptedOn: \"2006-09-11\", note: \"On Mondays.\" }}"
        );
        await city.DoneAsync(
            city.Improvement,
            "adoptPractice",
            $"{{ practice: \"{practice}\", school: \"3552203\", adoptedOn: \"2006-09-11\" }}"
        );
        const string fields = "compared change hidden before { possible unauthorised } after { possible unauthorised }";
        var found = (
            await city.AskAsync(
                head,
                $"goodPractice(programme: \"bip\") {{ title schoolName evidence {{ {fields} }} adopters {{ name note effect {{ {fields} }} }} }}"
            )
        )[0];
        Assert.Equal("School 3551241", found.GetProperty("schoolName").GetString());
        Assert.Equal(100m, found.GetProperty("evidence").GetProperty("change").GetDecimal());
        var adopters = found.GetProperty("adopters").EnumerateArray().ToList();
        Assert.Equal("School 3551242", adopters[0].GetProperty("name").GetString());
        Assert.Equal("On Mondays.", adopters[0].GetProperty("note").GetString());
        Assert.Equal(0m, adopters[0].GetProperty("effect").GetProperty("change").GetDecimal());
        Assert.Equal(60, adopters[0].GetProperty("effect").GetProperty("before").GetProperty("possible").GetInt64());
        // Four children: nothing is told.
        Assert.True(adopters[1].GetProperty("effect").GetProperty("hidden").GetBoolean());
        Assert.Equal(JsonValueKind.Null, adopters[1].GetProperty("effect").GetProperty("before").ValueKind);

        Assert.Equal(
            ["practice-there"],
            await city.ProblemsAsync(
                head,
                "adoptPractice",
                $"{{ practice: \"{practice}\", school: \"3551242\", adoptedOn: \"2006-09-12\" }}"
            )
        );
        Assert.Equal(
            ["NOT_FOUND"],
            (
                await city.TryAsync(
                    head,
                    "adoptPractice",
                    $"{{ practice: \"{practice}\", school: \"3552211\", adoptedOn: \"2006-09-12\" }}"
                )
            ).Codes
        );
        var police = await city.Host.PersonAsync(await city.Host.EmployAsync(Role.Police));
        Assert.Equal(["NOT_FOUND"], (await SmallSchool.AskAsync(police, "{ goodPractice { title } }")).Codes);

        // What came of it stands in the row of the strategy.
        var row = (
            await city.AskAsync(police, "agency(id: \"school-improvement\") { responsibilities { row figures { name count outOf } } }")
        ).ToString();
        Assert.Contains("\"name\":\"Times that a school took on a practice of another\",\"count\":2", row, StringComparison.Ordinal);
        Assert.Contains("\"name\":\"Schools visited this year, with a record of visit\"", row, StringComparison.Ordinal);
    }

    private async Task<string> AgendaAsync() =>
        (await city.AskAsync(city.Improvement, "consultantAgenda { items { kind school text } }")).GetProperty("items").ToString();

    private async Task<bool> OverdueAsync(SmallSchool school) => (await LineAsync(school)).GetProperty("visitOverdue").GetBoolean();

    private async Task<JsonElement> LineAsync(SmallSchool school) =>
        (
            await city.AskAsync(
                city.Improvement,
                "improvementBoard { schools { school light visitOverdue state concernSince criteria { met arithmetic } } }"
            )
        )
            .GetProperty("schools")
            .EnumerateArray()
            .Single(line => line.GetProperty("school").GetString() == school.Laestab.ToString());

    private async Task<JsonElement> PageAsync(HttpClient client, SmallSchool school, string fields) =>
        await city.AskAsync(client, Page(school.Laestab.ToString(), fields)[2..^2]);

    private static string Page(string school, string fields) => $"{{ schoolImprovement(school: \"{school}\") {{ {fields} }} }}";
}
