using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Attendance.SharedKernel;
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
    public async Task Two_Hosts_share_the_registers_and_one_survives_the_sudden_death_of_the_other()
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
        await A_register_posted_to_either_is_seen_from_bothAsync(first, second, key, database);

        await second.KillAsync();
        await UntilAsync(database, Dead, 1, TimeSpan.FromSeconds(30));
        using var ready = await first.ClientWith(null).GetAsync("/health/ready");
        Assert.Equal(HttpStatusCode.OK, ready.StatusCode);
        Assert.Equal(0, await first.StopAsync());
    }

    /// <summary>Both Hosts take registers of the same schools, in turn, and each answers what the other took: register, receipt of a repeat, child.</summary>
    private static async Task A_register_posted_to_either_is_seen_from_bothAsync(
        HostProcess first,
        HostProcess second,
        string key,
        TestDatabase database
    )
    {
        var from = new DateOnly(2024, 9, 2);
        HostProcess[] hosts = [first, second];
        var loader = first.ClientWith(key);
        for (var i = 0; i < 4; i++)
        {
            var school = await TestSchool.LoadAsync(loader, from, from.AddDays(4), children: 3);
            var name = school.Laestab.ToString();
            var own = (await HostProcess.RunAsync(database.Settings, ["key", "create", "--school", name])).TrimEnd().Split('\n')[^1];
            var (here, there) = (hosts[i % 2].ClientWith(own), hosts[(i + 1) % 2].ClientWith(own));
            foreach (var (day, poster, reader) in new[] { (from, here, there), (from.AddDays(1), there, here) })
            {
                school.Client = poster;
                var body = TestSchool.Register(school.Upns.Select(upn => TestSchool.Mark(upn, "O")));
                using var posted = await school.PostAsync(day, HalfDay.AM, body, $"{name}-{day:MMdd}");
                Assert.Equal(HttpStatusCode.OK, posted.StatusCode);
                foreach (var client in new[] { reader, poster })
                {
                    var register = await client.GetFromJsonAsync<JsonElement>($"{school.Path}/registers/{TestSchool.Text(day)}/AM");
                    Assert.Equal(
                        ["O", "O", "O"],
                        register.GetProperty("marks").EnumerateArray().Select(mark => mark.GetProperty("code").GetString())
                    );
                    using var asked = await client.PostAsJsonAsync(
                        "/graphql",
                        new { query = $"{{ pupil(upn: \"{school.Upns[0]}\") {{ totals {{ unauthorised }} }} }}" }
                    );
                    var child = JsonDocument.Parse(await asked.Content.ReadAsStringAsync()).RootElement.GetProperty("data");
                    Assert.Equal(
                        day.DayNumber - from.DayNumber + 1,
                        child.GetProperty("pupil").GetProperty("totals").GetProperty("unauthorised").GetInt32()
                    );
                }
                school.Client = reader;
                using var again = await school.PostAsync(day, HalfDay.AM, body, $"{name}-{day:MMdd}");
                Assert.Equal(await posted.Content.ReadAsStringAsync(), await again.Content.ReadAsStringAsync());
            }
        }
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
