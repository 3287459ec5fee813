using System.Text.Json;
using Attendance.Access.Contracts;
using Attendance.Host.Tests.GraphQL;
using Attendance.TestSupport;
using Xunit;

namespace Attendance.Host.Tests.Partners;

/// <summary>People of agencies who are named for schools: personal advisers from year 9 on, and school-based police officers. One Host for all.</summary>
public sealed class PostTests(PostCity city) : IClassFixture<PostCity>
{
    [Fact]
    [Trait("Row", "S47")]
    [Trait("Row", "S195")]
    [Trait("Row", "S200")]
    public async Task A_personal_adviser_has_the_young_people_of_year_9_and_over_at_the_own_schools_with_barriers_destination_and_risk()
    {
        var person = await city.Host.PartnerAsync(Role.Connexions, "connexions");
        var adviser = await city.Host.PersonAsync(person);
        var other = await city.Host.PartnerAsync(Role.Connexions, "connexions");
        var elsewhere = await city.Host.PersonAsync(other);
        var id = await city.ShareAsync("connexions", PostCity.Eve, PostCity.Ann, PostCity.Leo, PostCity.Dan);

        // Without a school: what the agreement shows, but for year 8; no caseload.
        Assert.Equal((0, 3), await CountAsync(adviser, id));
        Assert.Equal("person-unknown", await city.PostAsync("nameForSchool", "connexions", city.School, 1));
        Assert.Equal("school-unknown", await city.PostAsync("nameForSchool", "connexions", SharedKernel.Laestab.From(3559999), person));
        Assert.Equal(
            ["NOT_FOUND"],
            (await SmallSchool.AskAsync(adviser, PostCity.Post("nameForSchool", "connexions", city.School, person))).Codes
        );
        Assert.Null(await city.PostAsync("nameForSchool", "connexions", city.School, person));
        Assert.Null(await city.PostAsync("nameForSchool", "connexions", city.Other, other));
        Assert.Equal((2, 2), await CountAsync(adviser, id));
        Assert.Equal((1, 1), await CountAsync(elsewhere, id));

        // Year 8, and another school's, read exactly like nobody.
        var nobody = await SmallSchool.AskAsync(adviser, Child(id, "00000000000000000000"));
        var refused = await SmallSchool.AskAsync(adviser, Barrier(id, "00000000000000000000"));
        foreach (var hidden in new[] { PostCity.Eve, PostCity.Dan })
        {
            var child = await city.IdUnderAsync(id, person, hidden);
            Assert.Equal(nobody.Text, (await SmallSchool.AskAsync(adviser, Child(id, child))).Text);
            Assert.Equal(refused.Text, (await SmallSchool.AskAsync(adviser, Barrier(id, child))).Text);
            Assert.Equal(
                refused.Codes,
                (
                    await SmallSchool.AskAsync(
                        adviser,
                        $$"""mutation { referSharedChild(input: { agreement: "{{id}}", child: "{{child}}", concern: "x" }) { id } }"""
                    )
                ).Codes
            );
        }

        var leo = await city.IdUnderAsync(id, person, PostCity.Leo);
        Assert.Equal("text-missing", await ProblemAsync(adviser, Barrier(id, leo, words: " ")));
        Assert.Null(await ProblemAsync(adviser, Barrier(id, leo)));
        Assert.Equal("year-invalid", await ProblemAsync(adviser, Destination(id, leo, "2005/06", "COLLEGE")));
        Assert.Equal("year-invalid", await ProblemAsync(adviser, Destination(id, leo, "2011/12", "COLLEGE")));
        Assert.Null(await ProblemAsync(adviser, Destination(id, leo, "2006/07", "NOT_KNOWN")));
        Assert.Null(await ProblemAsync(adviser, Destination(id, leo, "2006/07", "COLLEGE")));
        var people = await YoungPeopleAsync(adviser, id);
        // The highest risk first: 16 of 50 half-days; Ann was ill for 6 of 50.
        Assert.Equal(
            """{"rule":"NEET","version":1,"level":"HIGH","possible":50,"missed":16,"unauthorised":16,"sentence":"Missed: 16 of 50 half-days, and 16 × 100 = 1600 is at least 20 × 50 = 1000."}""",
            System.Text.RegularExpressions.Regex.Unescape(people[0].GetProperty("risk").GetRawText())
        );
        Assert.Equal("RAISED", people[1].GetProperty("risk").GetProperty("level").GetString());
        Assert.Equal("COLLEGE", people[0].GetProperty("destination").GetProperty("kind").GetString());
        var barrier = Assert.Single(people[0].GetProperty("barriers").EnumerateArray());
        Assert.Equal(
            ("Cares for his mother.", "SENCO"),
            (barrier.GetProperty("words").GetString(), barrier.GetProperty("seenWith").GetString())
        );
        var settle =
            $$"""mutation { settleBarrier(id: "{{barrier.GetProperty("id").GetString()}}", words: "A carer comes.") { problems { code } } }""";
        Assert.Equal(["NOT_FOUND"], (await SmallSchool.AskAsync(elsewhere, settle)).Codes);
        Assert.Null(await ProblemAsync(adviser, settle));
        Assert.Equal("barrier-settled", await ProblemAsync(adviser, settle));

        // Every look is in the ledger, and the school sees who its adviser is; another school does not.
        var knows = await SmallSchool.AskAsync(
            city.Leader,
            $$"""{ pupil(id: "{{city.Ids[PostCity.Leo]}}") { disclosures { agreement looks } } }"""
        );
        Assert.DoesNotContain("\"looks\":0", knows.Text, StringComparison.Ordinal);
        foreach (var (school, names) in new[] { (city.School, 1), (city.Other, 1) })
        {
            var head = await city.Host.PersonAsync(
                await city.Host.EmployAsync(Role.HeadTeacher, (Relation.WorksAt, GrantTarget.Of(school)))
            );
            var posts = (await SmallSchool.AskAsync(head, "{ agency(id: \"connexions\") { posts { school title name } } }"))
                .Data.GetProperty("agency")
                .GetProperty("posts");
            Assert.Equal(names, posts.GetArrayLength());
            Assert.Equal(
                (school.ToString(), "Personal adviser"),
                (posts[0].GetProperty("school").GetString(), posts[0].GetProperty("title").GetString())
            );
        }
        Assert.Contains("\"count\":2,\"outOf\":2", await city.FiguresAsync("connexions", "S195"), StringComparison.Ordinal);
        // One leaver is not counted for others.
        Assert.Contains("\"hidden\":true", await city.FiguresAsync("connexions", "S200"), StringComparison.Ordinal);

        Assert.Null(await city.PostAsync("endSchoolPost", "connexions", city.School, person));
        Assert.Equal("post-unknown", await city.PostAsync("endSchoolPost", "connexions", city.School, person));
        Assert.Equal((0, 3), await CountAsync(adviser, id));
    }

