using System.Net.Http.Json;
using System.Text.Json;
using Attendance.Access.Contracts;
using Attendance.Host.Tests.Access;
using Attendance.Host.Tests.GraphQL;
using Xunit;

namespace Attendance.Host.Tests.Casework;

/// <summary>What the authority and its schools and services agree, ask, publish and write to each other, over GraphQL as each role.</summary>
public abstract class SharedWithSchoolsTests(CityFixture fixture)
{
    private const string Head = nameof(Role.HeadTeacher);
    private const string Leader = nameof(Role.AttendanceLeader);
    private const string Manager = nameof(Role.LocalityManager);
    private const string Officer = nameof(Role.WelfareOfficer);
    private const string School = nameof(Role.AttendanceLead);

    private readonly AccessCity _city = fixture.City;
    private readonly CaseClient _cases = fixture.Cases;

    [Fact]
    [Trait("Row", "S118")]
    public async Task Criteria_are_agreed_with_each_school_a_referral_that_misses_them_is_refused_and_a_managers_override_is_logged()
    {
        var bob = _city.Ids[AccessCity.Bob];
        var refer = $"referChild(input: {{ pupil: \"{bob}\", concern: \"Seen in town.\", tried: \"Two calls.\" }})";
        Assert.Equal("criteria-unmet", await _cases.ProblemAsync(School, refer));
        Assert.Equal(
            "text-missing",
            await _cases.ProblemAsync(Manager, $"admitReferral(input: {{ pupil: \"{bob}\", concern: \"Seen in town.\", reason: \"\" }})")
        );
        var admitted = await _cases.DoAsync(
            Manager,
            $"admitReferral(input: {{ pupil: \"{bob}\", concern: \"Seen in town.\", tried: \"Two calls.\", reason: \"His brother has a case.\" }})",
            "taken"
        );
        Assert.True(admitted.GetProperty("taken").GetBoolean());
        var id = (await AskAsync(Leader, $"{{ pupil(id: \"{bob}\") {{ openCase {{ id }} }} }}"))
            .GetProperty("pupil")
            .GetProperty("openCase")
            .GetProperty("id")
            .GetString()!;
        var read = await _cases.ReadAsync(Leader, id, "chronology { kind text by } due { item on }");
        var logged = read.GetProperty("chronology").EnumerateArray().Single(entry => Text(entry, "kind") == "referral-admitted");
        Assert.Equal(Manager, Text(logged, "by"));
        Assert.Equal(
            "A manager let the referral in although its criteria were not met (criteria-unmet): His brother has a case.",
            Text(logged, "text")
        );
        // Twelve school weeks from Wednesday 1 November.
        Assert.Equal("2007-01-24", Due(read, "evaluation"));
        await _cases.AllocateAsync(id, _city.People[Officer]);
        await _cases.DoAsync(Officer, $"evaluateReferral(input: {{ case: \"{id}\", text: \"He comes again.\" }})");
        Assert.Null(Due(await _cases.ReadAsync(Officer, id, "due { item on }"), "evaluation"));

        // Other terms for the school: everybody may be referred, and plans are looked at after three weeks.
        Assert.Equal("number-invalid", await _cases.ProblemAsync(Manager, Terms(101, 3)));
        await _cases.DoAsync(Manager, Terms(0, 3), "saved");
        var terms = (await SchoolAsync(Head, "referralTerms { leastMissed reviewWeeks evaluationWeeks since by }")).GetProperty(
            "referralTerms"
        );
        Assert.Equal(
            (0, 3, Manager),
            (terms.GetProperty("leastMissed").GetInt32(), terms.GetProperty("reviewWeeks").GetInt32(), Text(terms, "by"))
        );
        Assert.True(
            (await _cases.DoAsync(School, refer.Replace("town.\"", "town.\", reference: \"2\"", StringComparison.Ordinal), "taken"))
                .GetProperty("taken")
                .GetBoolean()
        );
        await _cases.DoAsync(
            Officer,
            $"recordAssessment(input: {{ case: \"{id}\", factors: [{{ factor: FAMILY, source: \"school\" }}], summary: \"x\", childView: \"x\", parentViewsMissing: \"x\" }})"
        );
        await _cases.DoAsync(
            Officer,
            $"makePlan(input: {{ case: \"{id}\", aim: \"x\", targets: [{{ year: \"2006/07\", halfTerm: AUT_2, percent: 90 }}], actions: [{{ party: KEY_WORKER, owner: \"x\", what: \"x\", dueOn: \"2006-11-30\", support: true }}], childView: \"x\" }})"
        );
        Assert.Equal("2006-11-22", Due(await _cases.ReadAsync(Officer, id, "due { item on }"), "review/1"));

        string Terms(int missed, int review) =>
            $"saveReferralTerms(input: {{ school: \"{AccessCity.School}\", leastMissed: {missed}, reviewWeeks: {review}, evaluationWeeks: 12 }})";
    }

