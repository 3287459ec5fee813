using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json;
using Attendance.Access.Contracts;
using Attendance.Host.Tests.GraphQL;
using Attendance.SharedKernel.Data;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Attendance.Host.Tests.Partners;

/// <summary>What agencies do with children and groups, who is told what of it, and what came of it.</summary>
public abstract class SupportTests(DatabaseProvider provider) : AgencyWorkTests(provider)
{
    [Fact]
    [Trait("Row", "S7")]
    [Trait("Row", "S138")]
    [Trait("Row", "S193")]
    public async Task A_group_meets_and_shows_its_effect_on_attendance_and_exclusions_and_the_six_outcomes()
    {
        var team = await City.PartnerAsync(Role.YouthOffending, "youth-offending");
        var start = team.Children.Select(child => new { child, scale = new[] { 2, 3, 4, 5, 6, 1 } }).ToList();
        var group = await team.StartAsync(
            "prevention-group",
            start,
            new
            {
                title = "Breakfast group",
                school = SupportCity.School,
                programme = "youth-matters",
            }
        );
        var came = string.Join(", ", team.Children.Take(4).Select(child => $"\"{child}\""));
        Assert.Empty(
            await team.DoAsync($"recordSupportSession(id: \"{group}\", on: \"2006-09-20\", topic: \"Getting up\", attended: [{came}])")
        );
        Assert.Equal(
            ["date-invalid"],
            await team.DoAsync($"recordSupportSession(id: \"{group}\", on: \"2006-09-01\", topic: \"Early\", attended: [])")
        );
        Assert.Equal(
            ["scale-unlike"],
            await team.DoAsync(
                $"endSupport(input: {{ id: \"{group}\", child: \"{team.Children[0]}\", outcome: HELPED, words: \"Comes.\" }})"
            )
        );
        await team.EndAsync(group, ", scale: [6, 6, 6, 6, 6, 6]");
        Assert.Empty(await team.DoAsync($"evaluateSupport(id: \"{group}\", evaluation: \"All come.\", exclusionAvoided: true)"));
        var own = await team.OwnAsync(group);
        Assert.Equal("2006-11-01", own.GetProperty("endedOn").GetString());
        Assert.Equal(4, own.GetProperty("sessions")[0].GetProperty("came").GetInt32());
        Assert.Equal(4, own.GetProperty("children").EnumerateArray().Sum(child => child.GetProperty("attended").GetInt32()));

        // 6 children, 14 days before 18 September with ten school days, and 14 after it: 20 half-days each.
        var line = Assert.Single(await ReportAsync(team.Client, "youth-offending"));
        Assert.Equal((6, 6, 6), (Number(line, "children"), Number(line, "over"), Number(line, "helped")));
        var shown = line.GetProperty("groups")[0];
        Assert.Equal("Breakfast group", shown.GetProperty("title").GetString());
        Assert.Equal((120, 120), Missed(shown.GetProperty("effect").GetProperty("before")));
        Assert.Equal((0, 120), Missed(shown.GetProperty("effect").GetProperty("after")));
        Assert.Equal(100m, shown.GetProperty("effect").GetProperty("change").GetDecimal());
        Assert.Equal("{\"before\":20,\"after\":0}", shown.GetProperty("excluded").ToString());
        Assert.Equal((120, 120), Missed(line.GetProperty("effect").GetProperty("before")));
        var six = line.GetProperty("scale").EnumerateArray().ToList();
        Assert.Equal(6, six.Count);
        Assert.Equal("Gaining confidence", six[0].GetProperty("outcome").GetString());
        Assert.Equal((2.0m, 6.0m), (six[0].GetProperty("start").GetDecimal(), six[0].GetProperty("end").GetDecimal()));
        Assert.Contains("{\"name\":\"Children in this work this year\",\"count\":6}", await FiguresAsync("youth-offending"));

        // Who pays: each record stands in one line, and the lines add up.
        await team.StartAsync("prevention-one", [new { child = team.Children[0] }]);
        var funded = await SmallSchool.AskAsync(
            City.Leader,
            "{ fundingImpact { support { streams begun children over helped } supportTotal { streams begun children over helped } } }"
        );
        Assert.Equal(
            "{\"fundingImpact\":{\"support\":[{\"streams\":[\"youth-matters\"],\"begun\":1,\"children\":6,\"over\":6,\"helped\":6},{\"streams\":[],\"begun\":1,\"children\":1,\"over\":0,\"helped\":0}],\"supportTotal\":{\"streams\":[],\"begun\":2,\"children\":7,\"over\":6,\"helped\":6}}}",
            funded.Data.ToString()
        );

        // A group of one is told of nobody else's.
        var one = await City.PartnerAsync(Role.Housing, "housing", 0);
        Assert.Empty(await ReportAsync(one.Client, "youth-offending"));
        Assert.Equal(["NOT_FOUND"], (await one.TryStartAsync("joint", [new { child = team.Children[1] }], new { title = "x" })).Codes);
    }

