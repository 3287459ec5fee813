using System.Data.Common;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Attendance.SharedKernel.Data;

/// <summary>The installation's database, for reading. Writing goes through <see cref="IWriter"/>.</summary>
public sealed class Database : IAsyncDisposable
{
    /// <summary>How long another process's writing verb waits for the file, in milliseconds (SQLite).</summary>
    public const int BusyTimeoutMilliseconds = 30_000;

    private readonly NpgsqlDataSource? _postgres;
    private readonly string? _sqlite;
    private readonly string? _sqliteOwn;

    public Database(DatabaseOptions options)
        : this(options, options.MainFile)
    {
        Audit = _postgres is null ? new Database(options, options.AuditFile) : this;
    }

    private Database(DatabaseOptions options, string file)
    {
        Audit = this;
        SqlTypes.Register();
        Options = options;
        if (options.Provider is DatabaseProvider.Postgres)
        {
            var text =
                options.ConnectionString
                ?? throw new InvalidOperationException("Database:ConnectionString is needed with Database:Provider=Postgres.");
            _postgres = NpgsqlDataSource.Create(
                // What is asked again and again is prepared once for each connection. Nothing here leaves a setting or a lock behind on a connection, so that
                // none has to be reset before it is used again.
                new NpgsqlConnectionStringBuilder(text)
                {
                    IncludeErrorDetail = false,
                    MaxAutoPrepare = 100,
                    NoResetOnClose = true,
                }.ConnectionString
            );
        }
        else
        {
            Directory.CreateDirectory(options.DataDirectory);
            var builder = new SqliteConnectionStringBuilder
            {
                DataSource = file,
                DefaultTimeout = BusyTimeoutMilliseconds / 1000,
                Pooling = true,
            };
            _sqlite = builder.ConnectionString;
            // A pooled connection keeps its pragmas, query_only too: whoever writes has a connection that was never in the pool.
            builder.Pooling = false;
            _sqliteOwn = builder.ConnectionString;
        }
    }

    /// <summary>What the database was made from.</summary>
    public DatabaseOptions Options { get; }

    /// <summary>Which of the two it is.</summary>
    public DatabaseProvider Provider => Options.Provider;

    /// <summary>Where the audit is: on SQLite a file of its own, on PostgreSQL the same database.</summary>
    public Database Audit { get; }

    /// <summary>True on SQLite: for the few places where the two differ.</summary>
    public bool IsSqlite => _sqlite is not null;

    /// <summary>The connection string in use, for the libraries that open their own connections.</summary>
    public string ConnectionString => _sqliteOwn ?? Options.ConnectionString!;

    /// <summary>Opens a connection. The caller disposes it. On SQLite it must only read: writing belongs to <see cref="IWriter"/>.</summary>
    public async ValueTask<DbConnection> OpenAsync(CancellationToken cancellation = default)
    {
        if (_postgres is not null)
            return await _postgres.OpenConnectionAsync(cancellation);
        return OpenSqlite(write: false);
    }

    /// <summary>A connection that is not open yet, for a library that opens and closes it by itself. The same rule holds: on SQLite it only reads.</summary>
    public DbConnection CreateConnection() => _postgres?.CreateConnection() ?? (DbConnection)new SqliteConnection(_sqlite);

    internal NpgsqlDataSource Postgres => _postgres ?? throw new InvalidOperationException("Not on PostgreSQL.");

    internal SqliteConnection OpenSqlite(bool write)
    {
        var connection = write ? new WritingConnection(_sqliteOwn!) : new SqliteConnection(_sqlite);
        connection.Open();
        using var pragma = connection.CreateCommand();
        pragma.CommandText = write
            ? $"pragma busy_timeout={BusyTimeoutMilliseconds}; pragma journal_mode=wal; pragma synchronous=full; pragma foreign_keys=on; pragma cache_size=-131072; pragma wal_autocheckpoint=4000;"
            : $"pragma busy_timeout={BusyTimeoutMilliseconds}; pragma query_only=on; pragma foreign_keys=on; pragma cache_size=-16384;";
        pragma.ExecuteNonQuery();
        return connection;
    }

    public async ValueTask DisposeAsync()
    {
        if (_postgres is not null)
            await _postgres.DisposeAsync();
    }
}