    [Fact]
    [Trait("Row", "S102")]
    public async Task A_message_in_a_case_reaches_the_roles_it_mentions_by_their_preference_and_only_those_with_access()
    {
        var id = _city.Cases[AccessCity.Dan];
        // Dan's case is nobody's of the north team: its manager has the role, and no access.
        await _cases.DoAsync(
            Leader,
            $"postCaseMessage(input: {{ case: \"{id}\", text: \"Who knows the family?\", mentions: [LOCALITY_MANAGER] }})"
        );
        Assert.Empty(await MessagesAsync(Manager));
        id = _city.Cases[AccessCity.Ann];
        await _cases.DoAsync(
            Leader,
            $"postCaseMessage(input: {{ case: \"{id}\", text: \"Please call the lawyer.\", mentions: [LOCALITY_MANAGER, LEGAL, SCHOOL_OFFICE] }})"
        );
        var told = Assert.Single(await MessagesAsync(Manager));
        Assert.Equal(
            (_city.Ids[AccessCity.Ann].ToString(), "A message in the case is for you."),
            (Text(told, "pupil"), Text(told, "sentence"))
        );
        Assert.Single(await MessagesAsync(nameof(Role.Legal)));
        // Not for who wrote it, who is not mentioned, or who has a mentioned role and may not read cases.
        foreach (var other in new[] { Leader, Officer, nameof(Role.SchoolOffice) })
            Assert.Empty(await MessagesAsync(other));
        Assert.Equal(
            ["NOT_FOUND"],
            (
                await SmallSchool.AskAsync(
                    _city.Clients[nameof(Role.SchoolOffice)],
                    $"mutation {{ postCaseMessage(input: {{ case: \"{id}\", text: \"x\" }}) {{ problems {{ code }} }} }}"
                )
            ).Codes
        );

        // The delivery log says who has seen it; an answer goes back.
        await AskAsync(Manager, $"mutation {{ readNotices(ids: [\"{Text(told, "id")}\"]) {{ unread }} }}");
        var thread = (
            await _cases.ReadAsync(Officer, id, "messages { number by text mentions answers seen { who { name } } }")
        ).GetProperty("messages")[0];
        Assert.Equal([Manager], thread.GetProperty("seen").EnumerateArray().Select(seen => Text(seen.GetProperty("who"), "name")));
        Assert.Equal(
            "message-unknown",
            await _cases.ProblemAsync(Manager, $"postCaseMessage(input: {{ case: \"{id}\", text: \"x\", answers: 1 }})")
        );
        await _cases.DoAsync(
            Manager,
            $"postCaseMessage(input: {{ case: \"{id}\", text: \"Done.\", mentions: [ATTENDANCE_LEADER], answers: {thread.GetProperty("number").GetInt32()} }})"
        );
        Assert.Single(await MessagesAsync(Leader));
        // By preference: who wants a digest is not told at the bell.
        await AskAsync(Leader, "mutation { saveNoticeSetting(input: { kind: MESSAGE, delivery: DIGEST, severity: CONCERN }) { settled } }");
        Assert.Empty(await MessagesAsync(Leader));
    }

