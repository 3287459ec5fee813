using Attendance.TestSupport;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Xunit;

namespace Attendance.Host.Tests.Access;

/// <summary>The watch that every Host of every test is under sees what it is for. Alone in its collection: what it puts in would fail somebody else's Host.</summary>
[Collection(nameof(PrivacyWatchTests))]
[CollectionDefinition(nameof(PrivacyWatchTests), DisableParallelization = true)]
public sealed class PrivacyWatchTests
{
    [Theory]
    [InlineData("name")]
    [InlineData("address")]
    [InlineData("upn")]
    [InlineData("key")]
    public async Task What_gets_into_a_log_fails_whoever_started_the_host(string what)
    {
        var host = await RunningHost.StartAsync();
        var text = what switch
        {
            "name" => $"read {PrivacyWatch.FamilyName.ToUpperInvariant()}",
            "address" => "sent to somebody@example.org",
            "upn" => $"no child {SharedKernel.Upn.FromBody("355200706001")!.Value.Value} here",
            _ => $"Bearer {host.Loader.DefaultRequestHeaders.Authorization!.Parameter}",
        };
        // Below every level that the Host itself would write.
        host.Services.GetRequiredService<ILoggerFactory>().CreateLogger("Attendance.Test").LogDebug("{Text}", text);
        var thrown = await Assert.ThrowsAsync<InvalidOperationException>(async () => await host.DisposeAsync());
        Assert.Contains("Attendance.Test", thrown.Message, StringComparison.Ordinal);
        // Told once.
        PrivacyWatch.ThrowIfFound();
    }

    [Fact]
    public async Task A_host_that_says_nothing_personal_is_heard_and_passes()
    {
        var heard = PrivacyWatch.Heard;
        await using (var host = await RunningHost.StartAsync())
        {
            using var answer = await host.Anonymous.GetAsync("/api/v1/nothing");
        }
        Assert.True(PrivacyWatch.Heard > heard + 50, "The ears were shut.");
    }
}