    [Fact]
    [Trait("Row", "S45")]
    [Trait("Row", "S154")]
    [Trait("Row", "S206")]
    public async Task A_school_based_police_officer_sees_todays_class_of_the_own_schools_children_and_no_other_school()
    {
        var person = await city.Host.PartnerAsync(Role.Police, "police");
        var officer = await city.Host.PersonAsync(person);
        var id = await city.ShareAsync("police", PostCity.Ann, PostCity.Dan);
        const string fields = "id givenName schoolName today { half class }";
        Assert.Equal(2, (await ChildrenAsync(officer, id, fields)).Count);
        Assert.Null(await city.PostAsync("nameForSchool", "police", city.School, person));
        var shown = Assert.Single(await ChildrenAsync(officer, id, fields));
        Assert.Equal("School 3554001", shown.GetProperty("schoolName").GetString());
        Assert.Equal("""[{"half":"PM","class":"PRESENT"},{"half":"AM","class":"PRESENT"}]""", shown.GetProperty("today").GetRawText());
        // Nothing of another day, by the agreement's own words.
        Assert.NotEmpty((await SmallSchool.AskAsync(officer, Children(id, "weeks { present }"))).Codes);
        // The other school's child reads like none, by its id and as a referral.
        var dan = await city.IdUnderAsync(id, person, PostCity.Dan);
        Assert.Equal(
            (await SmallSchool.AskAsync(officer, Child(id, "00000000000000000000"))).Text,
            (await SmallSchool.AskAsync(officer, Child(id, dan))).Text
        );
        // Advisers' records are none of the police.
        var young = await SmallSchool.AskAsync(officer, $$"""{ agreement(id: "{{id}}") { youngPeople { child { id } } } }""");
        Assert.Equal(JsonValueKind.Null, PostCity.Agreement(young).GetProperty("youngPeople").ValueKind);
        // Activities at the own school; another school's is refused in the words for none.
        Assert.Null(await ProblemAsync(officer, Activity(city.School)));
        Assert.Equal("school-unknown", await ProblemAsync(officer, Activity(SharedKernel.Laestab.From(3559999))));
        Assert.Equal("school-unknown", await ProblemAsync(officer, Activity(city.Other)));
        Assert.Equal(
            ["Schools with a school-based police officer 1", "Times this year 1", "People who took part this year 25"],
            JsonDocument
                .Parse(await city.FiguresAsync("police", "S206"))
                .RootElement.EnumerateArray()
                .Select(figure => $"{figure.GetProperty("name").GetString()} {figure.GetProperty("count").GetInt64()}")
        );
        Assert.Contains("school-based police officer", await city.FiguresAsync("best", "S154"), StringComparison.Ordinal);
        // Who leaves the agency holds no post for it.
        Assert.True(
            (await city.Mediator.Send(new Attendance.Partners.Contracts.LeaveAgency(Caller.System("test"), "police", person, "moved"))).IsOk
        );
        Assert.Contains("\"count\":0", await city.FiguresAsync("police", "S206"), StringComparison.Ordinal);
    }