    [Fact]
    [Trait("Row", "S4")]
    [Trait("Row", "S105")]
    [Trait("Row", "S113")]
    [Trait("Row", "S117")]
    [Trait("Row", "S86")]
    public async Task The_library_has_dated_versions_pointers_by_role_and_code_both_ways_and_says_who_has_read_what()
    {
        var shipped = (await AskAsync(School, "{ guidance(code: \"N\") { id title pointers { role code text } } }")).GetProperty(
            "guidance"
        );
        Assert.Contains(
            shipped.EnumerateArray().SelectMany(row => row.GetProperty("pointers").EnumerateArray()),
            pointer => (Text(pointer, "role"), Text(pointer, "code")) == ("SCHOOL_OFFICE", "N")
        );
        Assert.Contains(
            (await LibraryAsync(nameof(Role.Parent))).Select(row => Text(row, "id")),
            document => document == "shipped/missing-education"
        );
        Assert.Equal("code-unknown", await _cases.ProblemAsync(Leader, Publish("", "codes: [\"?\"]")));
        var id = Text(await _cases.DoAsync(Leader, Publish("", "codes: [\"G\"], roles: [HEAD_TEACHER]"), "id"), "id")!;
        await _cases.DoAsync(
            Leader,
            Publish($"id: \"{id}\", ", "roles: [HEAD_TEACHER, ATTENDANCE_LEAD]").Replace("first", "second", StringComparison.Ordinal),
            "id"
        );
        var heads = (await LibraryAsync(Head)).Single(row => Text(row, "id") == id);
        Assert.Equal(
            (2, true, false),
            (heads.GetProperty("version").GetInt32(), heads.GetProperty("forMe").GetBoolean(), heads.GetProperty("read").GetBoolean())
        );
        Assert.Equal(
            ["The second.", "The first."],
            heads.GetProperty("versions").EnumerateArray().Select(version => Text(version, "body"))
        );
        Assert.False((await LibraryAsync(nameof(Role.Health))).Single(row => Text(row, "id") == id).GetProperty("forMe").GetBoolean());
        await _cases.DoAsync(Head, $"readGuidance(id: \"{id}\", version: 2)", "saved");
        Assert.True((await LibraryAsync(Head)).Single(row => Text(row, "id") == id).GetProperty("read").GetBoolean());
        var receipts = (await LibraryAsync(Leader)).Single(row => Text(row, "id") == id).GetProperty("receipts");
        Assert.Equal(
            [(2, Head)],
            receipts.EnumerateArray().Select(row => (row.GetProperty("version").GetInt32(), Text(row.GetProperty("who"), "name")!))
        );
        Assert.Equal(JsonValueKind.Null, heads.GetProperty("receipts").ValueKind);

        // A school puts in its own; the authority and its officer see it, and the other school's officer and partners do not.
        var own = Text(await _cases.DoAsync(Head, Publish($"school: \"{AccessCity.School}\", ", ""), "id"), "id")!;
        foreach (
            var (caller, sees) in new[] { (Leader, true), (Officer, true), (nameof(Role.Health), false), (nameof(Role.Parent), false) }
        )
            Assert.Equal(sees, (await LibraryAsync(caller)).Exists(row => Text(row, "id") == own));
        Assert.DoesNotContain(
            $"\"{own}\"",
            (await SmallSchool.AskAsync(_city.ClientOf(_city.People["southofficer"]), "{ guidance { id } }")).Text,
            StringComparison.Ordinal
        );
        Assert.Equal(
            ["NOT_FOUND"],
            (
                await SmallSchool.AskAsync(
                    _city.Clients[nameof(Role.Health)],
                    $"mutation {{ readGuidance(id: \"{own}\", version: 1) {{ saved }} }}"
                )
            ).Codes
        );
        Assert.Equal(["NOT_FOUND"], (await SmallSchool.AskAsync(_city.Clients[Head], $"mutation {{ {Publish("", "")} {{ id }} }}")).Codes);

        static string Publish(string which, string more) =>
            $"publishGuidance(input: {{ {which}title: \"Holidays\", dated: \"2006-09-01\", body: \"The first.\", {more} }})";
    }

