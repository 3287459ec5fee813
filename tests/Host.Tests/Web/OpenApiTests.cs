using Attendance.TestSupport;
using Xunit;

namespace Attendance.Host.Tests.Web;

/// <summary>
/// openapi.json is a contract with schools' suppliers. After a wanted change:
/// ATTENDANCE_WRITE_CONTRACTS=1 dotnet run --project tests/Host.Tests -- --filter-class "*OpenApiTests"
/// </summary>
public sealed class OpenApiTests(HostFixture fixture) : IClassFixture<HostFixture>
{
    [Fact]
    public async Task The_committed_description_is_what_the_Host_serves()
    {
        var served = await fixture.Host.Anonymous.GetStringAsync("/openapi.json");
        var (committed, current) = await Repository.ContractAsync("openapi.json", served.ReplaceLineEndings("\n").TrimEnd() + "\n");
        Assert.Equal(committed, current);
    }

    [Fact]
    public async Task The_page_asks_for_nothing_outside_the_server()
    {
        using var answer = await fixture.Host.Anonymous.GetAsync("/docs/");
        var page = await answer.Content.ReadAsStringAsync();
        Assert.DoesNotContain("https://", page, StringComparison.Ordinal);
        Assert.Contains("openapi.json", page, StringComparison.Ordinal);
        // And the browser is told to refuse what the script may think of.
        var policy = string.Join(';', answer.Headers.GetValues("Content-Security-Policy"));
        Assert.StartsWith("default-src 'none'", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("http", policy, StringComparison.Ordinal);
    }
}
