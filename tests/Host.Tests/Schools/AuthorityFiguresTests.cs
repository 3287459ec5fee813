using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Attendance.Host.Tests.Registers;
using Attendance.Host.Tests.Web;
using Attendance.SharedKernel;
using Attendance.TestSupport;
using Xunit;
using static Attendance.Host.Tests.Registers.RegisterHost;
using static Attendance.TestSupport.TestSchool;

namespace Attendance.Host.Tests.Schools;

/// <summary>The authority's figures as of a date, and frozen as they were known at an instant.</summary>
public abstract class AuthorityFiguresTests(RegisterHost host)
{
    [Fact]
    public async Task As_of_is_the_same_whether_marks_are_added_up_or_taken_away()
    {
        var school = await host.SchoolAsync(2);
        // Absent children outside compulsory school age are never unauthorised; only the fold knows.
        school.Add(UpnOf(school.Laestab, 70), First, birth: new DateOnly(2023, 6, 1), year: "N2");
        await school.SaveRollAsync();
        DateOnly[] days = [new(2027, 1, 5), new(2027, 3, 8), new(2027, 3, 9)];
        foreach (var day in days)
        {
            using var answer = await school.PostAsync(day, HalfDay.AM, Register(school.Upns.Select(upn => Mark(upn, "O"))));
            await ReceiptAsync(answer);
        }
        foreach (
            var (asOf, unauthorised, authorised) in ((string, int, int)[])[("2027-01-05", 2, 1), ("2027-03-08", 4, 2), ("2027-03-09", 6, 3)]
        )
        {
            var figures = await FiguresAsync(school, $"asOf: \"{asOf}\"");
            Assert.Equal($"{unauthorised} {authorised}", figures);
            Assert.Equal(figures, await FiguresAsync(school, $"asOf: \"{asOf}\", knownAt: \"2999-01-01T00:00:00Z\""));
        }
        var rest = await host.Host.Loader.GetFromJsonAsync<JsonElement>("/api/v1/authority/figures/2026-27?asOf=2027-01-04");
        Assert.Equal(0, rest[0].GetProperty("possible").GetInt64());
        using var refused = await school.Client.GetAsync("/api/v1/authority/figures/2026-27");
        await Refused.AsAsync(refused, HttpStatusCode.NotFound, "not-found");
    }

    [Fact]
    public async Task A_freeze_is_a_job_with_progress_and_later_records_do_not_change_it()
    {
        var school = await host.SchoolAsync(2);
        using var answer = await school.PostAsync(Today, HalfDay.AM, Register(school.Upns.Select(upn => Mark(upn, "/"))));
        await ReceiptAsync(answer);
        var before = await FreezeAsync(new { year = "2026/07" }, HttpStatusCode.UnprocessableEntity);
        Assert.Equal("validation", before.GetProperty("type").GetString()![^10..]);
        var first = await DoneAsync(await FreezeAsync(new { year = "2026/27" }));
        Assert.Equal(3, first.GetProperty("positions").GetProperty(school.Laestab.ToString()).GetInt64());
        Assert.Equal(first.GetProperty("schools").GetInt32(), first.GetProperty("done").GetInt32());

        // The clock of this Host stands still: only the position tells these apart.
        using var correction = await school.PostAsync(Today, HalfDay.AM, Register([Mark(school.Upns[0], "O", reason: "A slip")]));
        await ReceiptAsync(correction);
        var second = await DoneAsync(await FreezeAsync(new { year = "2026/27", knownAt = "2999-01-01T00:00:00Z" }));
        Assert.Equal(
            second.GetProperty("figures")[0].GetProperty("unauthorised").GetInt64(),
            first.GetProperty("figures")[0].GetProperty("unauthorised").GetInt64() + 1
        );
        var again = await host.Host.Loader.GetFromJsonAsync<JsonElement>(
            $"/api/v1/authority/freezes/{first.GetProperty("id").GetString()}"
        );
        Assert.Equal(first.ToString(), again.ToString());
        var query = await QueryAsync(
            host.Host.Loader,
            $"{{ frozenAuthority(id: \"{first.GetProperty("id").GetString()}\") {{ year state done schools figures {{ phase totals {{ unauthorised }} }} positions {{ school seq }} }} }}"
        );
        Assert.Equal(
            first.GetProperty("figures")[0].GetProperty("unauthorised").GetInt64(),
            query.GetProperty("frozenAuthority").GetProperty("figures")[0].GetProperty("totals").GetProperty("unauthorised").GetInt64()
        );
        using var refused = await school.Client.GetAsync($"/api/v1/authority/freezes/{first.GetProperty("id").GetString()}");
        await Refused.AsAsync(refused, HttpStatusCode.NotFound, "not-found");
        var early = await DoneAsync(await FreezeAsync(new { year = "2026/27", knownAt = "2020-01-01T00:00:00Z" }));
        Assert.Equal(0, early.GetProperty("figures")[0].GetProperty("possible").GetInt64());
    }

    private async Task<JsonElement> FreezeAsync(object body, HttpStatusCode status = HttpStatusCode.Accepted)
    {
        using var answer = await host.Host.Loader.PostAsJsonAsync("/api/v1/authority/freezes", body);
        Assert.Equal(status, answer.StatusCode);
        return JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement;
    }

    private async Task<JsonElement> DoneAsync(JsonElement freeze)
    {
        var path = $"/api/v1/authority/freezes/{freeze.GetProperty("id").GetString()}";
        await UntilAsync(
            async () =>
                (freeze = await host.Host.Loader.GetFromJsonAsync<JsonElement>(path)).GetProperty("state").GetString() is not "running",
            "The freeze is done."
        );
        Assert.Equal("done", freeze.GetProperty("state").GetString());
        return freeze;
    }

    private static async Task<string> FiguresAsync(TestSchool school, string moment)
    {
        var data = await QueryAsync(
            school.Client,
            $"{{ school(laestab: \"{school.Laestab}\") {{ figures(year: \"2026/27\", {moment}) {{ totals {{ unauthorised authorised }} }} }} }}"
        );
        var totals = data.GetProperty("school").GetProperty("figures").GetProperty("totals");
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{totals.GetProperty("unauthorised").GetInt64()} {totals.GetProperty("authorised").GetInt64()}"
        );
    }

    private static async Task<JsonElement> QueryAsync(HttpClient client, string query)
    {
        using var answer = await client.PostAsJsonAsync("/graphql", new { query });
        var text = await answer.Content.ReadAsStringAsync();
        Assert.DoesNotContain("\"errors\"", text, StringComparison.Ordinal);
        return JsonDocument.Parse(text).RootElement.GetProperty("data");
    }
}

public sealed class SqliteAuthorityFiguresTests(SqliteRegisterHost host) : AuthorityFiguresTests(host), IClassFixture<SqliteRegisterHost>;

public sealed class PostgresAuthorityFiguresTests(PostgresRegisterHost host)
    : AuthorityFiguresTests(host),
        IClassFixture<PostgresRegisterHost>;
