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
public abstract class SupportTests(DatabaseProvider provider) : IAsyncLifetime
{
    private protected SupportCity City { get; private set; } = null!;

    public async ValueTask InitializeAsync() => City = await SupportCity.StartAsync(provider);

    public async ValueTask DisposeAsync()
    {
        await City.DisposeAsync();
        GC.SuppressFinalize(this);
    }

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

    private protected static async Task<List<JsonElement>> ReportAsync(HttpClient client, string agency)
    {
        const string counts = "{ possible authorised unauthorised }";
        var answer = await SmallSchool.AskAsync(
            client,
            $$"""
            { agency(id: "{{agency}}") { support { kind { id } begun children over helped sessions attended exclusionsAvoided
                effect { compared before {{counts}} after {{counts}} } scale { outcome children start end } schools { school begun exclusionsAvoided }
                groups { title children effect { change hidden before {{counts}} after {{counts}} } excluded { before after } } } } }
            """
        );
        Assert.True(answer.Codes.Count == 0, answer.Text);
        return [.. answer.Data.GetProperty("agency").GetProperty("support").EnumerateArray()];
    }

    private protected async Task<string> FiguresAsync(string agency) =>
        (
            await SmallSchool.AskAsync(
                City.Leader,
                $"{{ agency(id: \"{agency}\") {{ responsibilities {{ row figures {{ name count }} }} }} }}"
            )
        )
            .Data.GetProperty("agency")
            .GetProperty("responsibilities")
            .ToString();

