using Attendance.Host.Orleans;
using Attendance.SharedKernel.Data;
using Attendance.TestSupport;
using Dapper;
using Xunit;

namespace Attendance.Host.Tests.Orleans;

public sealed class OrleansQueriesTests
{
    [Theory]
    [InlineData(DatabaseProvider.Sqlite)]
    [InlineData(DatabaseProvider.Postgres)]
    public async Task A_start_without_its_statements_is_refused_and_all_that_are_missing_are_named(DatabaseProvider provider)
    {
        await using var database = await TestDatabase.CreateAsync(provider);
        if (provider is DatabaseProvider.Sqlite)
        {
            SnapshotFile.Prepare(database.Options);
            await using var file = new Microsoft.Data.Sqlite.SqliteConnection(SnapshotFile.ConnectionString(database.Options));
            await file.ExecuteAsync("delete from OrleansQuery where QueryKey in ('ReadFromStorageKey', 'ClearStorageKey')");
        }
        else
        {
            await database.Writer.Run(transaction =>
                transaction.Connection!.ExecuteAsync(
                    "delete from OrleansQuery where QueryKey in ('ReadFromStorageKey', 'ClearStorageKey')",
                    transaction: transaction
                )
            );
        }
        var refused = await Assert.ThrowsAsync<InvalidOperationException>(() => OrleansQueries.CheckAsync(database.Database, default));
        Assert.Contains("ReadFromStorageKey, ClearStorageKey", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_PostgreSQL_that_could_lose_a_commit_is_refused()
    {
        await using var database = await TestDatabase.CreateAsync(DatabaseProvider.Postgres);
        var name = new Npgsql.NpgsqlConnectionStringBuilder(database.Options.ConnectionString).Database;
        await (await PostgresServer.GetAsync()).ExecuteAsync($"alter database {name} set synchronous_commit = off");
        Npgsql.NpgsqlConnection.ClearAllPools();
        var refused = await Assert.ThrowsAsync<InvalidOperationException>(() => RunningHost.StartAsync(database: database));
        Assert.Contains("synchronous_commit", refused.Message, StringComparison.Ordinal);
    }
}
