using Attendance.SharedKernel.Data;
using Microsoft.Data.Sqlite;

namespace Attendance.Host.Orleans;

/// <summary>
/// The SQLite file in which grains keep their snapshots. It holds nothing that the journal does not, so a file of another version, or one that
/// cannot be read, is thrown away and made anew.
/// </summary>
internal static class SnapshotFile
{
    /// <summary>Raise it whenever <c>snapshots.sqlite.sql</c> changes.</summary>
    private const int Version = 2;

    public static string ConnectionString(DatabaseOptions options) =>
        new SqliteConnectionStringBuilder { DataSource = options.SnapshotFile, DefaultTimeout = 30 }.ConnectionString;

    public static void Prepare(DatabaseOptions options)
    {
        if (ReadVersion(options) == Version)
            return;
        SqliteConnection.ClearAllPools();
        foreach (var suffix in new[] { "", "-wal", "-shm" })
            File.Delete(options.SnapshotFile + suffix);

        using var resource = typeof(SnapshotFile).Assembly.GetManifestResourceStream("Attendance.Host.Orleans.snapshots.sqlite.sql")!;
        using var reader = new StreamReader(resource);
        using var connection = new SqliteConnection(ConnectionString(options));
        connection.Open();
        Execute(connection, "pragma journal_mode=wal");
        using var transaction = connection.BeginTransaction();
        Execute(connection, reader.ReadToEnd());
        Execute(connection, $"pragma user_version={Version}");
        transaction.Commit();
    }

    private static long? ReadVersion(DatabaseOptions options)
    {
        if (!File.Exists(options.SnapshotFile))
            return null;
        try
        {
            using var connection = new SqliteConnection(ConnectionString(options));
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = "pragma user_version";
            return (long)command.ExecuteScalar()!;
        }
        catch (SqliteException exception) when (exception.SqliteErrorCode is 11 or 26)
        {
            // Corrupt, or not a database.
            return null;
        }
    }

    private static void Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