    private protected static int Number(JsonElement of, string field) => of.GetProperty(field).GetInt32();

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
    [Trait("Row", "S188")]
    [Trait("Row", "S192")]
    [Trait("Row", "S189")]
    [Trait("Row", "S190")]
    [Trait("Row", "S191")]
    public async Task The_menu_of_activities_is_filtered_by_need_matched_with_reasons_signed_up_for_and_attended()
    {
        var youth = await City.PartnerAsync(Role.YouthService, "youth-service");
        await OfferAsync(youth, "Street football", "Ordsall", "[\"Football\", \"Outdoors\"]", 3, 9, 3, "[\"Step-free\"]");
        await OfferAsync(youth, "Drumming", "Swinton", "[\"music\"]", 3, 9, 10, "[]");
        await OfferAsync(youth, "Football for the old", "Ordsall", "[\"football\"]", 10, 11, 10, "[\"step-free\"]");
        var free = await ActivitiesAsync(City.Office, "(need: \"step-free\")");
        Assert.Equal(["Football for the old", "Street football"], free.Select(Title).Order(StringComparer.Ordinal));
        var matched = await SmallSchool.AskAsync(
            youth.Client,
            $$"""
            { matchActivities(agreement: "{{youth.Agreement}}", child: "{{youth.Children[
                0
            ]}}", interests: ["football"], needs: ["step-free"], area: "Ordsall") { why activity { id title } } }
            """
        );
        Assert.True(matched.Codes.Count == 0, matched.Text);
        var best = Assert.Single(matched.Data.GetProperty("matchActivities").EnumerateArray());
        Assert.Equal("Street football", best.GetProperty("activity").GetProperty("title").GetString());
        Assert.Equal(
            "[\"Likes football.\",\"In Ordsall.\",\"For years 3 to 9.\",\"Meets the need: step-free.\",\"3 places are free.\"]",
            best.GetProperty("why").ToString()
        );
        var stranger = await City.PartnerAsync(Role.Housing, "housing", 5);
        Assert.Equal(
            ["NOT_FOUND"],
            (
                await SmallSchool.AskAsync(
                    stranger.Client,
                    $$"""{ matchActivities(agreement: "{{youth.Agreement}}", child: "{{youth.Children[0]}}", interests: ["football"]) { why } }"""
                )
            ).Codes
        );

        var id = best.GetProperty("activity").GetProperty("id").GetString()!;
        Assert.Equal(["places-taken"], await JoinAsync(youth, id, youth.Children.Take(4)));
        Assert.Empty(await JoinAsync(youth, id, youth.Children.Take(3)));
        Assert.Equal(["places-taken"], await JoinAsync(youth, id, youth.Children.Skip(3).Take(1)));
        Assert.Equal(0, Number((await ActivitiesAsync(City.Office, "(interest: \"outdoors\")")).Single(), "free"));
        Assert.Empty(
            await youth.DoAsync(
                $"recordSupportSession(id: \"{id}\", on: \"2006-11-01\", topic: \"First game\", attended: [\"{youth.Children[0]}\", \"{youth.Children[2]}\"])"
            )
        );
        Assert.Equal(2, (await youth.OwnAsync(id)).GetProperty("sessions")[0].GetProperty("came").GetInt32());
        var figures = await FiguresAsync("youth-service");
        Assert.Contains("{\"name\":\"Places taken\",\"count\":3}", figures, StringComparison.Ordinal);
        Assert.Contains("{\"name\":\"Activities that meet a special need\",\"count\":2}", figures, StringComparison.Ordinal);

        // The caseload, and a view: on the case with its child, or without any name.
        await youth.StartAsync("youth-work", [new { child = youth.Children[0] }]);
        await youth.StartAsync("view", [new { child = youth.Children[0], summary = "I want to draw." }]);
        var told = await City.ChildAsync(City.Worker, 0, "openCase { chronology { text } }");
        Assert.Contains(
            "The young person's view, from 18 September 2006. I want to draw.",
            told.Replace("\\u0027", "'", StringComparison.Ordinal)
        );
        Assert.Empty(await LogAsync(youth, "anonymous-view", "area: \"Ordsall\", topic: \"Buses\", words: \"They come late.\""));
        Assert.Contains("They come late.", await WorkAsync(City.Leader, "youth-service"), StringComparison.Ordinal);
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

    [Fact]
    [Trait("Row", "S156")]
    [Trait("Row", "S162")]
    [Trait("Row", "S163")]
    [Trait("Row", "S202")]
    public async Task Work_that_names_no_child_is_counted_by_school_and_topic_and_a_drop_in_takes_no_words()
    {
        var nurse = await City.PartnerAsync(Role.Health, "health");
        var at = $"school: \"{SupportCity.School}\"";
        Assert.Equal(["school-missing", "text-missing"], await LogAsync(nurse, "class-session", "topic: \"Smoking\""));
        Assert.Empty(await LogAsync(nurse, "class-session", $"{at}, topic: \"Smoking\""));
        Assert.Empty(await LogAsync(nurse, "class-session", $"{at}, topic: \"Smoking\""));
        Assert.Empty(await LogAsync(nurse, "class-session", $"{at}, topic: \"Bullying\""));
        Assert.Equal(["words-refused"], await LogAsync(nurse, "drop-in", $"{at}, words: \"Ann came.\""));
        Assert.Empty(await LogAsync(nurse, "drop-in", at));
        Assert.Equal(["kind-unknown"], await LogAsync(nurse, "prevention", $"{at}, topic: \"Shops\""));
        var work = await WorkAsync(nurse.Client, "health");
        Assert.Contains(
            "{\"kind\":{\"id\":\"class-session\"},\"school\":\"3552007\",\"area\":\"\",\"topic\":\"Smoking\",\"times\":2,\"people\":50}",
            work,
            StringComparison.Ordinal
        );
        Assert.Contains(
            "{\"kind\":{\"id\":\"drop-in\"},\"school\":\"3552007\",\"area\":\"\",\"topic\":\"\",\"times\":1,\"people\":25}",
            work
        );
        await using (
            var connection = await City.Host.Services.GetRequiredService<Database>().OpenAsync(TestContext.Current.CancellationToken)
        )
        {
            await using var columns = connection.CreateCommand();
            columns.CommandText = "select name from pragma_table_info('partners_work')";
            await using var reader = await columns.ExecuteReaderAsync(TestContext.Current.CancellationToken);
            while (await reader.ReadAsync(TestContext.Current.CancellationToken))
                Assert.DoesNotContain("pupil", reader.GetString(0), StringComparison.Ordinal);
        }
        var best = await City.PartnerAsync(Role.BehaviourSupport, "best");
        Assert.Empty(await LogAsync(best, "attitudes", $"{at}, topic: \"Assembly\""));
        var police = await City.PartnerAsync(Role.Police, "police", 0);
        Assert.Empty(await LogAsync(police, "prevention", "area: \"Precinct\", topic: \"Shop watch\""));
        Assert.Contains(
            "{\"name\":\"People who took part this year\",\"count\":25}",
            await FiguresAsync("police"),
            StringComparison.Ordinal
        );
        Assert.Equal("null", await WorkAsync(police.Client, "health"));
        Assert.Equal(["NOT_FOUND"], (await SmallSchool.AskAsync(City.Worker, Log("health", "drop-in", at))).Codes);
    }

    private static object[] All(SupportPartner partner) => [.. partner.Children.Select(child => new { child })];

    private static string What(JsonElement line) => line.GetProperty("what").GetString()!;

    private static string Title(JsonElement activity) => activity.GetProperty("title").GetString()!;

    private static Task<IReadOnlyList<string>> JoinAsync(SupportPartner partner, string id, IEnumerable<string> children) =>
        partner.DoAsync(
            $"joinSupport(id: \"{id}\", children: [{string.Join(", ", children.Select(child => $"{{ child: \"{child}\" }}"))}])"
        );

    private static async Task OfferAsync(
        SupportPartner partner,
        string title,
        string area,
        string interests,
        int from,
        int to,
        int places,
        string needs
    ) =>
        Assert.Empty(
            await partner.DoAsync(
                $$"""
                offerActivity(input: { agency: "{{partner.Agency}}", title: "{{title}}", place: "The hall", area: "{{area}}", time: AFTER_SCHOOL, interests: {{interests}},
                    fromYear: {{from}}, toYear: {{to}}, places: {{places}}, from: "2006-10-01", needs: {{needs}} })
                """
            )
        );

    private static async Task<List<JsonElement>> ActivitiesAsync(HttpClient client, string filter)
    {
        var answer = await SmallSchool.AskAsync(client, $"{{ activities{filter} {{ id title area needs free }} }}");
        Assert.True(answer.Codes.Count == 0, answer.Text);
        return [.. answer.Data.GetProperty("activities").EnumerateArray()];
    }

    private static string Log(string agency, string kind, string more) =>
        $$"""mutation { logWork(input: { agency: "{{agency}}", kind: "{{kind}}", on: "2006-10-31", people: 25, {{more}} }) { id problems { code } } }""";

    private static Task<IReadOnlyList<string>> LogAsync(SupportPartner partner, string kind, string more) =>
        partner.DoAsync($$"""logWork(input: { agency: "{{partner.Agency}}", kind: "{{kind}}", on: "2006-10-31", people: 25, {{more}} })""");

    private static async Task<string> WorkAsync(HttpClient client, string agency)
    {
        var answer = await SmallSchool.AskAsync(
            client,
            $"{{ agency(id: \"{agency}\") {{ work {{ lines {{ kind {{ id }} school area topic times people }} entries {{ words }} }} }} }}"
        );
        Assert.True(answer.Codes.Count == 0, answer.Text);
        return answer.Data.GetProperty("agency").GetProperty("work") is { ValueKind: JsonValueKind.Object } work ? work.ToString() : "null";
    }
}
