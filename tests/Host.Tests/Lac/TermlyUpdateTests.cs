using System.Net;
using System.Text.Json;
using Attendance.Access.Contracts;
using Attendance.Host.Tests.GraphQL;
using Attendance.Host.Tests.Registers;
using Attendance.SharedKernel;
using Attendance.SharedKernel.Data;
using Attendance.TestSupport;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Attendance.Host.Tests.Lac;

/// <summary>What a unit, a carer's worker, elected members and the team get when a term and a quarter have ended.</summary>
public abstract class TermlyUpdateTests(DatabaseProvider provider) : IAsyncLifetime
{
    private const string Update = """
        { termlyUpdate(term: "2006-08-01") { children { pupil { upn } attendancePercent daysMissedInYear unit }
            units { number name } distribution { person unit step } } }
        """;

    private static readonly Upn[] Children = [.. Enumerable.Range(1, 12).Select(n => Upn.FromBody($"355200706{n:000}")!.Value)];

    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2006, 10, 9, 15, 0, 0, TimeSpan.Zero))
    {
        AutoAdvanceAmount = TimeSpan.FromMilliseconds(5),
    };

    private RunningHost _host = null!;
    private SmallSchool _school = null!;
    private CareClient _team = null!;

    public async ValueTask InitializeAsync()
    {
        _host = await RunningHost.StartAsync(provider, schoolTime: _clock);
        _school = await SmallSchool.CreateAsync(_host, "3552007");
        await _school.EnrolAsync([.. Children.Select(upn => (upn, $"Child{upn.Value[11..]}", (DateOnly?)null))]);
        _team = new CareClient(await _host.PersonAsync(await _host.EmployAsync(Role.LacManager)));
    }

    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    [Trait("Row", "S176")]
    [Trait("Row", "S187")]
    [Trait("Row", "S24")]
    [Trait("Row", "S25")]
    public async Task Each_unit_gets_only_its_children_and_members_only_what_a_second_person_released()
    {
        var (oak, elm) = (await _team.UnitAsync("Oak House"), await _team.UnitAsync("Elm House"));
        // Two at Oak House, one at Elm House, nine fostered.
        foreach (var (i, upn) in Children.Index())
            await _team.CareAsync(
                upn,
                "2006-09-01",
                i < 2 ? oak
                    : i == 2 ? elm
                    : null,
                placement: i < 3 ? "K2" : "U4"
            );
        var oakWorker = await _host.PersonAsync(
            await _host.EmployAsync(Role.ResidentialWorker, (Relation.PlacedAt, GrantTarget.Unit(oak)))
        );
        var elmWorker = await _host.PersonAsync(
            await _host.EmployAsync(Role.ResidentialWorker, (Relation.PlacedAt, GrantTarget.Unit(elm)))
        );
        // A key worker holds the case of one of the fostered.
        Assert.True(PupilId.TryParse(await _team.IdAsync(Children[5]), out var held));
        var key = await _host.EmployAsync(Role.WelfareOfficer, (Relation.HoldsCase, GrantTarget.Of(held)));
        var keyWorker = await _host.PersonAsync(key);
        await _school.MarkDaysAsync(SmallSchool.Days(10), [.. Children.Select((upn, i) => (upn, i < 3 ? "I" : "/"))]);
        await _team.UntilAsync(Children[0], 20);
        Assert.Equal(["NOT_FOUND"], (await SmallSchool.AskAsync(oakWorker, Update)).Codes);

        _clock.SetUtcNow(new DateTimeOffset(2007, 1, 2, 11, 0, 0, TimeSpan.Zero));
        await RegisterHost.UntilAsync(
            async () =>
                (await SmallSchool.AskAsync(_team.Http, "{ termlyUpdates { firstDay } memberReports { firstDay } }")).Data is var made
                && made.GetProperty("termlyUpdates").GetArrayLength() == 1
                && made.GetProperty("memberReports").GetArrayLength() == 1,
            "the reports of the autumn are made"
        );

        Assert.Equal(new[] { Children[0].Value, Children[1].Value }.Order(StringComparer.Ordinal), Upns(await ReadAsync(oakWorker)));
        var elmHouse = await ReadAsync(elmWorker);
        Assert.Equal([Children[2].Value], Upns(elmHouse));
        Assert.Equal(0m, elmHouse.GetProperty("children")[0].GetProperty("attendancePercent").GetDecimal());
        Assert.Equal(10m, elmHouse.GetProperty("children")[0].GetProperty("daysMissedInYear").GetDecimal());
        Assert.Equal(JsonValueKind.Null, elmHouse.GetProperty("distribution").ValueKind);
        Assert.Equal([Children[5].Value], Upns(await ReadAsync(keyWorker)));
        var part = await SmallSchool.AskAsync(
            _team.Http,
            $$"""{ termlyUpdate(term: "2006-08-01", worker: "{{key}}") { children { pupil { upn } } workers { id } } }"""
        );
        Assert.Equal([Children[5].Value], Upns(part.Data.GetProperty("termlyUpdate")));
        // Asked for another unit's part, there is still nobody else's child in it.
        var asked = await SmallSchool.AskAsync(
            elmWorker,
            $$"""{ termlyUpdate(term: "2006-08-01", unit: {{oak}}) { children { pupil { upn } } } }"""
        );
        Assert.Empty(asked.Data.GetProperty("termlyUpdate").GetProperty("children").EnumerateArray());
        var pdf = await PdfText.OfAsync(
            await elmWorker.GetByteArrayAsync(new Uri("/api/v1/looked-after/updates/2006-08-01/pdf", UriKind.Relative))
        );
        Assert.Contains("Autumn term 2006/07", pdf, StringComparison.Ordinal);
        Assert.Contains(Family(2), pdf, StringComparison.Ordinal);
        Assert.DoesNotContain(Family(0), pdf, StringComparison.Ordinal);

        var team = await ReadAsync(_team.Http);
        Assert.Equal(12, team.GetProperty("children").GetArrayLength());
        var log = team.GetProperty("distribution")
            .EnumerateArray()
            .Select(row => (row.GetProperty("step").GetString(), row.GetProperty("unit").GetString()))
            .ToList();
        Assert.Contains(("SENT", "Oak House"), log);
        Assert.Contains(("SENT", "Elm House"), log);
        Assert.Equal(3, log.Count(row => row.Item1 == "SENT"));
        // The three workers and this person opened it; one fetched it.
        Assert.Equal((4, 1), (log.Count(row => row.Item1 == "OPENED"), log.Count(row => row.Item1 == "FETCHED")));

        await MembersAsync();
        await GroupsAsync();
    }

    private async Task MembersAsync()
    {
        var member = await _host.PersonAsync(await _host.EmployAsync(Role.ElectedMember));
        var officer = await _host.PersonAsync(await _host.EmployAsync(Role.ReviewingOfficer));
        const string file = "/api/v1/looked-after/members/2006-10-01/pdf";
        Assert.Equal("conflict", await ChangeAsync(officer, "releaseMemberReport(quarter: \"2006-10-01\")"));
        Assert.Equal(
            "",
            await ChangeAsync(_team.Http, "submitMemberReport(quarter: \"2006-10-01\", words: \"Oak House has a new school run.\")")
        );
        Assert.Equal("second-person", await ChangeAsync(_team.Http, "releaseMemberReport(quarter: \"2006-10-01\")"));
        Assert.Empty((await ReportsAsync(member)).EnumerateArray());
        using (var early = await member.GetAsync(new Uri(file, UriKind.Relative)))
            Assert.Equal(HttpStatusCode.NotFound, early.StatusCode);

        Assert.Equal("", await ChangeAsync(officer, "releaseMemberReport(quarter: \"2006-10-01\")"));
        Assert.Equal("conflict", await ChangeAsync(_team.Http, "submitMemberReport(quarter: \"2006-10-01\", words: \"Other words\")"));
        var report = (await ReportsAsync(member))[0];
        Assert.Equal(
            ("RELEASED", "Oak House has a new school run."),
            (report.GetProperty("state").GetString(), report.GetProperty("words").GetString())
        );
        var rows = report.GetProperty("rows").EnumerateArray().ToDictionary(row => row.GetProperty("name").GetString()!);
        // Three live in units: hidden, and one of all and the fostered with them.
        Assert.Equal(JsonValueKind.Null, rows["In residential units and homes"].GetProperty("children").ValueKind);
        Assert.Contains(
            JsonValueKind.Null,
            new[] { rows["All looked-after children"], rows["With foster carers"] }.Select(row => row.GetProperty("children").ValueKind)
        );
        var published = await member.GetByteArrayAsync(new Uri(file, UriKind.Relative));
        Assert.Contains("hidden", await PdfText.OfAsync(published), StringComparison.Ordinal);
        // A later correction changes nothing of what was published.
        await _school.MarkAsync(SmallSchool.FirstDay, "AM", "Was there", (Children[0], "/"));
        await _team.UntilAsync(Children[0], 19);
        Assert.Equal(published, await member.GetByteArrayAsync(new Uri(file, UriKind.Relative)));
    }

    /// <summary>A quarter of the half-days was missed, and nobody was there the term before: flagged, overdue after four weeks, and then answered.</summary>
    private async Task GroupsAsync()
    {
        Assert.False((await GroupAsync()).GetProperty("overdue").GetBoolean());
        _clock.SetUtcNow(new DateTimeOffset(2007, 1, 29, 11, 0, 0, TimeSpan.Zero));
        var group = await GroupAsync();
        Assert.Equal(
            (12, true, true),
            (group.GetProperty("children").GetInt32(), group.GetProperty("flagged").GetBoolean(), group.GetProperty("overdue").GetBoolean())
        );
        // One of 240 was corrected above.
        Assert.Equal(75.4m, group.GetProperty("attendancePercent").GetDecimal());
        Assert.Equal("text-invalid", await AnswerAsync("3552007", " "));
        Assert.Equal("not-flagged", await AnswerAsync("3554001", "Moves in September"));
        Assert.Equal("", await AnswerAsync("3552007", "Moves in September"));
        group = await GroupAsync();
        Assert.Equal(("Moves in September", false), (group.GetProperty("reason").GetString(), group.GetProperty("overdue").GetBoolean()));
    }

    private async Task<JsonElement> GroupAsync()
    {
        var answer = await SmallSchool.AskAsync(
            _team.Http,
            "{ lookedAfterGroups { school children attendancePercent flagged overdue reason } }"
        );
        Assert.True(answer.Codes.Count == 0, answer.Text);
        return Assert.Single(answer.Data.GetProperty("lookedAfterGroups").EnumerateArray());
    }

    private Task<string> AnswerAsync(string school, string reason) =>
        _team.ChangeAsync(
            "answerLookedAfterGroup",
            "GroupAnswerInput",
            new
            {
                school,
                term = "2006-09-04",
                reason,
                action = "A mentor from January",
            }
        );

    private static string Family(int child) => $"Child{Children[child].Value[11..]}";

    private static async Task<JsonElement> ReadAsync(HttpClient client)
    {
        var answer = await SmallSchool.AskAsync(client, Update);
        Assert.True(answer.Codes.Count == 0, answer.Text);
        return answer.Data.GetProperty("termlyUpdate");
    }

    private static IEnumerable<string> Upns(JsonElement update) =>
        update
            .GetProperty("children")
            .EnumerateArray()
            .Select(child => child.GetProperty("pupil").GetProperty("upn").GetString()!)
            .Order(StringComparer.Ordinal);

    private static async Task<JsonElement> ReportsAsync(HttpClient client)
    {
        var answer = await SmallSchool.AskAsync(client, "{ memberReports { state words rows { name children possible } } }");
        Assert.True(answer.Codes.Count == 0, answer.Text);
        return answer.Data.GetProperty("memberReports");
    }

    private static async Task<string> ChangeAsync(HttpClient client, string mutation)
    {
        var answer = await SmallSchool.AskAsync(client, $"mutation {{ {mutation} {{ problems {{ code }} }} }}");
        Assert.True(answer.Codes.Count == 0, answer.Text);
        return answer
            .Data.GetProperty(mutation[..mutation.IndexOf('(')])
            .GetProperty("problems")
            .EnumerateArray()
            .Select(problem => problem.GetProperty("code").GetString()!)
            .FirstOrDefault("");
    }
}

public sealed class SqliteTermlyUpdateTests() : TermlyUpdateTests(DatabaseProvider.Sqlite);

public sealed class PostgresTermlyUpdateTests() : TermlyUpdateTests(DatabaseProvider.Postgres);
