using System.Net;
using Attendance.SharedKernel.Data;
using Attendance.TestSupport;
using Dapper;
using Xunit;

namespace Attendance.Host.Tests.Orleans;

/// <summary>Hosts as processes that share one PostgreSQL database.</summary>
public sealed class ClusterTests
{
    private const int Active = 3;
    private const int Dead = 6;

    [Fact]
    public async Task Two_Hosts_see_each_other_and_one_survives_the_sudden_death_of_the_other()
    {
        await using var database = await TestDatabase.CreateAsync(DatabaseProvider.Postgres);
        // Both start on a schema that one of them must make first.
        var starting = new[]
        {
            HostProcess.StartAsync(database.Settings, ["--cluster"]),
            HostProcess.StartAsync(database.Settings, ["--cluster"]),
        };
        await using var first = await starting[0];
        await using var second = await starting[1];
        await UntilAsync(database, Active, 2, TimeSpan.FromSeconds(30));

        var key = (await HostProcess.RunAsync(database.Settings, ["key", "create"])).TrimEnd().Split('\n')[^1];
        foreach (var host in new[] { first, second })
        {
            using var answer = await host.ClientWith(key).GetAsync("/api/v1/nothing");
            Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        }

        await second.KillAsync();
        await UntilAsync(database, Dead, 1, TimeSpan.FromSeconds(30));
        using var ready = await first.ClientWith(null).GetAsync("/health/ready");
        Assert.Equal(HttpStatusCode.OK, ready.StatusCode);
        Assert.Equal(0, await first.StopAsync());
    }

    [Fact]
    public async Task After_all_died_at_once_new_Hosts_serve_within_a_minute()
    {
        await using var database = await TestDatabase.CreateAsync(DatabaseProvider.Postgres);
        var hosts = await Task.WhenAll(
            HostProcess.StartAsync(database.Settings, ["--cluster"]),
            HostProcess.StartAsync(database.Settings, ["--cluster"])
        );
        await UntilAsync(database, Active, 2, TimeSpan.FromSeconds(30));
        foreach (var host in hosts)
            await host.KillAsync();

        // Their rows still read active.
        await using var again = await HostProcess.StartAsync(database.Settings, ["--cluster"], TimeSpan.FromSeconds(60));
        Assert.Equal(0, await again.StopAsync());
        foreach (var host in hosts)
            await host.DisposeAsync();
    }

    [Fact]
    public async Task SQLite_is_for_one_Host()
    {
        await using var database = await TestDatabase.CreateAsync(DatabaseProvider.Sqlite);
        var refused = await Assert.ThrowsAsync<InvalidOperationException>(() => HostProcess.StartAsync(database.Settings, ["--cluster"]));
        Assert.Contains("Postgres", refused.Message, StringComparison.Ordinal);
    }

    private static async Task UntilAsync(TestDatabase database, int status, int count, TimeSpan within)
    {
        var begun = TimeProvider.System.GetTimestamp();
        while (true)
        {
            await using var connection = await database.Database.OpenAsync();
            var silos = (await connection.QueryAsync<int>("select status from host_membership")).ToList();
            if (silos.Count(s => s == status) >= count)
                return;
            Assert.True(TimeProvider.System.GetElapsedTime(begun) < within, $"Silos after {within}: {string.Join(", ", silos)}");
            await Task.Delay(TimeSpan.FromMilliseconds(200), TimeProvider.System);
        }
    }
}
