using System.Text.Json;
using Attendance.Access.Contracts;
using Attendance.Host.Tests.GraphQL;
using Attendance.SharedKernel;
using Attendance.TestSupport;
using MediatR;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Attendance.Host.Tests.Partners;

/// <summary>Who takes part, what each answers for, and what came of it, over GraphQL as people ask it.</summary>
public sealed class DirectoryTests(DirectoryTests.AutumnHost fixture) : IClassFixture<DirectoryTests.AutumnHost>
{
    private const string Rows = """
        { agencies { id name line role responsibilities { row lines role responsibility outcome figures { name count outOf percent hidden } } } }
        """;

    private RunningHost Host => fixture.Host;

    [Fact]
    [Trait("Row", "S4")]
    public async Task Every_partner_of_section_4_is_an_agency_and_every_row_of_its_table_opens_with_figures_of_now()
    {
        var worker = await Host.PersonAsync(await Host.EmployAsync(Role.Police));
        var agencies = await ListAsync(worker, Rows, "agencies");
        Assert.Equal(
            [163, 165, 167, 169, 171, 173, 175, 177, 179, 181, 183, 185, 187],
            agencies.Select(Line).Where(line => line is >= 163 and <= 187)
        );
        // Each of them has people with a role here, the transport unit too, whose table stands apart (line 653).
        Assert.All(
            agencies.Where(agency => Line(agency) is >= 163 and <= 187 or 653),
            agency => Assert.Equal(JsonValueKind.String, agency.GetProperty("role").ValueKind)
        );
        Assert.Single(agencies, agency => Line(agency) == 653);
        var rows = agencies.SelectMany(agency => agency.GetProperty("responsibilities").EnumerateArray()).ToList();
        Assert.Equal(
            Enumerable.Range(134, 38).Concat(Enumerable.Range(188, 20)).Select(number => $"S{number}"),
            rows.Select(row => row.GetProperty("row").GetString()!).OrderBy(row => int.Parse(row[1..]))
        );
        Assert.All(rows, row => Assert.NotEqual(0, row.GetProperty("figures").GetArrayLength()));
        var one = await SmallSchool.AskAsync(worker, "{ agency(id: \"youth-offending\") { name responsibilities { row } } }");
        Assert.Equal(15, one.Data.GetProperty("agency").GetProperty("responsibilities").GetArrayLength());
        Assert.Equal(["NOT_FOUND"], (await SmallSchool.AskAsync(worker, "{ agency(id: \"none\") { name } }")).Codes);
    }

