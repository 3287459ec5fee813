using System.Diagnostics;
using Attendance.Host.Orleans;
using Npgsql;

namespace Attendance.TestSupport;

/// <summary>
/// A private PostgreSQL server, one for a test process, on a free loopback port with its data and sockets in a temporary folder. It is started by the
/// first test that asks; a small shell beside it ends it when this process is gone, even when that was killed. Each test makes databases of its own.
/// </summary>
public sealed class PostgresServer
{
    private static readonly Lazy<Task<PostgresServer>> Shared = new(StartAsync);
    private static int _databases;

    private readonly string _folder;
    private readonly Process _watch;

    private PostgresServer(string folder, int port, Process watch)
    {
        _folder = folder;
        _watch = watch;
        Port = port;
    }

    /// <summary>The loopback port.</summary>
    public int Port { get; }

    /// <summary>The folder of the binaries, or null where none are installed.</summary>
    public static string? Binaries { get; } = FindBinaries();

    /// <summary>The server of this process. Skips the test where PostgreSQL is not installed; on CI (CI=true) the test fails instead.</summary>
    public static Task<PostgresServer> GetAsync()
    {
        if (Binaries is not null)
            return Shared.Value;
        const string Reason = "PostgreSQL is not installed (no /usr/lib/postgresql/*/bin/postgres): apt-get install postgresql.";
        if (string.Equals(Environment.GetEnvironmentVariable("CI"), "true", StringComparison.OrdinalIgnoreCase))
            throw new InvalidOperationException(Reason);
        // The prefix tells xunit to skip.
        throw new InvalidOperationException("$XunitDynamicSkip$" + Reason);
    }

    /// <summary>Makes an empty database, or a copy of another, and gives its connection string.</summary>
    public async Task<string> CreateDatabaseAsync(string? template = null)
    {
        var name = $"t{Interlocked.Increment(ref _databases)}";
        await ExecuteAsync($"create database {name}" + (template is null ? "" : $" template {template}"));
        return ConnectionString(name);
    }

    /// <summary>Drops a database, whoever is still connected.</summary>
    public Task DropDatabaseAsync(string connectionString) =>
        ExecuteAsync($"drop database if exists {new NpgsqlConnectionStringBuilder(connectionString).Database} with (force)");

    /// <summary>How to reach a database of this server.</summary>
    public string ConnectionString(string database) =>
        $"Host=127.0.0.1;Port={Port};Username=postgres;Database={database};Maximum Pool Size=40;Timeout=15;Include Error Detail=true";

    /// <summary>Runs a statement in the maintenance database.</summary>
    public async Task ExecuteAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(ConnectionString("postgres") + ";Pooling=false");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    private static async Task<PostgresServer> StartAsync()
    {
        var folder = Directory.CreateTempSubdirectory("attendance-pg-").FullName;
        var port = QuietPorts.Take();
        // The server refuses to run as root.
        const string Script = """
            set -e
            as=""
            if [ "$(id -u)" = 0 ]; then chown postgres "$FOLDER"; as="runuser -u postgres --"; fi
            cd "$FOLDER"
            $as "$BIN/initdb" -D "$FOLDER/data" -U postgres -A trust -E UTF8 --locale=C --no-sync >"$FOLDER/initdb.log" 2>&1
            $as "$BIN/postgres" -D "$FOLDER/data" -p "$PORT" -k "$FOLDER" -c listen_addresses=127.0.0.1 -c max_connections=300 \
                -c shared_buffers=128MB -c max_wal_size=2GB -c max_prepared_transactions=0 >"$FOLDER/server.log" 2>&1 &
            while [ -d "/proc/$OWNER" ] && [ -d "$FOLDER" ] && kill -0 $! 2>/dev/null; do sleep 0.5; done
            if [ -f "$FOLDER/data/postmaster.pid" ]; then kill -QUIT "$(head -1 "$FOLDER/data/postmaster.pid")" || true; fi
            wait || true
            rm -rf "$FOLDER"
            """;
        var start = new ProcessStartInfo("/bin/bash", ["-c", Script]) { UseShellExecute = false, RedirectStandardInput = true };
        start.Environment["FOLDER"] = folder;
        start.Environment["PORT"] = port.ToString();
        start.Environment["BIN"] = Binaries;
        start.Environment["OWNER"] = Environment.ProcessId.ToString();
        var watch = Process.Start(start)!;
        var server = new PostgresServer(folder, port, watch);
        await server.WaitAsync();
        return server;
    }

    private async Task WaitAsync()
    {
        var begun = TimeProvider.System.GetTimestamp();
        while (true)
        {
            try
            {
                await using var connection = new NpgsqlConnection(ConnectionString("postgres") + ";Pooling=false");
                await connection.OpenAsync();
                await using var command = new NpgsqlCommand("show data_directory", connection);
                var place = (string?)await command.ExecuteScalarAsync();
                if (place != Path.Combine(_folder, "data"))
                    throw new InvalidOperationException($"Port {Port} answers for another server.");
                return;
            }
            catch (NpgsqlException exception)
            {
                if (_watch.HasExited || TimeProvider.System.GetElapsedTime(begun) > TimeSpan.FromSeconds(60))
                    throw new InvalidOperationException($"The private PostgreSQL did not start. {ReadLogs()}", exception);
                await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System);
            }
        }
    }

    private string ReadLogs() =>
        string.Join(
            '\n',
            new[] { "initdb.log", "server.log" }.Select(name => Path.Combine(_folder, name)).Where(File.Exists).Select(File.ReadAllText)
        );

    private static string? FindBinaries() =>
        Directory.Exists("/usr/lib/postgresql")
            ? Directory
                .EnumerateDirectories("/usr/lib/postgresql")
                .OrderByDescending(path => int.TryParse(Path.GetFileName(path), out var version) ? version : 0)
                .Select(path => Path.Combine(path, "bin"))
                .FirstOrDefault(path => File.Exists(Path.Combine(path, "postgres")))
            : null;
}