    private static async Task<(int Caseload, int Children)> CountAsync(HttpClient client, string id) =>
        ((await YoungPeopleAsync(client, id)).Count, (await ChildrenAsync(client, id, "id")).Count);

    private static async Task<List<JsonElement>> YoungPeopleAsync(HttpClient client, string id)
    {
        var answer = await SmallSchool.AskAsync(
            client,
            $$"""
            { agreement(id: "{{id}}") { youngPeople { child { id } barriers { id factor words seenWith settledOn } destination { leavingYear kind isPlace }
              risk { rule version level possible missed unauthorised sentence } } } }
            """
        );
        return [.. PostCity.Agreement(answer).GetProperty("youngPeople").EnumerateArray()];
    }

    private static async Task<List<JsonElement>> ChildrenAsync(HttpClient client, string id, string fields) =>
        [
            .. PostCity
                .Agreement(await SmallSchool.AskAsync(client, Children(id, fields)))
                .GetProperty("children")
                .GetProperty("nodes")
                .EnumerateArray(),
        ];

    private static string Activity(SharedKernel.Laestab school) =>
        $$"""mutation { logWork(input: { agency: "police", kind: "school-officer", on: "2006-10-06", people: 25, school: "{{school}}", topic: "Getting to school safely" }) { id problems { code } } }""";

    private static string Children(string id, string fields) =>
        $"{{ agreement(id: \"{id}\") {{ children(first: 10) {{ nodes {{ {fields} }} }} }} }}";

    private static string Child(string id, string child) => $"{{ agreement(id: \"{id}\") {{ child(id: \"{child}\") {{ id }} }} }}";

    private static string Barrier(string id, string child, string words = "Cares for his mother.") =>
        $$"""mutation { recordBarrier(input: { agreement: "{{id}}", child: "{{child}}", factor: CARING, words: "{{words}}", seenWith: "SENCO" }) { id problems { code } } }""";

    private static string Destination(string id, string child, string year, string kind) =>
        $$"""mutation { recordDestination(input: { agreement: "{{id}}", child: "{{child}}", leavingYear: "{{year}}", kind: {{kind}} }) { id problems { code } } }""";

    private static async Task<string?> ProblemAsync(HttpClient client, string mutation)
    {
        var answer = await SmallSchool.AskAsync(client, mutation);
        Assert.True(answer.Codes.Count == 0, answer.Text);
        var problems = answer.Data.EnumerateObject().Single().Value.GetProperty("problems");
        return problems.GetArrayLength() == 0 ? null : problems[0].GetProperty("code").GetString();
    }
}
