namespace Attendance.SharedKernel.Data;

/// <summary>Where the data is. Section "Database" of the configuration.</summary>
public sealed class DatabaseOptions
{
    /// <summary>Default: SQLite, because it needs nothing installed.</summary>
    public DatabaseProvider Provider { get; set; } = DatabaseProvider.Sqlite;

    /// <summary>PostgreSQL only: the connection string.</summary>
    public string? ConnectionString { get; set; }

    /// <summary>SQLite: the folder of the database files. Both: the folder of keys. Default "data" under the current folder.</summary>
    public string DataDirectory { get; set; } = "data";

    /// <summary>The main SQLite file.</summary>
    public string MainFile => Path.Combine(DataDirectory, "attendance.db");

    /// <summary>The SQLite file of the audit.</summary>
    public string AuditFile => Path.Combine(DataDirectory, "audit.db");

    /// <summary>The SQLite file of grain snapshots: disposable, so it is apart from the truth.</summary>
    public string SnapshotFile => Path.Combine(DataDirectory, "snapshots.db");
}

/// <summary>The two databases an installation can run on.</summary>
public enum DatabaseProvider
{
    /// <summary>A file in the data folder; one process writes.</summary>
    Sqlite,

    /// <summary>A PostgreSQL server, version 15 or later; needed for more than one Host.</summary>
    Postgres,
}