    private static (long Missed, long Possible) Missed(JsonElement counts) =>
        (
            counts.GetProperty("authorised").GetInt64() + counts.GetProperty("unauthorised").GetInt64(),
            counts.GetProperty("possible").GetInt64()
        );
}

/// <summary>On PostgreSQL, whose client says which statements a request asks.</summary>
public sealed class PostgresSupportTests() : SupportTests(DatabaseProvider.Postgres)
{
    [Fact]
    public async Task The_figures_of_an_agencys_table_read_its_records_once_for_all_of_them()
    {
        using var request = new Activity(nameof(The_figures_of_an_agencys_table_read_its_records_once_for_all_of_them)).Start();
        var trace = request.TraceId;
        var asked = new ConcurrentBag<string>();
        using var listener = new ActivityListener();
        listener.ShouldListenTo = source => source.Name == "Npgsql";
        listener.Sample = (ref _) => ActivitySamplingResult.AllDataAndRecorded;
        listener.ActivityStopped = statement =>
        {
            if (statement.TraceId == trace)
                asked.Add(string.Join(' ', statement.TagObjects.Select(tag => $"{tag.Value}")));
        };
        ActivitySource.AddActivityListener(listener);

        await FiguresAsync("youth-offending");

        foreach (var from in new[] { "select s.* from partners_support s ", "from partners_referral r ", "from partners_mentor_match " })
            Assert.Single(asked, statement => statement.Contains(from, StringComparison.Ordinal));
    }
}

/// <summary>On SQLite, where the rest is tried.</summary>
public sealed class SqliteSupportTests() : SupportTests(DatabaseProvider.Sqlite)
{
    private const string Told =
        "support { what agencies title from endedOn summary onward outcome sessions attended effect { hidden before { possible } } }";

