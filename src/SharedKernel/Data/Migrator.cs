using System.Reflection;
using DbUp;

namespace Attendance.SharedKernel.Data;

/// <summary>
/// Brings the schema up to date before anything else runs: the numbered SQL files embedded in each module as <c>Data/Migrations/0001_what.sql</c>,
/// in module order, each once, each in a transaction, under a lock that other starting processes wait for.
/// Files in <c>Data/Audit</c> make the audit's tables, which on SQLite are in a file of their own.
/// A file <c>x.sqlite.sql</c> or <c>x.postgres.sql</c> runs on that database only.
/// </summary>
public sealed class Migrator(Database database)
{
    /// <summary>Runs what has not run yet; throws when a file fails, after rolling that file back.</summary>
    public async Task RunAsync(IEnumerable<Assembly> modules, CancellationToken cancellation = default)
    {
        if (database.IsSqlite)
        {
            await using var gate = await AcquireFileLockAsync(Path.Combine(database.Options.DataDirectory, "migration.lock"), cancellation);
            // Opening for writing sets WAL mode, which lasts in the file.
            await database.OpenSqlite(write: true).DisposeAsync();
            await database.Audit.OpenSqlite(write: true).DisposeAsync();
            UpgradeAll(modules);
            return;
        }
        await using var connection = await database.Postgres.OpenConnectionAsync(cancellation);
        await using var command = connection.CreateCommand();
        command.CommandText = "select pg_advisory_lock(4072007)";
        await command.ExecuteNonQueryAsync(cancellation);
        try
        {
            UpgradeAll(modules);
        }
        finally
        {
            // A connection goes back to the pool as it is.
            command.CommandText = "select pg_advisory_unlock(4072007)";
            await command.ExecuteNonQueryAsync(CancellationToken.None);
        }
    }

    private void UpgradeAll(IEnumerable<Assembly> modules)
    {
        var assemblies = modules.ToList();
        Upgrade(assemblies, ".Migrations.", database.ConnectionString);
        Upgrade(assemblies, ".Audit.", database.Audit.ConnectionString);
    }

    private void Upgrade(IReadOnlyList<Assembly> modules, string folder, string connectionString)
    {
        var other = database.IsSqlite ? ".postgres.sql" : ".sqlite.sql";
        foreach (var module in modules)
        {
            var builder = database.IsSqlite
                ? DeployChanges.To.SqliteDatabase(connectionString)
                : DeployChanges.To.PostgresqlDatabase(connectionString);
            var result = builder
                .WithScriptsEmbeddedInAssembly(
                    module,
                    name =>
                        name.Contains(folder, StringComparison.Ordinal)
                        && name.EndsWith(".sql", StringComparison.Ordinal)
                        && !name.EndsWith(other, StringComparison.Ordinal)
                )
                .WithTransactionPerScript()
                .WithVariablesDisabled()
                .LogToNowhere()
                .Build()
                .PerformUpgrade();
            FailPoint.Hit("mid-migration");
            if (!result.Successful)
                throw new InvalidOperationException($"Migration {result.ErrorScript?.Name} failed.", result.Error);
        }
    }

    private static async Task<FileStream> AcquireFileLockAsync(string path, CancellationToken cancellation)
    {
        for (var tries = 0; ; tries++)
        {
            try
            {
                return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException) when (tries < 600)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System, cancellation);
            }
        }
    }
}