    [Fact]
    [Trait("Row", "S115")]
    [Trait("Row", "S116")]
    public async Task The_roles_of_schools_and_services_are_agreed_in_versions_and_signed_by_who_they_bind()
    {
        await _cases.DoAsync(Manager, Save($"school: \"{AccessCity.School}\"", "Calls on the first day."), "saved");
        Assert.Equal(
            "version-unknown",
            await _cases.ProblemAsync(Head, $"signAgreement(input: {{ school: \"{AccessCity.School}\", version: 2 }})")
        );
        await _cases.DoAsync(Head, $"signAgreement(input: {{ school: \"{AccessCity.School}\", version: 1 }})", "saved");
        var schools = (await AskAsync(Leader, "{ schools { laestab agreement { version body signedBy signedAt reviewOn } } }")).GetProperty(
            "schools"
        );
        var signed = schools.EnumerateArray().Single(school => Text(school, "laestab") == AccessCity.School).GetProperty("agreement");
        Assert.Equal((Head, "2007-09-01"), (Text(signed, "signedBy"), Text(signed, "reviewOn")));
        Assert.Equal(
            JsonValueKind.Null,
            schools.EnumerateArray().Single(school => Text(school, "laestab") == AccessCity.Other).GetProperty("agreement").ValueKind
        );
        // A new version is not signed by the old signature.
        await _cases.DoAsync(Manager, Save($"school: \"{AccessCity.School}\"", "Calls before ten."), "saved");
        var next = (await SchoolAsync(Head, "agreement { version signedAt }")).GetProperty("agreement");
        Assert.Equal((2, JsonValueKind.Null), (next.GetProperty("version").GetInt32(), next.GetProperty("signedAt").ValueKind));

        await _cases.DoAsync(Leader, Save("service: HEALTH", "Answers within ten days."), "saved");
        Assert.Equal(
            ["NOT_FOUND"],
            (
                await SmallSchool.AskAsync(
                    _city.Clients[nameof(Role.Police)],
                    "mutation { signAgreement(input: { service: HEALTH, version: 1 }) { saved } }"
                )
            ).Codes
        );
        await _cases.DoAsync(nameof(Role.Health), "signAgreement(input: { service: HEALTH, version: 1 })", "saved");
        const string services = "{ serviceAgreements { service agreement { signedBy } maySign } }";
        Assert.Equal(
            [("HEALTH", nameof(Role.Health))],
            (await AskAsync(nameof(Role.Health), services))
                .GetProperty("serviceAgreements")
                .EnumerateArray()
                .Select(row => (Text(row, "service"), Text(row.GetProperty("agreement"), "signedBy")))
        );
        var all = (await AskAsync(Leader, services)).GetProperty("serviceAgreements").EnumerateArray().ToList();
        Assert.Equal((11, 10), (all.Count, all.Count(row => row.GetProperty("agreement").ValueKind is JsonValueKind.Null)));

        static string Save(string with, string body) => $"saveAgreement(input: {{ {with}, body: \"{body}\", reviewOn: \"2007-09-01\" }})";
    }

