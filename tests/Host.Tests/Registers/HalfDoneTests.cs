using Attendance.SharedKernel.Data;
using Attendance.TestSupport;
using Dapper;
using Xunit;

namespace Attendance.Host.Tests.Registers;

/// <summary>Death in the middle of what comes before registers: the schema and the roll are there whole or not at all. Source: PROMISES I-2.</summary>
public sealed class HalfDoneTests
{
    [Theory]
    [InlineData(DatabaseProvider.Sqlite)]
    [InlineData(DatabaseProvider.Postgres)]
    public async Task Death_in_a_migration_or_in_a_roll_leaves_nothing_half_done(DatabaseProvider provider)
    {
        await using var database = await TestDatabase.CreateEmptyAsync(provider);
        var died = await Assert.ThrowsAsync<InvalidOperationException>(() => HostProcess.StartAsync(With(database, "mid-migration:2")));
        Assert.Contains("did not become ready", died.Message, StringComparison.Ordinal);

        var key = (await HostProcess.RunAsync(database.Settings, ["key", "create"])).TrimEnd().Split('\n')[^1];
        var (number, from, to) = (TestSchool.NextNumber(), new DateOnly(2026, 9, 7), new DateOnly(2026, 9, 11));
        await using (var dying = await HostProcess.StartAsync(With(database, "mid-import")))
        {
            await Assert.ThrowsAsync<HttpRequestException>(() => LoadAsync(dying));
            Assert.True(await dying.ExitedWithinAsync(TimeSpan.FromSeconds(30)));
        }
        Assert.Equal(
            0,
            await CountAsync("schools_enrolment") + await CountAsync("schools_pupil") + await CountAsync("schools_roll_change")
        );

        await using var again = await HostProcess.StartAsync(database.Settings);
        await LoadAsync(again);
        Assert.Equal(40, await CountAsync("schools_enrolment"));
        Assert.Equal(0, await again.StopAsync());

        Task<TestSchool> LoadAsync(HostProcess host) => TestSchool.LoadAsync(host.ClientWith(key), from, to, 40, number: number);

        async Task<int> CountAsync(string table)
        {
            await using var connection = await database.Database.OpenAsync();
            return await connection.ExecuteScalarAsync<int>($"select count(*) from {table}");
        }
    }

    private static Dictionary<string, string?> With(TestDatabase database, string failPoint) =>
        new(database.Settings, StringComparer.OrdinalIgnoreCase) { ["ATTENDANCE_FAILPOINT"] = failPoint };
}
