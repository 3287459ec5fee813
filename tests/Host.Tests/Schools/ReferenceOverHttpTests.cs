using System.Net;
using System.Text;
using System.Text.Json;
using Attendance.SharedKernel;
using Attendance.TestSupport;
using Xunit;

namespace Attendance.Host.Tests.Schools;

/// <summary>Schools, calendars, rolls and identity through the front door.</summary>
public sealed class ReferenceOverHttpTests(HostFixture fixture) : IClassFixture<HostFixture>
{
    private const string Child =
        """{"upn":"D355200100001","givenName":"Ann","familyName":"Field","birthDate":"1999-02-03","sex":"F","entryDate":"2006-09-04","yearGroup":"3","group":"3A","siblings":[],"contacts":[{"name":"Eve","relationship":"mother","parentalResponsibility":true}],"markers":[{"kind":"sen","from":"2006-09-04","source":"school"}]}""";

    [Fact]
    public async Task A_school_its_calendar_and_its_roll_are_loaded_and_read_back()
    {
        await PutAsync(3552501, "", """{"name":"Abbey","urn":105901,"phase":"primary"}""");
        const string Calendar = """{"sessions":[{"date":"2006-09-04","session":"AM","open":true,"start":"08:50","close":"09:20"}]}""";
        Assert.True((await PutAsync(3552501, "/calendars/2006", Calendar)).GetProperty("changed").GetBoolean());
        Assert.False((await PutAsync(3552501, "/calendars/2006", Calendar)).GetProperty("changed").GetBoolean());

        var loaded = await PutAsync(3552501, "/roll", $$"""{"pupils":[{{Child}},{"upn":"A801200005001"}]}""");
        Assert.Equal((2, 1, 0), Counts(loaded));
        Assert.Equal("/pupils/1/upn", loaded.GetProperty("problems")[0].GetProperty("pointer").GetString());
        Assert.Equal((1, 0, 1), Counts(await PutAsync(3552501, "/roll", $$"""{"pupils":[{{Child}}]}""")));

        var school = await fixture.Host.SchoolAsync(Laestab.From(3552501));
        Assert.Contains("\"groups\":[\"3A\"]", await school.GetStringAsync("/api/v1/schools/3552501"), StringComparison.Ordinal);
        Assert.Contains(
            "\"close\":\"09:20\"",
            await school.GetStringAsync("/api/v1/schools/3552501/calendars/2006"),
            StringComparison.Ordinal
        );
        Assert.Contains("\"familyName\":\"Field\"", await school.GetStringAsync("/api/v1/schools/3552501/roll"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_school_neither_writes_nor_reads_another_schools_roll()
    {
        await PutAsync(3552502, "", """{"name":"Abbey","phase":"special"}""");
        var other = await fixture.Host.SchoolAsync(Laestab.From(3552503));
        foreach (var path in (string[])["", "/roll", "/calendars/2006"])
            Assert.Equal(HttpStatusCode.NotFound, (await other.GetAsync($"/api/v1/schools/3552502{path}")).StatusCode);
        using var body = Json($$"""{"pupils":[{{Child}}]}""");
        Assert.Equal(HttpStatusCode.NotFound, (await other.PutAsync("/api/v1/schools/3552502/roll", body)).StatusCode);
    }

    [Theory]
    [InlineData("""{"pupils":[{"upn":1}]}""", HttpStatusCode.BadRequest)]
    [InlineData("""{"pupils":[{"upn":"D355200100001","upn":"D355200100001"}]}""", HttpStatusCode.BadRequest)]
    [InlineData("""{"pupils":[{"nickname":"Al"}]}""", HttpStatusCode.BadRequest)]
    [InlineData("""{"pupils":[""", HttpStatusCode.BadRequest)]
    [InlineData("""{}""", HttpStatusCode.BadRequest)]
    [InlineData("""{"pupils":[{"upn":"D355200100001"}]}""", HttpStatusCode.UnprocessableEntity)]
    public async Task A_strict_roll_that_is_wrong_is_a_problem_document_that_repeats_nothing(string text, HttpStatusCode status)
    {
        await PutAsync(3552504, "", """{"name":"Abbey","phase":"primary"}""");
        using var body = Json(text);
        using var answer = await fixture.Host.Loader.PutAsync("/api/v1/schools/3552504/roll?strict=true", body);
        Assert.Equal(status, answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        Assert.DoesNotContain("D355200100001", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_roll_may_be_larger_than_a_register()
    {
        await PutAsync(3552505, "", """{"name":"Abbey","phase":"primary"}""");
        var rows = string.Join(',', Enumerable.Repeat($$"""{"upn":"x","givenName":"{{new string('x', 1000)}}"}""", 3000));
        Assert.Equal((3000, 0, 0), Counts(await PutAsync(3552505, "/roll", $$"""{"pupils":[{{rows}}]}""")));
    }

    [Fact]
    public async Task Identity_is_changed_over_http()
    {
        await PutAsync(3552506, "", """{"name":"Abbey","phase":"primary"}""");
        await PutAsync(3552507, "", """{"name":"Moss","phase":"secondary"}""");
        var (first, second, third) = (UpnOf(1), UpnOf(2), UpnOf(3));
        await PutAsync(
            3552506,
            "/roll",
            $$"""{"pupils":[{{Child.Replace("D355200100001", first)}},{{Child.Replace("D355200100001", second)}}]}"""
        );
        foreach (
            var operation in (string[][])
                [
                    ["pupils/upn-changes", $$"""{"upn":"{{first}}","newUpn":"{{third}}"}"""],
                    ["pupils/merges", $$"""{"upn":"{{second}}","into":"{{first}}","reason":"one child"}"""],
                    ["pupils/unmerges", $$"""{"upn":"{{second}}","reason":"twins"}"""],
                    [
                        "pupils/transfers",
                        $$"""{"upn":"{{second}}","from":"3552506","to":"3552507","lastDay":"2007-01-31","firstDay":"2007-02-01","yearGroup":"3"}""",
                    ],
                    [
                        "schools/3552506/contacts",
                        $$"""{"upn":"{{third}}","day":"2006-09-11","at":"2006-09-11T10:00:00+01:00","mode":"phone","outcome":"reached","by":"Mrs Hill","note":"flu"}""",
                    ],
                    ["schools/3552506/roll/removals", $$"""{"upn":"{{second}}","entryDate":"2006-09-04"}"""],
                ]
        )
            Assert.True((await PostAsync(operation[0], operation[1])).GetProperty("changed").GetBoolean(), operation[0]);
        var rolled = await PostAsync("schools/3552506/rollovers", """{"startYear":2007,"moves":[{"yearGroup":"3","toGroup":"4A"}]}""");
        Assert.Equal(1, rolled.GetProperty("moved").GetInt32());
    }

    private static string UpnOf(int serial) => Upn.FromBody($"355250606{serial:000}")!.Value.Value;

    private static (int, int, int) Counts(JsonElement report) =>
        (report.GetProperty("read").GetInt32(), report.GetProperty("changed").GetInt32(), report.GetProperty("unchanged").GetInt32());

    private static StringContent Json(string text) => new(text, Encoding.UTF8, "application/json");

    private async Task<JsonElement> PutAsync(int school, string path, string body)
    {
        using var content = Json(body);
        using var answer = await fixture.Host.Loader.PutAsync($"/api/v1/schools/{school}{path}", content);
        return await ReadAsync(answer);
    }

    private async Task<JsonElement> PostAsync(string path, string body)
    {
        using var content = Json(body);
        using var answer = await fixture.Host.Loader.PostAsync($"/api/v1/{path}", content);
        return await ReadAsync(answer);
    }

    private static async Task<JsonElement> ReadAsync(HttpResponseMessage answer)
    {
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.StatusCode == HttpStatusCode.OK, $"{(int)answer.StatusCode} {text}");
        using var document = JsonDocument.Parse(text);
        return document.RootElement.Clone();
    }
}