    [Fact]
    [Trait("Row", "S106")]
    [Trait("Row", "S133")]
    public async Task A_child_educated_at_home_has_no_expected_half_days_and_its_notice_advice_visits_and_suitability_are_recorded()
    {
        var dan = _city.Ids[AccessCity.Dan];
        const string fields =
            "education { status marksExpected since words homeEducation { step on suitable words by } } due(from: \"2006-10-16\", to: \"2006-10-20\") { date }";
        var before = (await AskAsync(Leader, $"{{ pupil(id: \"{dan}\") {{ {fields} }} }}")).GetProperty("pupil");
        Assert.Equal(("ON_ROLL", 10), (Text(before.GetProperty("education"), "status"), before.GetProperty("due").GetArrayLength()));
        Assert.Equal("still-on-roll", await _cases.ProblemAsync(Leader, Record("HOME_EDUCATED")));
        await LeaveAsync();
        var lost = (await AskAsync(Leader, $"{{ pupil(id: \"{dan}\") {{ {fields} }} }}")).GetProperty("pupil").GetProperty("education");
        Assert.Equal(("MISSING_EDUCATION", false), (Text(lost, "status"), lost.GetProperty("marksExpected").GetBoolean()));
        Assert.Equal("not-home-educated", await _cases.ProblemAsync(Leader, Step("VISIT", "")));
        await _cases.DoAsync(Leader, Step("NOTICE", ""), "saved");
        await _cases.DoAsync(Leader, Record("HOME_EDUCATED"), "saved");
        Assert.Equal("suitable-missing", await _cases.ProblemAsync(Leader, Step("SUITABILITY", "")));
        foreach (var (step, more) in new[] { ("ADVICE", ""), ("VISIT", ""), ("SUITABILITY", ", suitable: false") })
            await _cases.DoAsync(Leader, Step(step, more), "saved");
        var home = (await AskAsync(Leader, $"{{ pupil(id: \"{dan}\") {{ {fields} }} }}")).GetProperty("pupil");
        var education = home.GetProperty("education");
        Assert.Equal(
            ("HOME_EDUCATED", "2006-10-14", 0),
            (Text(education, "status"), Text(education, "since"), home.GetProperty("due").GetArrayLength())
        );
        Assert.Equal(
            ["SUITABILITY", "VISIT", "ADVICE", "NOTICE"],
            education.GetProperty("homeEducation").EnumerateArray().Select(row => Text(row, "step"))
        );
        Assert.False(education.GetProperty("homeEducation")[0].GetProperty("suitable").GetBoolean());
        await _cases.DoAsync(Leader, Step("RETURN", ""), "saved");
        await _cases.DoAsync(Leader, Record("AWAITING_PLACE").Replace("2006-10-14", "2006-10-30", StringComparison.Ordinal), "saved");
        var awaiting = (await AskAsync(Leader, $"{{ pupil(id: \"{dan}\") {{ {fields} }} }}")).GetProperty("pupil").GetProperty("education");
        Assert.Equal("AWAITING_PLACE", Text(awaiting, "status"));

        string Record(string status) =>
            $"recordEducation(input: {{ pupil: \"{dan}\", status: {status}, from: \"2006-10-14\", words: \"Letter of the parents.\" }})";
        string Step(string step, string more) =>
            $"recordHomeEducation(input: {{ pupil: \"{dan}\", step: {step}, on: \"2006-10-20\", words: \"x\"{more} }})";
    }

    [Fact]
    [Trait("Row", "S122")]
    [Trait("Row", "S123")]
    public async Task Hours_of_support_are_published_with_each_schools_inputs_and_no_school_is_without_an_officer()
    {
        Assert.Empty(
            (await AskAsync(Leader, "{ schoolsWithoutOfficer { laestab } }")).GetProperty("schoolsWithoutOfficer").EnumerateArray()
        );
        var officer = (await SchoolAsync(Head, "namedOfficer { name from until coveredBy { name from until } }")).GetProperty(
            "namedOfficer"
        );
        Assert.Equal(
            (Officer, "spare", "2006-12-01", "2007-01-01"),
            (
                Text(officer, "name"),
                Text(officer.GetProperty("coveredBy")[0], "name"),
                Text(officer.GetProperty("coveredBy")[0], "from"),
                Text(officer.GetProperty("coveredBy")[0], "until")
            )
        );
        Assert.Equal(JsonValueKind.Null, (await SchoolAsync(Head, "supportHours { hours }")).GetProperty("supportHours").ValueKind);
        Assert.Equal(
            "weights-invalid",
            await _cases.ProblemAsync(Leader, "publishSupport(input: { hours: 40, rollWeight: 0, missedWeight: 0, needWeight: 0 })")
        );
        await _cases.DoAsync(Leader, "publishSupport(input: { hours: 40 })", "saved");
        const string hours = "supportHours { hours hoursNow totalHours rollWeight inputs { roll missed need } inputsNow { roll missed } }";
        var all = (await AskAsync(Leader, $"{{ schools {{ laestab {hours} }} }}")).GetProperty("schools").EnumerateArray().ToList();
        Assert.Equal(40, all.Sum(school => school.GetProperty("supportHours").GetProperty("hours").GetDecimal()));
        var own = (await SchoolAsync(nameof(Role.Governor), hours)).GetProperty("supportHours");
        var inputs = own.GetProperty("inputs");
        Assert.Equal((2, 1), (inputs.GetProperty("roll").GetInt32(), inputs.GetProperty("need").GetInt32()));
        Assert.True(inputs.GetProperty("missed").GetInt32() >= 17);

        // More absence, and the formula says so today; what was published stays.
        foreach (var day in SmallSchool.Days(40).Skip(30))
            await new SmallSchoolDoor(_city).MarkAsync(day, AccessCity.Ann, "O", "O");
        await Registers.RegisterHost.UntilAsync(
            async () =>
                (await SchoolAsync(Head, hours)).GetProperty("supportHours") is var now
                && now.GetProperty("inputsNow").GetProperty("missed").GetInt32() == inputs.GetProperty("missed").GetInt32() + 20
                && now.GetProperty("hoursNow").GetDecimal() > now.GetProperty("hours").GetDecimal(),
            "The formula was not computed again."
        );

        using var added = await _city
            .Clients["LoaderKey"]
            .PutAsJsonAsync("/api/v1/schools/3552099", new { name = "New School", phase = "primary" });
        Assert.True(added.IsSuccessStatusCode);
        Assert.Equal(
            ["3552099"],
            (await AskAsync(Leader, "{ schoolsWithoutOfficer { laestab } }"))
                .GetProperty("schoolsWithoutOfficer")
                .EnumerateArray()
                .Select(row => Text(row, "laestab"))
        );
    }