    [Fact]
    [Trait("Row", "S89")]
    [Trait("Row", "S101")]
    public async Task A_programme_shows_its_schools_and_what_they_came_to_and_a_group_under_five_children_is_not_told_of()
    {
        var leader = await Host.PersonAsync(await Host.EmployAsync(Role.AttendanceLeader));
        var school = await SmallSchool.CreateAsync(Host, "3552107");
        var upns = Enumerable.Range(1, 5).Select(place => Upn.FromBody($"3552107060{place:00}")!.Value).ToList();
        await school.EnrolAsync([.. upns.Take(4).Select(upn => (upn, "Archer", (DateOnly?)null))]);
        await school.MarkDaysAsync(SmallSchool.Days(5), [.. upns.Take(4).Select(upn => (upn, "O"))]);
        var input = new
        {
            id = "reading-club",
            name = "Reading club",
            kind = "INITIATIVE",
            about = "Reads before school.",
            areas = "Ordsall",
            fundedBy = "childrens-fund",
            leadAgency = "new-deal",
            schools = new[] { "3552107" },
        };
        const string save = "mutation($input: SaveProgrammeInput!) { saveProgramme(input: $input) { saved problems { field code } } }";
        Assert.True(await SavedAsync(leader, save, input, "saveProgramme"));
        await UntilAsync(leader, possible => possible.ValueKind is JsonValueKind.Null);

        await school.EnrolAsync([.. upns.Select(upn => (upn, "Archer", (DateOnly?)null))]);
        await school.MarkDaysAsync(SmallSchool.Days(5), (upns[4], "/"));
        var effect = await UntilAsync(leader, possible => possible.ValueKind is JsonValueKind.Number && possible.GetInt64() > 0);
        Assert.Equal(50, effect.GetProperty("now").GetProperty("possible").GetInt64());
        Assert.Equal(40, effect.GetProperty("now").GetProperty("unauthorised").GetInt64());
        Assert.Equal(0, effect.GetProperty("before").GetProperty("possible").GetInt64());

        // By kind and by who pays.
        var paid = await ListAsync(leader, "{ programmes(fundedBy: \"childrens-fund\") { id schools areas leadAgency } }", "programmes");
        Assert.Equal("3552107", Assert.Single(paid).GetProperty("schools")[0].GetString());
        var money = await ListAsync(leader, "{ programmes(kind: FUNDING) { name } }", "programmes");
        Assert.Equal(7, money.Count);

        var unknown = await SmallSchool.AskAsync(
            leader,
            save,
            new { input = input with { schools = ["3559999"], fundedBy = "reading-club" } }
        );
        Assert.Equal(
            ["programme-unknown", "school-unknown"],
            unknown
                .Data.GetProperty("saveProgramme")
                .GetProperty("problems")
                .EnumerateArray()
                .Select(problem => problem.GetProperty("code").GetString()!)
                .Order(StringComparer.Ordinal)
        );
    }

    [Fact]
    public async Task A_community_organisation_is_added_by_its_own_name_and_keeps_the_role_of_its_people()
    {
        var leader = await Host.PersonAsync(await Host.EmployAsync(Role.AttendanceLeader));
        const string save = "mutation($input: SaveAgencyInput!) { saveAgency(input: $input) { saved problems { field code } } }";
        var input = new
        {
            id = "kersal-youth",
            name = "Kersal Youth Project",
            kind = "COMMUNITY",
            role = "VOLUNTARY_SECTOR",
            about = "A youth project.",
        };
        Assert.True(await SavedAsync(leader, save, input, "saveAgency"));
        Assert.True(await SavedAsync(leader, save, input with { role = "POLICE", about = "Another text." }, "saveAgency"));
        var saved = await SmallSchool.AskAsync(leader, "{ agency(id: \"kersal-youth\") { role about line } }");
        Assert.Equal("VOLUNTARY_SECTOR", saved.Data.GetProperty("agency").GetProperty("role").GetString());
        Assert.Equal("Another text.", saved.Data.GetProperty("agency").GetProperty("about").GetString());
        Assert.False(await SavedAsync(leader, save, input with { id = "Not An Id" }, "saveAgency"));
        Assert.False(await SavedAsync(leader, save, input with { role = "ADMINISTRATOR" }, "saveAgency"));
        var police = await Host.PersonAsync(await Host.EmployAsync(Role.Police));
        Assert.Equal(["NOT_FOUND"], (await SmallSchool.AskAsync(police, save, new { input })).Codes);
    }

