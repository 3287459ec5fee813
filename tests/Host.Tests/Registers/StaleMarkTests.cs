using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Attendance.SharedKernel;
using Attendance.TestSupport;
using Xunit;
using static Attendance.Host.Tests.Registers.RegisterHost;
using static Attendance.TestSupport.TestSchool;

namespace Attendance.Host.Tests.Registers;

/// <summary>What waits in a school's registers after the post: stale marks, missing reasons, and what was said about marks that made no entry.</summary>
public abstract class StaleMarkTests(RegisterHost host)
{
    private static readonly DateOnly Day = new(2027, 3, 9);

    [Fact]
    public async Task A_stale_mark_is_listed_until_one_action_makes_it_effective_with_a_reason_and_a_trace()
    {
        var school = await host.SchoolAsync();
        await TakeAsync(school, Register([Mark(school.Upns[0], "/")], takenAt: "2027-03-09T09:20:00Z"));
        await TakeAsync(school, Register([Mark(school.Upns[0], "O")], takenAt: "2027-03-09T09:05:00Z", group: "1"), "0 0 1 0");
        var mark = Assert.Single(await ListAsync(school, "stale-marks"));
        Assert.Equal("O", mark.GetProperty("code").GetString());
        Assert.Equal("/", mark.GetProperty("standing").GetProperty("code").GetString());
        var id = mark.GetProperty("id").GetString();
        Assert.Equal("O /", await QueryAsync(school, "staleMarks"));

        using var refused = await school.Client.PostAsJsonAsync($"{school.Path}/stale-marks/{id}/adopt", new { reason = " " });
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        using var adopted = await school.Client.PostAsJsonAsync(
            $"{school.Path}/stale-marks/{id}/adopt",
            new { reason = "The first was a slip" }
        );
        Assert.Equal("1 0 0 0", Counts(await ReceiptAsync(adopted)));
        Assert.Empty(await ListAsync(school, "stale-marks"));
        var register = await school.Client.GetFromJsonAsync<JsonElement>($"{school.Path}/registers/{Text(Day)}/AM");
        var history = register.GetProperty("marks").EnumerateArray().First(m => m.GetProperty("upn").GetString() == school.Upns[0]);
        Assert.Equal("O", history.GetProperty("code").GetString());
        Assert.Equal(
            "register True, register False, correction True",
            string.Join(
                ", ",
                history
                    .GetProperty("history")
                    .EnumerateArray()
                    .Select(e => $"{e.GetProperty("kind").GetString()} {e.GetProperty("effective").GetBoolean()}")
            )
        );
        var entry = history.GetProperty("history").EnumerateArray().Last();
        Assert.Equal("stale", entry.GetProperty("via").GetString());
        Assert.Equal(
            entry.GetProperty("seq").GetInt64(),
            await host.ScalarAsync<long>(
                "select adopted_seq from schools_stale_outcome where school_id = @school and outcome = 'adopted'",
                new { school = (long)school.Laestab.Value }
            )
        );
        Assert.Equal("reason: The first was a slip", await TextsAsync(school, school.Upns[0]));
        using var again = await school.Client.PostAsJsonAsync($"{school.Path}/stale-marks/{id}/adopt", new { reason = "Once more" });
        Assert.Equal(HttpStatusCode.NotFound, again.StatusCode);
        Assert.Equal(
            1,
            await host.ScalarAsync<long>(
                "select sum(unauthorised) from schools_enrolment_standing where school_id = @school",
                new { school = (long)school.Laestab.Value }
            )
        );
    }

    [Fact]
    public async Task A_stale_mark_can_be_set_aside_and_one_that_says_what_stands_is_not_listed()
    {
        var school = await host.SchoolAsync();
        await TakeAsync(school, Register(school.Upns.Select(upn => Mark(upn, "/")), takenAt: "2027-03-09T09:20:00Z"));
        await TakeAsync(
            school,
            Register([Mark(school.Upns[0], "O"), Mark(school.Upns[1], "N")], takenAt: "2027-03-09T09:05:00Z"),
            "0 0 2 0"
        );
        var marks = await ListAsync(school, "stale-marks");
        Assert.Equal(2, marks.Count);
        using var aside = await school.Client.PostAsJsonAsync(
            $"{school.Path}/stale-marks/{marks[0].GetProperty("id").GetString()}/set-aside",
            new { reason = "The child was there" }
        );
        Assert.Equal(HttpStatusCode.NoContent, aside.StatusCode);
        await TakeAsync(school, Register([Mark(school.Upns[1], "N", reason: "Nobody knows")]));
        Assert.Empty(await ListAsync(school, "stale-marks"));
        var other = await host.SchoolAsync();
        using var another = await other.Client.GetAsync($"{school.Path}/stale-marks");
        Assert.Equal(HttpStatusCode.NotFound, another.StatusCode);
    }