    private async Task LeaveAsync()
    {
        using var roll = await _city
            .Clients["LoaderKey"]
            .PutAsJsonAsync(
                $"/api/v1/schools/{AccessCity.Other}/roll",
                new
                {
                    pupils = new[]
                    {
                        new
                        {
                            upn = AccessCity.Dan.Value,
                            givenName = "Test",
                            familyName = "Dyer",
                            birthDate = "1997-05-05",
                            sex = "F",
                            entryDate = "2006-09-01",
                            leavingDate = "2006-10-13",
                            yearGroup = "4",
                            group = "4A",
                        },
                    },
                }
            );
        Assert.True(roll.IsSuccessStatusCode, await roll.Content.ReadAsStringAsync());
    }

    private async Task<List<JsonElement>> LibraryAsync(string caller) =>
        [
            .. (
                await AskAsync(caller, "{ guidance { id version forMe read versions { version body } receipts { version who { name } } } }")
            )
                .GetProperty("guidance")
                .EnumerateArray(),
        ];

    private async Task<List<JsonElement>> MessagesAsync(string caller) =>
        [
            .. (await AskAsync(caller, "{ notices(first: 100) { id kind pupil sentence } }"))
                .GetProperty("notices")
                .EnumerateArray()
                .Where(notice => Text(notice, "kind") == "MESSAGE"),
        ];

    private async Task<JsonElement> SchoolAsync(string caller, string fields) =>
        (await AskAsync(caller, $"{{ school(laestab: \"{AccessCity.School}\") {{ {fields} }} }}")).GetProperty("school");

    private async Task<JsonElement> AskAsync(string caller, string query)
    {
        var answer = await SmallSchool.AskAsync(_city.Clients[caller], query);
        Assert.True(answer.Codes.Count == 0, answer.Text);
        return answer.Data;
    }

    private static string? Due(JsonElement read, string item) =>
        read.GetProperty("due").EnumerateArray().Where(due => Text(due, "item") == item).Select(due => Text(due, "on")).SingleOrDefault();

    private static string? Text(JsonElement row, string name) => row.GetProperty(name).GetString();
}

/// <summary>On SQLite.</summary>
public sealed class SqliteSharedWithSchoolsTests(CityFixture fixture) : SharedWithSchoolsTests(fixture), IClassFixture<CityFixture>;

/// <summary>On PostgreSQL.</summary>
public sealed class PostgresSharedWithSchoolsTests(PostgresCityFixture fixture)
    : SharedWithSchoolsTests(fixture),
        IClassFixture<PostgresCityFixture>;