    [Fact]
    [Trait("Row", "S52")]
    public async Task What_somebody_answers_for_changes_with_the_permissions_and_is_read_again()
    {
        const string ask = "{ ownResponsibilities { version readAt roles { role may } rows { row agency } readers { name } } }";
        const string read = "mutation($version: String!) { readResponsibilities(version: $version) { saved problems { code } } }";
        var person = await Host.EmployAsync(Role.Police);
        var police = await Host.PersonAsync(person);
        var first = (await SmallSchool.AskAsync(police, ask)).Data.GetProperty("ownResponsibilities");
        Assert.Equal(JsonValueKind.Null, first.GetProperty("readAt").ValueKind);
        Assert.All(first.GetProperty("rows").EnumerateArray(), row => Assert.Equal("police", row.GetProperty("agency").GetString()));
        Assert.Equal(7, first.GetProperty("rows").GetArrayLength());
        Assert.Contains("read by agreement", first.GetProperty("roles").ToString(), StringComparison.Ordinal);
        var version = first.GetProperty("version").GetString();
        Assert.True(
            (await SmallSchool.AskAsync(police, read, new { version }))
                .Data.GetProperty("readResponsibilities")
                .GetProperty("saved")
                .GetBoolean()
        );
        var second = (await SmallSchool.AskAsync(police, ask)).Data.GetProperty("ownResponsibilities");
        Assert.Equal(JsonValueKind.String, second.GetProperty("readAt").ValueKind);

        // Another role brings other permissions: the text changes, and the receipt is for the old one.
        var given = await Host
            .Services.GetRequiredService<IMediator>()
            .Send(new GiveRole(Caller.System("test"), person, Role.LocalityManager, "test"));
        Assert.True(given.IsOk);
        var third = (await SmallSchool.AskAsync(police, ask)).Data.GetProperty("ownResponsibilities");
        Assert.NotEqual(version, third.GetProperty("version").GetString());
        Assert.Equal(JsonValueKind.Null, third.GetProperty("readAt").ValueKind);
        Assert.Contains("write agreement", third.GetProperty("roles").ToString(), StringComparison.Ordinal);
        Assert.Equal(0, third.GetProperty("readers").GetArrayLength());
        var leader = await Host.PersonAsync(await Host.EmployAsync(Role.AttendanceLeader));
        Assert.Contains("Pat Police", (await SmallSchool.AskAsync(leader, ask)).Text, StringComparison.Ordinal);
        var late = await SmallSchool.AskAsync(police, read, new { version });
        Assert.Contains("version-old", late.Text, StringComparison.Ordinal);
    }

    private static async Task<bool> SavedAsync(HttpClient client, string mutation, object input, string field)
    {
        var answer = await SmallSchool.AskAsync(client, mutation, new { input });
        Assert.True(answer.Codes.Count == 0, answer.Text);
        return answer.Data.GetProperty(field).GetProperty("saved").GetBoolean();
    }

    /// <summary>The figures are of two seconds ago at most.</summary>
    private static async Task<JsonElement> UntilAsync(HttpClient client, Func<JsonElement, bool> holds)
    {
        for (var tries = 0; ; tries++)
        {
            var effect = await EffectAsync(client);
            if (holds(effect.GetProperty("now").GetProperty("possible")))
                return effect;
            Assert.True(tries < 100, effect.ToString());
            await Task.Delay(100);
        }
    }

    private static async Task<JsonElement> EffectAsync(HttpClient client) =>
        (
            await ListAsync(
                client,
                "{ programmes(kind: INITIATIVE) { id effect { now { possible unauthorised } before { possible } allNow { schools } } } }",
                "programmes"
            )
        )
            .Single(programme => programme.GetProperty("id").GetString() == "reading-club")
            .GetProperty("effect");

    private static async Task<List<JsonElement>> ListAsync(HttpClient client, string query, string field)
    {
        var answer = await SmallSchool.AskAsync(client, query);
        Assert.True(answer.Codes.Count == 0, answer.Text);
        return [.. answer.Data.GetProperty(field).EnumerateArray()];
    }

    /// <summary>A Host on 1 November 2006.</summary>
    public sealed class AutumnHost : IAsyncLifetime
    {
        public RunningHost Host { get; private set; } = null!;

        public async ValueTask InitializeAsync() =>
            Host = await RunningHost.StartAsync(
                schoolTime: new FakeTimeProvider(new DateTimeOffset(2006, 11, 1, 12, 0, 0, TimeSpan.Zero))
                {
                    AutoAdvanceAmount = TimeSpan.FromMilliseconds(10),
                }
            );

        public ValueTask DisposeAsync() => Host.DisposeAsync();
    }

    private static int? Line(JsonElement agency) =>
        agency.GetProperty("line").ValueKind is JsonValueKind.Number ? agency.GetProperty("line").GetInt32() : null;
}