    [Fact]
    public async Task A_change_without_a_reason_is_listed_until_the_reason_is_given()
    {
        var school = await host.SchoolAsync();
        await TakeAsync(school, Register(school.Upns.Select(upn => Mark(upn, "N")), takenAt: "2027-03-09T09:05:00Z"));
        await TakeAsync(
            school,
            Register([Mark(school.Upns[0], "I"), Mark(school.Upns[1], "M", reason: "Dentist")], takenAt: "2027-03-09T11:05:00Z"),
            "2 0 0 0"
        );
        var mark = Assert.Single(await ListAsync(school, "missing-reasons"));
        Assert.Equal("I N", $"{mark.GetProperty("code").GetString()} {mark.GetProperty("before").GetString()}");
        Assert.Equal("I N", await QueryAsync(school, "missingReasons"));
        var path = $"{school.Path}/missing-reasons/{mark.GetProperty("id").GetString()}";
        using var given = await school.Client.PutAsJsonAsync(path, new { reason = "Mother rang" });
        Assert.Equal(HttpStatusCode.NoContent, given.StatusCode);
        Assert.Empty(await ListAsync(school, "missing-reasons"));
        Assert.Equal("reason: Mother rang", await TextsAsync(school, school.Upns[0]));
        using var again = await school.Client.PutAsJsonAsync(path, new { reason = "Mother rang" });
        Assert.Equal(HttpStatusCode.NotFound, again.StatusCode);
    }

    [Fact]
    public async Task What_is_said_about_a_held_or_an_unchanged_mark_is_kept()
    {
        var school = await host.SchoolAsync();
        await TakeAsync(school, Register([Mark(school.Upns[0], "/")]));
        var remark = Register([Mark(school.Upns[0], "/", comment: "Came with a cough")]);
        await TakeAsync(school, remark, "0 1 0 0");
        var before = await host.RowsAsync(school.Laestab);
        await TakeAsync(school, remark, "0 1 0 0");
        Assert.Equal(before, await host.RowsAsync(school.Laestab));
        Assert.Equal("comment: Came with a cough", await TextsAsync(school, school.Upns[0]));

        var coming = UpnOf(school.Laestab, 50);
        await TakeAsync(school, Register([Mark(coming, "I", comment: "Rang in sick")]), "0 0 0 1");
        Assert.Equal("Rang in sick", Assert.Single(await ListAsync(school, "held-marks")).GetProperty("comment").GetString());
        school.Add(coming, First);
        await school.SaveRollAsync();
        await UntilAsync(async () => (await ListAsync(school, "held-marks")).Count == 0, "The held mark was released.");
        Assert.Equal("comment: Rang in sick", await TextsAsync(school, coming));
    }

    private static async Task TakeAsync(TestSchool school, System.Text.Json.Nodes.JsonObject body, string? counts = null)
    {
        using var answer = await school.PostAsync(Day, HalfDay.AM, body);
        var receipt = await ReceiptAsync(answer);
        if (counts is not null)
            Assert.Equal(counts, Counts(receipt));
    }

    private static async Task<List<JsonElement>> ListAsync(TestSchool school, string list) =>
        [.. (await school.Client.GetFromJsonAsync<JsonElement>($"{school.Path}/{list}")).EnumerateArray()];

    private static async Task<string> QueryAsync(TestSchool school, string field)
    {
        using var answer = await school.Client.PostAsJsonAsync(
            "/graphql",
            new { query = $"{{ school(laestab: \"{school.Laestab}\") {{ {field}(first: 10) {{ code other }} }} }}" }
        );
        var body = JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement;
        var mark = Assert.Single(body.GetProperty("data").GetProperty("school").GetProperty(field).EnumerateArray());
        return $"{mark.GetProperty("code").GetString()} {mark.GetProperty("other").GetString()}";
    }

    /// <summary>What is said of a child's mark that stands, oldest first.</summary>
    private static async Task<string> TextsAsync(TestSchool school, string upn)
    {
        var register = await school.Client.GetFromJsonAsync<JsonElement>($"{school.Path}/registers/{Text(Day)}/AM");
        var mark = register.GetProperty("marks").EnumerateArray().First(m => m.GetProperty("upn").GetString() == upn);
        return string.Join(
            ", ",
            mark.GetProperty("history")
                .EnumerateArray()
                .Last(entry => entry.GetProperty("effective").GetBoolean())
                .GetProperty("texts")
                .EnumerateArray()
                .Select(text => $"{text.GetProperty("kind").GetString()}: {text.GetProperty("text").GetString()}")
        );
    }
}

public sealed class SqliteStaleMarkTests(SqliteRegisterHost host) : StaleMarkTests(host), IClassFixture<SqliteRegisterHost>;

public sealed class PostgresStaleMarkTests(PostgresRegisterHost host) : StaleMarkTests(host), IClassFixture<PostgresRegisterHost>;