    [Fact]
    [Trait("Row", "S139")]
    [Trait("Row", "S140")]
    [Trait("Row", "S141")]
    [Trait("Row", "S143")]
    [Trait("Row", "S147")]
    public async Task The_school_sees_the_needs_and_the_referral_of_an_assessment_and_of_a_restricted_programme_only_that_it_is_in_place()
    {
        var team = await City.PartnerAsync(Role.YouthOffending, "youth-offending");
        var ann = team.Children;
        var speech = await team.StartAsync(
            "speech-language",
            [
                new
                {
                    child = ann[0],
                    detail = "Scored 12.",
                    summary = "Short sentences help.",
                    onward = "Educational psychology, for a full test",
                },
            ]
        );
        var misuse = await team.StartAsync(
            "substance-misuse",
            [
                new
                {
                    child = ann[0],
                    detail = "Cannabis, weekly.",
                    onward = "Clinic",
                },
            ]
        );
        Assert.Contains(
            "summary-restricted",
            (await team.TryStartAsync("substance-misuse", [new { child = ann[0], summary = "Cannabis" }])).Text,
            StringComparison.Ordinal
        );
        Assert.Empty(await team.DoAsync($"recordOnward(id: \"{speech}\", child: \"{ann[0]}\", state: TAKEN)"));
        Assert.Empty(await team.DoAsync($"recordOnward(id: \"{misuse}\", child: \"{ann[0]}\", state: TAKEN)"));
        var parenting = await team.StartAsync("parenting-programme", [new { child = ann[0] }], new { title = "Parents on Mondays" });
        Assert.Equal(["onward-missing"], await team.DoAsync($"recordOnward(id: \"{parenting}\", child: \"{ann[0]}\", state: TAKEN)"));
        Assert.Empty(
            await team.DoAsync(
                $"recordSupportSession(id: \"{parenting}\", on: \"2006-09-25\", topic: \"Mornings\", attended: [\"{ann[0]}\"])"
            )
        );
        Assert.Empty(
            await team.DoAsync($"recordSupportSession(id: \"{parenting}\", on: \"2006-10-02\", topic: \"Evenings\", attended: [])")
        );
        await team.StartAsync("victim-support", [new { child = ann[0] }]);
        var screening = await team.StartAsync(
            "health-screening",
            [
                new
                {
                    child = ann[0],
                    detail = "Anaemia.",
                    onward = "School health adviser",
                },
            ]
        );

        var school = await City.ChildAsync(City.Office, 0, Told);
        Assert.Contains("Short sentences help.", school, StringComparison.Ordinal);
        Assert.Contains("\"onward\":\"TAKEN\"", school, StringComparison.Ordinal);
        Assert.Contains("\"title\":\"Parents on Mondays\"", school, StringComparison.Ordinal);
        Assert.Contains("\"sessions\":2,\"attended\":1", school, StringComparison.Ordinal);
        foreach (var words in new[] { "Scored", "Cannabis", "Substance", "Clinic", "psychology", "screening", "Anaemia", "adviser" })
            Assert.DoesNotContain(words, school, StringComparison.OrdinalIgnoreCase);
        using (var lines = JsonDocument.Parse(school))
        {
            var hidden = lines.RootElement.GetProperty("support").EnumerateArray().Where(line => What(line) == "Support in place").ToList();
            Assert.Equal(2, hidden.Count);
            Assert.All(hidden, line => Assert.Equal(0, line.GetProperty("agencies").GetArrayLength()));
            Assert.All(hidden, line => Assert.Equal(JsonValueKind.Null, line.GetProperty("onward").ValueKind));
        }
        // The case knows who, and not what; the one plan has an entry for each.
        var worker = await City.ChildAsync(City.Worker, 0, Told + " openCase { teamAround { who } chronology { text } }");
        Assert.Contains("Youth Offending Service", worker, StringComparison.Ordinal);
        Assert.Contains("Speech and language assessment", worker, StringComparison.Ordinal);
        Assert.Contains("Support in place, from 18 September 2006.", worker, StringComparison.Ordinal);
        Assert.DoesNotContain("Cannabis", worker, StringComparison.Ordinal);
        Assert.DoesNotContain("Substance", worker, StringComparison.Ordinal);
        // Who leads it reads all of it, with the child's half-days before and after.
        var own = (await team.OwnAsync(screening)).ToString();
        Assert.Contains("Anaemia.", own, StringComparison.Ordinal);
        Assert.Contains("School health adviser", own, StringComparison.Ordinal);
        var lineOf = (await ReportAsync(team.Client, "youth-offending")).Single(line =>
            line.GetProperty("kind").GetProperty("id").GetString() == "health-screening"
        );
        // One child is not counted for others, and its worker reads its marks.
        Assert.Equal(JsonValueKind.Null, lineOf.GetProperty("effect").GetProperty("compared").ValueKind);
        Assert.Contains("\"before\":{\"possible\":20}", worker, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Row", "S144")]
    [Trait("Row", "S161")]
    [Trait("Row", "S194")]
    public async Task Several_agencies_own_a_visit_or_joint_work_and_share_one_evaluation_and_meetings_are_counted_by_school()
    {
        var nurse = await City.PartnerAsync(Role.Health, "health");
        var youth = await City.PartnerAsync(Role.YouthService, "youth-service");
        var team = await City.PartnerAsync(Role.YouthOffending, "youth-offending");
        var narrow = await City.PartnerAsync(Role.Housing, "housing", 0);
        var visit = await nurse.StartAsync(
            "health-visit",
            [
                new
                {
                    child = nurse.Children[0],
                    detail = "Two people: the dog is loose.",
                    summary = "Seen at home.",
                },
            ],
            new { with = new[] { "youth-service" }, place = "At home" }
        );
        var other = await youth.OwnAsync(visit);
        Assert.Equal("[\"Health: School Nursing Service\"]", other.GetProperty("with").ToString());
        // The safety note is for both who go.
        Assert.Contains("the dog is loose", other.ToString(), StringComparison.Ordinal);
        Assert.Empty(
            await youth.DoAsync(
                $"recordSupportSession(id: \"{visit}\", on: \"2006-10-04\", topic: \"Visited\", attended: [\"{other.GetProperty("children")[0].GetProperty("child").GetString()}\"])"
            )
        );
        Assert.Contains("\"came\":1", (await nurse.OwnAsync(visit)).ToString(), StringComparison.Ordinal);
        Assert.Equal(
            ["NOT_FOUND"],
            (await SmallSchool.AskAsync(team.Client, $"mutation {{ evaluateSupport(id: \"{visit}\", evaluation: \"x\") {{ id }} }}")).Codes
        );

        Assert.Contains("agreement-missing", (await youth.TryStartAsync("joint", All(youth), new { title = "Alone" })).Text);
        // Housing shares one of the six.
        Assert.Contains(
            "agreement-missing",
            (await youth.TryStartAsync("joint", All(youth), new { title = "Not all", with = new[] { "housing" } })).Text,
            StringComparison.Ordinal
        );
        var joint = await youth.StartAsync("joint", All(youth), new { title = "Ordsall together", with = new[] { "health" } });
        Assert.Empty(await youth.DoAsync($"evaluateSupport(id: \"{joint}\", evaluation: \"Five of six come.\")"));
        Assert.Equal("Five of six come.", (await nurse.OwnAsync(joint)).GetProperty("evaluation").GetString());
        Assert.Empty(await nurse.DoAsync($"evaluateSupport(id: \"{joint}\", evaluation: \"All six come now.\")"));
        Assert.Equal("All six come now.", (await youth.OwnAsync(joint)).GetProperty("evaluation").GetString());
        Assert.Single(await ReportAsync(nurse.Client, "health"), line => line.GetProperty("kind").GetProperty("id").GetString() == "joint");

        var meeting = await team.StartAsync(
            "restorative",
            [new { child = team.Children[0] }, new { child = team.Children[1] }],
            new { title = "After the fight", school = SupportCity.School }
        );
        Assert.Empty(
            await team.DoAsync($"evaluateSupport(id: \"{meeting}\", evaluation: \"Agreed to share the ball.\", exclusionAvoided: true)")
        );
        var line = (await ReportAsync(team.Client, "youth-offending")).Single();
        Assert.Equal(
            "[{\"school\":\"3552007\",\"begun\":1,\"exclusionsAvoided\":1}]",
            line.GetProperty("schools").ToString().Replace(" ", "", StringComparison.Ordinal)
        );
        Assert.Contains("{\"name\":\"Exclusions avoided this year\",\"count\":1}", await FiguresAsync("youth-offending"));
        Assert.Equal(["NOT_FOUND"], (await narrow.TryStartAsync("health-visit", [new { child = nurse.Children[0] }])).Codes);
        Assert.Contains("kind-unknown", (await narrow.TryStartAsync("health-visit", All(narrow))).Text, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Row", "S196")]
    [Trait("Row", "S197")]
    [Trait("Row", "S198")]
    [Trait("Row", "S199")]
    public async Task An_adviser_visits_advises_and_offers_a_package_with_its_effect_and_what_a_child_is_referred_on_for_is_hidden_from_others()
    {
        var adviser = await City.PartnerAsync(Role.Connexions, "connexions");
        var nurse = await City.PartnerAsync(Role.Health, "health");
        var child = adviser.Children[0];
        await adviser.StartAsync("adviser-visit", [new { child, detail = "Gran was there." }], new { place = "At home" });
        var careers = await adviser.StartAsync("careers", [new { child, summary = "Wants to lay bricks: college at 16." }]);
        var onward = await adviser.StartAsync("onward", [new { child, onward = "Homelessness service" }]);
        Assert.Empty(await adviser.DoAsync($"recordOnward(id: \"{onward}\", child: \"{child}\", state: TAKEN)"));
        await adviser.StartAsync("package", [new { child, summary = "Two days at college, three at school." }]);
        Assert.Empty(
            await adviser.DoAsync($"endSupport(input: {{ id: \"{careers}\", child: \"{child}\", outcome: HELPED, words: \"Applied.\" }})")
        );
        var seen = await City.ChildAsync(City.Worker, 0, Told + " openCase { chronology { text } }");
        Assert.Contains("Two days at college, three at school.", seen, StringComparison.Ordinal);
        Assert.Contains("Wants to lay bricks: college at 16.", seen, StringComparison.Ordinal);
        Assert.Contains("\"what\":\"Package to come back to education\"", seen, StringComparison.Ordinal);
        Assert.Contains("\"before\":{\"possible\":20}", seen, StringComparison.Ordinal);
        foreach (var hidden in new[] { "Homeless", "Gran", "Referred on" })
            Assert.DoesNotContain(hidden, seen, StringComparison.Ordinal);
        Assert.Equal("[]", (await SmallSchool.AskAsync(nurse.Client, "{ ownSupport { id } }")).Data.GetProperty("ownSupport").ToString());
        Assert.Contains("Homelessness service", (await adviser.OwnAsync(onward)).ToString(), StringComparison.Ordinal);
        Assert.Contains("{\"name\":\"Referrals onward that were taken\",\"count\":1}", await FiguresAsync("connexions"));
    }

    private static object[] All(SupportPartner partner) => [.. partner.Children.Select(child => new { child })];

    private static string What(JsonElement line) => line.GetProperty("what").GetString()!;
}
