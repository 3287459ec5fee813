using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Attendance.Access.Contracts;
using Attendance.Host.Tests.Web;
using Attendance.SharedKernel;
using Attendance.SharedKernel.Data;
using Attendance.TestSupport;
using Dapper;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Attendance.Host.Tests.Access;

[Collection<WithinSecondsTests>]
public sealed class KeyTests(HostFixture fixture) : IClassFixture<HostFixture>
{
    private RunningHost Host => fixture.Host;

    [Fact]
    public async Task A_loader_issues_a_schools_key_which_opens_the_door_and_issues_none()
    {
        using var answer = await Host.Loader.PostAsJsonAsync("/api/v1/schools/3559101/keys", new { name = "SIMS" });
        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        var issued = await answer.Content.ReadFromJsonAsync<JsonElement>();
        var school = Host.ClientWith(issued.GetProperty("key").GetString());
        Assert.EndsWith(issued.GetProperty("id").GetString()!, answer.Headers.Location!.ToString(), StringComparison.Ordinal);

        using var through = await school.GetAsync("/api/v1/nothing");
        await Refused.AsAsync(through, HttpStatusCode.NotFound, "not-found");
        using var own = await school.PostAsJsonAsync("/api/v1/schools/3559101/keys", new { name = "SIMS" });
        await Refused.AsAsync(own, HttpStatusCode.NotFound, "not-found");
        using var revoke = await school.DeleteAsync($"/api/v1/schools/3559101/keys/{issued.GetProperty("id").GetString()}");
        await Refused.AsAsync(revoke, HttpStatusCode.NotFound, "not-found");
    }

    [Fact]
    public async Task A_revoked_key_is_refused_at_once()
    {
        using var answer = await Host.Loader.PostAsJsonAsync("/api/v1/schools/3559102/keys", new { name = "SIMS" });
        var issued = await answer.Content.ReadFromJsonAsync<JsonElement>();
        var school = Host.ClientWith(issued.GetProperty("key").GetString());
        using var before = await school.GetAsync("/api/v1/nothing");
        Assert.Equal(HttpStatusCode.NotFound, before.StatusCode);

        using var other = await Host.Loader.DeleteAsync($"/api/v1/schools/3559103/keys/{issued.GetProperty("id").GetString()}");
        await Refused.AsAsync(other, HttpStatusCode.NotFound, "not-found");
        using var revoked = await Host.Loader.DeleteAsync($"/api/v1/schools/3559102/keys/{issued.GetProperty("id").GetString()}");
        Assert.Equal(HttpStatusCode.NoContent, revoked.StatusCode);
        using var after = await school.GetAsync("/api/v1/nothing");
        await Refused.AsAsync(after, HttpStatusCode.Unauthorized, "unauthenticated");
        using var again = await Host.Loader.DeleteAsync($"/api/v1/schools/3559102/keys/{issued.GetProperty("id").GetString()}");
        Assert.Equal(HttpStatusCode.NoContent, again.StatusCode);
    }

    [Theory]
    [InlineData("")]
    [InlineData("a/b")]
    [InlineData("naïve")]
    [InlineData("a\nb")]
    [InlineData("0123456789012345678901234567890123456789012345678901234567890")]
    public async Task A_name_that_could_not_stand_in_the_journal_is_refused(string name)
    {
        using var answer = await Host.Loader.PostAsJsonAsync("/api/v1/schools/3559104/keys", new { name });
        var body = await Refused.AsAsync(answer, HttpStatusCode.UnprocessableEntity, "validation");
        Assert.Equal("/name", body.GetProperty("errors")[0].GetProperty("pointer").GetString());
    }

    [Fact]
    public async Task Only_the_hash_of_a_key_is_stored()
    {
        var key = await Host.IssueKeyAsync(Laestab.From(3559105), "Secret");
        await using var connection = await Host.Services.GetRequiredService<Database>().OpenAsync();
        var row = await connection.QuerySingleAsync("select * from access_key where name = 'Secret'");
        foreach (var (_, value) in (IDictionary<string, object?>)row)
            Assert.NotEqual(key, value as string);
    }

    [Fact]
    public async Task The_verb_prints_the_key_alone_as_the_last_line_beside_a_live_server()
    {
        var data = Host.Services.GetRequiredService<Database>().Options.DataDirectory;
        var output = await HostProcess.RunAsync(
            new Dictionary<string, string?>(StringComparer.Ordinal),
            ["key", "create", "--data", data, "--school", "3559106", "--name", "Beside"]
        );
        var client = Host.ClientWith(output.TrimEnd().Split('\n')[^1]);
        using var answer = await client.GetAsync("/api/v1/nothing");
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);

        await using var connection = await Host.Services.GetRequiredService<Database>().OpenAsync();
        var id = await connection.ExecuteScalarAsync<string>("select id from access_key where name = 'Beside'");
        string[] list = ["key", "list", "--data", data, "--school", "3559106"];
        var listed = await HostProcess.RunAsync(new Dictionary<string, string?>(StringComparer.Ordinal), list);
        Assert.StartsWith($"{id}\t3559106\tBeside\t", listed, StringComparison.Ordinal);
        await HostProcess.RunAsync(new Dictionary<string, string?>(StringComparer.Ordinal), ["key", "revoke", id!, "--data", data]);
        Assert.Equal("", await HostProcess.RunAsync(new Dictionary<string, string?>(StringComparer.Ordinal), list));
        var begun = TimeProvider.System.GetTimestamp();
        while (true)
        {
            using var refused = await client.GetAsync("/api/v1/nothing");
            if (refused.StatusCode is HttpStatusCode.Unauthorized)
                break;
            Assert.True(
                TimeProvider.System.GetElapsedTime(begun) < TimeSpan.FromSeconds(3),
                "A key revoked by another process still opened the door."
            );
            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System);
        }
    }

    [Fact]
    public async Task The_verb_makes_a_data_folder_that_was_not_there()
    {
        var folder = Path.Combine(Path.GetTempPath(), $"attendance-key-{Guid.NewGuid():N}");
        try
        {
            var output = await HostProcess.RunAsync(
                new Dictionary<string, string?>(StringComparer.Ordinal),
                ["key", "create", "--data", folder]
            );
            Assert.Equal(43, output.TrimEnd().Split('\n')[^1].Length);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public void A_caller_acts_for_its_own_school_only()
    {
        var caller = new Caller(CallerKind.School, "3559101/SIMS", Laestab.From(3559101));
        Assert.True(caller.ActsFor(Laestab.From(3559101)));
        Assert.False(caller.ActsFor(Laestab.From(3559102)));
        Assert.False(caller.IsLoader);
    }
}
