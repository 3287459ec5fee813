using Attendance.SharedKernel.Data;
using Attendance.TestSupport;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Storage;
using Xunit;

namespace Attendance.Host.Tests.Orleans;

/// <summary>The contract of the grain storage statements that the project writes itself, on both databases.</summary>
public sealed class SnapshotStorageTests
{
    [Theory]
    [InlineData(DatabaseProvider.Sqlite)]
    [InlineData(DatabaseProvider.Postgres)]
    public async Task A_snapshot_is_read_as_written_and_a_stale_version_never_wins(DatabaseProvider provider)
    {
        await using var host = await RunningHost.StartAsync(provider);
        var storage = host.Services.GetRequiredKeyedService<IGrainStorage>("snapshots");
        GrainId[] grains =
        [
            GrainId.Create("probe", "42"),
            GrainId.Create(GrainType.Create("probe"), GrainIdKeyExtensions.CreateIntegerKey(7)),
            GrainId.Create(GrainType.Create("probe"), GrainIdKeyExtensions.CreateIntegerKey(7, "x")),
        ];
        foreach (var grain in grains)
        {
            var first = new GrainState<List<int>>([3559001]);
            await storage.ReadStateAsync("state", grain, first);
            Assert.False(first.RecordExists);
            first.State = [3559002];
            await storage.WriteStateAsync("state", grain, first);
            Assert.Equal("1", first.ETag);

            // Two activations at once: both believe that they write first.
            var rival = new GrainState<List<int>>([3559003]);
            await Assert.ThrowsAsync<InconsistentStateException>(() => storage.WriteStateAsync("state", grain, rival));

            first.State = [3559004];
            await storage.WriteStateAsync("state", grain, first);
            Assert.Equal("2", first.ETag);

            rival.ETag = "1";
            await Assert.ThrowsAsync<InconsistentStateException>(() => storage.WriteStateAsync("state", grain, rival));
            await Assert.ThrowsAsync<InconsistentStateException>(() => storage.ClearStateAsync("state", grain, rival));

            var read = new GrainState<List<int>>();
            await storage.ReadStateAsync("state", grain, read);
            Assert.Equal([3559004], read.State);
            Assert.Equal("2", read.ETag);

            await storage.ClearStateAsync("state", grain, read);
            var cleared = new GrainState<List<int>>();
            await storage.ReadStateAsync("state", grain, cleared);
            Assert.False(cleared.RecordExists);

            cleared.State = [3559005];
            await storage.WriteStateAsync("state", grain, cleared);
            var again = new GrainState<List<int>>();
            await storage.ReadStateAsync("state", grain, again);
            Assert.Equal([3559005], again.State);
        }

        // A version for a row that is not there is stale too.
        var ghost = new GrainState<List<int>>([3559006], "5");
        await Assert.ThrowsAsync<InconsistentStateException>(() =>
            storage.WriteStateAsync("state", GrainId.Create("probe", "ghost"), ghost)
        );
    }

    [Theory]
    [InlineData(DatabaseProvider.Sqlite)]
    [InlineData(DatabaseProvider.Postgres)]
    public async Task Of_many_first_writes_at_once_one_wins(DatabaseProvider provider)
    {
        await using var host = await RunningHost.StartAsync(provider);
        var storage = host.Services.GetRequiredKeyedService<IGrainStorage>("snapshots");
        for (var round = 0; round < 20; round++)
        {
            var grain = GrainId.Create("race", $"{round}");
            var writes = Enumerable
                .Range(0, 8)
                .Select(async i =>
                {
                    try
                    {
                        await storage.WriteStateAsync("state", grain, new GrainState<List<int>>([3559000 + i]));
                        return 1;
                    }
                    catch (InconsistentStateException)
                    {
                        return 0;
                    }
                });
            Assert.Equal(1, (await Task.WhenAll(writes)).Sum());
        }
    }

    [Fact]
    public async Task A_broken_snapshot_file_is_thrown_away()
    {
        await using var database = await TestDatabase.CreateAsync(DatabaseProvider.Sqlite);
        await File.WriteAllTextAsync(database.Options.SnapshotFile, new string('x', 10_000));
        await using var host = await RunningHost.StartAsync(database: database);
        var storage = host.Services.GetRequiredKeyedService<IGrainStorage>("snapshots");
        var state = new GrainState<List<int>>([3559001]);
        await storage.WriteStateAsync("state", GrainId.Create("probe", "1"), state);
        Assert.Equal("1", state.ETag);
    }
}
