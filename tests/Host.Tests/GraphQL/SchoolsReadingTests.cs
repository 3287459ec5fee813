using System.Text.Json;
using Attendance.SharedKernel;
using Attendance.SharedKernel.Data;
using Attendance.TestSupport;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Attendance.Host.Tests.GraphQL;

/// <summary>What the Schools module answers in GraphQL, over a whole Host; run on both databases.</summary>
public abstract class SchoolsReadingTests(DatabaseProvider provider) : IAsyncLifetime
{
    private static readonly Upn Ann = Upn.FromBody("355200706001")!.Value;
    private static readonly Upn Bob = Upn.FromBody("355200706002")!.Value;
    private static readonly Upn Cat = Upn.FromBody("355200706003")!.Value;
    private static readonly Upn Dan = Upn.FromBody("355200806001")!.Value;

    private RunningHost _host = null!;
    private SmallSchool _school = null!;
    private SmallSchool _other = null!;

    public async ValueTask InitializeAsync()
    {
        // Registers of autumn 2006 may be corrected in autumn 2006; every look at the clock is a second later than the last.
        var autumn = new FakeTimeProvider(new DateTimeOffset(2006, 11, 1, 12, 0, 0, TimeSpan.Zero))
        {
            AutoAdvanceAmount = TimeSpan.FromSeconds(1),
        };
        _host = await RunningHost.StartAsync(provider, schoolTime: autumn);
        _school = await SmallSchool.CreateAsync(_host, "3552007");
        _other = await SmallSchool.CreateAsync(_host, "3554001", "secondary");
        await _school.EnrolAsync((Ann, "Archer", null), (Bob, "Baker", null), (Cat, "Cook", null));
        await _other.EnrolAsync((Dan, "Dyer", null));
        // Ann misses eight days of ten without leave, Bob one half-day, Cat none.
        await _school.MarkDaysAsync(SmallSchool.Days(8), (Ann, "O"), (Bob, "/"), (Cat, "/"));
        await _school.MarkDaysAsync(SmallSchool.Days(10).Skip(8), (Ann, "/"), (Bob, "/"), (Cat, "/"));
        await _school.MarkAsync(SmallSchool.FirstDay, "AM", "doctor's letter", (Bob, "M"));
        await _other.MarkDaysAsync(SmallSchool.Days(5), (Dan, "I"));
    }

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await _host.DisposeAsync();
    }

    private Task<Answer> Ask(string query, object? variables = null) => SmallSchool.AskAsync(_host.Loader, query, variables);

    private async Task<JsonElement> Get(string query, object? variables = null)
    {
        var answer = await Ask(query, variables);
        Assert.True(answer.Codes.Count == 0, answer.Text);
        return answer.Data;
    }

    [Fact]
    public async Task A_child_has_totals_flags_with_evidence_and_marks_with_history()
    {
        var data = await Get(
            """
            query($ann: Upn!, $bob: Upn!) {
                ann: pupil(upn: $ann) { id upn familyName places { school yearGroup group } totals { possible missed unauthorised attendancePercent }
                    flags { rule ruleVersion title severity opened { date half } met evidence { sentence clearsWhen figures { name value threshold } halfDays { date half code school } } } }
                bob: pupil(upn: $bob) { marks(from: "2006-09-04", to: "2006-09-04") { date half code countsAs counted history { code kind effective recordedAt client via } } }
            }
            """,
            new { ann = Ann.Value, bob = Bob.Value }
        );
        var ann = data.GetProperty("ann");
        Assert.Equal("""{"possible":20,"missed":16,"unauthorised":16,"attendancePercent":20}""", ann.GetProperty("totals").ToString());
        var flags = ann.GetProperty("flags").EnumerateArray().ToList();
        Assert.NotEmpty(flags);
        Assert.All(
            flags,
            flag =>
            {
                Assert.NotEqual("", flag.GetProperty("evidence").GetProperty("clearsWhen").GetString());
                Assert.NotEqual(0, flag.GetProperty("evidence").GetProperty("figures").GetArrayLength());
            }
        );
        Assert.Contains(flags, flag => flag.GetProperty("evidence").GetProperty("halfDays").GetArrayLength() > 0);
        var marks = data.GetProperty("bob").GetProperty("marks").EnumerateArray().ToList();
        Assert.Equal(["M", "\\"], marks.Select(mark => mark.GetProperty("code").GetString()));
        var history = marks[0].GetProperty("history").EnumerateArray().ToList();
        Assert.Equal(["/", "M"], history.Select(entry => entry.GetProperty("code").GetString()));
        Assert.Equal(["REGISTER", "CORRECTION"], history.Select(entry => entry.GetProperty("kind").GetString()));
        Assert.Equal("AUTHORISED", marks[0].GetProperty("countsAs").GetString());
    }

    [Fact]
    public async Task A_list_is_filtered_ordered_and_paged_without_gap_or_repeat()
    {
        foreach (var order in new[] { "NAME", "SEVERITY", "MISSED", "ATTENDANCE" })
        {
            var seen = new List<string>();
            string? after = null;
            do
            {
                var page = await Get(
                    "query($after: String, $order: PupilOrder!) { pupils(first: 1, after: $after, orderBy: $order) { totalCount pageInfo { hasNextPage endCursor } edges { node { familyName } } } }",
                    new { after, order }
                );
                var list = page.GetProperty("pupils");
                Assert.Equal(4, list.GetProperty("totalCount").GetInt32());
                seen.AddRange(
                    list.GetProperty("edges")
                        .EnumerateArray()
                        .Select(edge => edge.GetProperty("node").GetProperty("familyName").GetString()!)
                );
                var info = list.GetProperty("pageInfo");
                after = info.GetProperty("hasNextPage").GetBoolean() ? info.GetProperty("endCursor").GetString() : null;
            } while (after is not null);
            Assert.Equal(4, seen.Distinct().Count());
            Assert.Equal(order is "NAME" ? ["Archer", "Baker", "Cook", "Dyer"] : seen, seen);
            if (order is "MISSED")
                Assert.Equal(["Archer", "Dyer", "Baker", "Cook"], seen);
            if (order is "ATTENDANCE")
                Assert.Equal(["Dyer", "Archer", "Baker", "Cook"], seen);
        }
        Assert.Equal(["Archer"], await Names("""{ school: "3552007", attendanceBelow: 95 }"""));
        Assert.Equal(["Archer", "Dyer"], await Names("{ missedHalfDaysAbove: 1 }"));
        Assert.Equal(["Dyer"], await Names("""{ school: "3554001" }"""));
        Assert.Equal(["Baker"], await Names("""{ text: "bak" }"""));
        Assert.Equal(["Cook"], await Names($$"""{ text: "{{Cat.Value}}" }"""));
        Assert.Equal([], await Names("""{ text: "%" }"""));
        Assert.Equal(["Archer", "Baker", "Cook", "Dyer"], await Names("""{ yearGroup: "4" }"""));
        Assert.Equal([], await Names("""{ flag: "NO_SUCH_RULE" }"""));
        Assert.Contains("Archer", await Names("{ severity: NOTICE }"));
        Assert.Equal(["BAD_USER_INPUT"], (await Ask("""{ pupils(first: 1, after: "eA==") { totalCount } }""")).Codes);

        async Task<IReadOnlyList<string?>> Names(string filter)
        {
            var data = await Get($"{{ pupils(first: 10, orderBy: NAME, filter: {filter}) {{ edges {{ node {{ familyName }} }} }} }}");
            return
            [
                .. data.GetProperty("pupils")
                    .GetProperty("edges")
                    .EnumerateArray()
                    .Select(edge => edge.GetProperty("node").GetProperty("familyName").GetString()),
            ];
        }
    }

    [Fact]
    public async Task Figures_are_added_up_over_schools_and_then_divided()
    {
        const string query = """
            { authority(year: "2006/07") { total { schools enrolments totals { possible missed absencePercent } } phases { phase totals { possible missed } } }
              schools { laestab figures(year: "2006/07") { totals { possible } } } }
            """;
        var data = await Get(query);
        Assert.Equal(
            """{"schools":2,"enrolments":4,"totals":{"possible":70,"missed":27,"absencePercent":38.57143}}""",
            data.GetProperty("authority").GetProperty("total").ToString()
        );
        Assert.Equal(
            """[{"phase":"PRIMARY","totals":{"possible":60,"missed":17}},{"phase":"SECONDARY","totals":{"possible":10,"missed":10}}]""",
            data.GetProperty("authority").GetProperty("phases").ToString()
        );
        Assert.Equal(
            [60, 10],
            data.GetProperty("schools")
                .EnumerateArray()
                .Select(school => school.GetProperty("figures").GetProperty("totals").GetProperty("possible").GetInt32())
        );
    }

    [Fact]
    public async Task As_of_leaves_out_later_sessions_and_known_at_leaves_out_later_records()
    {
        var asOf = await Get(
            """{ pupil(upn: "UPN", asOf: "2006-09-05") { totals { possible missed } } authority(year: "2006/07", asOf: "2006-09-05") { total { totals { possible missed } } } }""".Replace(
                "UPN",
                Bob.Value,
                StringComparison.Ordinal
            )
        );
        Assert.Equal("""{"possible":4,"missed":1}""", asOf.GetProperty("pupil").GetProperty("totals").ToString());
        Assert.Equal("""{"possible":16,"missed":9}""", asOf.GetProperty("authority").GetProperty("total").GetProperty("totals").ToString());

        // The correction of Bob's first morning, then a look at what was known before it.
        var history = await Get(
            $$"""{ pupil(upn: "{{Bob.Value}}") { marks(from: "2006-09-04", to: "2006-09-04") { history { recordedAt } } } }"""
        );
        var corrected = history
            .GetProperty("pupil")
            .GetProperty("marks")[0]
            .GetProperty("history")[1]
            .GetProperty("recordedAt")
            .GetDateTimeOffset();
        var before = corrected.AddMilliseconds(-1).ToString("yyyy-MM-ddTHH:mm:ss.fffZ");
        var known = await Get(
            $$"""
            { then: pupil(upn: "{{Bob.Value}}", knownAt: "{{before}}") { totals { missed } marks(from: "2006-09-04", to: "2006-09-04") { code history { code } } }
              now: pupil(upn: "{{Bob.Value}}", knownAt: "2999-01-01T00:00:00Z") { totals { possible missed } }
              school(laestab: "3552007") { then: figures(year: "2006/07", knownAt: "{{before}}") { totals { possible missed } } now: figures(year: "2006/07", knownAt: "2999-01-01T00:00:00Z") { totals { possible missed } } } }
            """
        );
        Assert.Equal("""{"missed":0}""", known.GetProperty("then").GetProperty("totals").ToString());
        Assert.Equal(
            """[{"code":"/","history":[{"code":"/"}]},{"code":"\\","history":[{"code":"\\"}]}]""",
            known.GetProperty("then").GetProperty("marks").ToString()
        );
        Assert.Equal("""{"possible":20,"missed":1}""", known.GetProperty("now").GetProperty("totals").ToString());
        Assert.Equal("""{"totals":{"possible":60,"missed":16}}""", known.GetProperty("school").GetProperty("then").ToString());
        Assert.Equal("""{"totals":{"possible":60,"missed":17}}""", known.GetProperty("school").GetProperty("now").ToString());
        Assert.Equal(["NOT_FOUND"], (await Ask($$"""{ pupil(upn: "{{Bob.Value}}", knownAt: "2000-01-01T00:00:00Z") { id } }""")).Codes);
    }

    [Fact]
    public async Task What_if_tells_what_would_change_and_stores_nothing()
    {
        var id = (await Get($$"""{ pupil(upn: "{{Cat.Value}}") { id } }""")).GetProperty("pupil").GetProperty("id").GetString();
        var marks = SmallSchool
            .Days(20)
            .Skip(10)
            .SelectMany(day =>
                new[]
                {
                    new
                    {
                        date = SmallSchool.Text(day),
                        half = "AM",
                        code = "O",
                    },
                    new
                    {
                        date = SmallSchool.Text(day),
                        half = "PM",
                        code = "O",
                    },
                }
            )
            .ToArray();
        const string query =
            "query($id: ID!, $marks: [WhatIfMark!]!) { whatIf(pupilId: $id, marks: $marks) { before { possible missed } after { possible missed } flags { change rule severity because evidence { sentence } } } }";
        var answer = (await Get(query, new { id, marks })).GetProperty("whatIf");
        Assert.Equal("""{"possible":20,"missed":0}""", answer.GetProperty("before").ToString());
        Assert.Equal("""{"possible":40,"missed":20}""", answer.GetProperty("after").ToString());
        Assert.Contains(answer.GetProperty("flags").EnumerateArray(), flag => flag.GetProperty("change").GetString() == "OPENS");
        var still = await Get($$"""{ pupil(id: "{{id}}") { totals { possible missed } } }""");
        Assert.Equal("""{"possible":20,"missed":0}""", still.GetProperty("pupil").GetProperty("totals").ToString());
        Assert.Equal(
            ["BAD_USER_INPUT"],
            (
                await Ask(
                    query,
                    new
                    {
                        id,
                        marks = new[]
                        {
                            new
                            {
                                date = "2006-09-04",
                                half = "AM",
                                code = "?",
                            },
                        },
                    }
                )
            ).Codes
        );
        Assert.Equal(
            ["BAD_USER_INPUT"],
            (
                await Ask(
                    query,
                    new
                    {
                        id,
                        marks = new[]
                        {
                            new
                            {
                                date = "1990-09-04",
                                half = "AM",
                                code = "O",
                            },
                        },
                    }
                )
            ).Codes
        );
    }

    [Fact]
    public async Task A_school_reads_its_own_children_and_others_read_like_unknown_ones()
    {
        var dan = (await Get($$"""{ pupil(upn: "{{Dan.Value}}") { id } }""")).GetProperty("pupil").GetProperty("id").GetString();
        async Task<Answer> AsSchool(string query, object? variables = null) => await SmallSchool.AskAsync(_school.Client, query, variables);

        Assert.Empty((await AsSchool($$"""{ pupil(upn: "{{Ann.Value}}") { familyName } }""")).Codes);
        var other = await AsSchool($$"""{ pupil(id: "{{dan}}") { familyName } }""");
        var unknown = await AsSchool("""{ pupil(id: "12345") { familyName } }""");
        Assert.Equal(unknown.Text, other.Text);
        Assert.Equal(["NOT_FOUND"], other.Codes);
        Assert.Equal(["NOT_FOUND"], (await AsSchool($$"""{ pupil(upn: "{{Dan.Value}}") { familyName } }""")).Codes);
        Assert.Equal(["NOT_FOUND"], (await AsSchool("""{ school(laestab: "3554001") { name } }""")).Codes);
        Assert.Equal(["FORBIDDEN"], (await AsSchool("""{ authority(year: "2006/07") { year } }""")).Codes);
        Assert.Equal(
            ["NOT_FOUND"],
            (await AsSchool("query($id: ID!) { whatIf(pupilId: $id, marks: []) { before { possible } } }", new { id = dan })).Codes
        );
        var lists = (
            await AsSchool(
                """{ schools { laestab pupils(first: 10) { totalCount } } pupils(first: 10, orderBy: NAME) { totalCount edges { node { familyName } } } narrowed: pupils(first: 10, filter: {school: "3554001"}) { totalCount } }"""
            )
        ).Data;
        Assert.Equal("""[{"laestab":"3552007","pupils":{"totalCount":3}}]""", lists.GetProperty("schools").ToString());
        Assert.Equal(3, lists.GetProperty("pupils").GetProperty("totalCount").GetInt32());
        Assert.Equal(3, lists.GetProperty("pupils").GetProperty("edges").GetArrayLength());
        Assert.Equal(0, lists.GetProperty("narrowed").GetProperty("totalCount").GetInt32());
    }

    [Fact]
    public async Task A_school_that_a_child_has_left_for_another_reads_the_child_no_more()
    {
        var eve = Upn.FromBody("355200706005")!.Value;
        var question = $$"""{ pupil(upn: "{{eve.Value}}") { familyName } }""";
        await _school.EnrolAsync((eve, "Eden", new DateOnly(2006, 7, 20)));
        Assert.Empty((await SmallSchool.AskAsync(_school.Client, question)).Codes);
        await _other.EnrolAsync((eve, "Eden", null));
        Assert.Equal(["NOT_FOUND"], (await SmallSchool.AskAsync(_school.Client, question)).Codes);
        Assert.Empty((await SmallSchool.AskAsync(_other.Client, question)).Codes);
        var list = await SmallSchool.AskAsync(_school.Client, """{ pupils(first: 10, filter: {text: "Eden"}) { totalCount } }""");
        Assert.Equal(0, list.Data.GetProperty("pupils").GetProperty("totalCount").GetInt32());
    }
}

/// <summary>On SQLite.</summary>
public sealed class SchoolsReadingOnSqlite() : SchoolsReadingTests(DatabaseProvider.Sqlite);

/// <summary>On PostgreSQL.</summary>
public sealed class SchoolsReadingOnPostgres() : SchoolsReadingTests(DatabaseProvider.Postgres);
