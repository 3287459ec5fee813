using Attendance.Host;
using Attendance.SharedKernel;
using Attendance.SharedKernel.Data;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Attendance.TestSupport;

/// <summary>
/// An empty database with the schema of every module, on SQLite (a temporary folder) or PostgreSQL (the private server): what a storage contract is
/// tested on, once for each.
/// </summary>
public sealed class TestDatabase : IAsyncDisposable
{
    private static readonly SemaphoreSlim TemplateGate = new(1, 1);
    private static string? _template;

    private readonly ServiceProvider _services;

    private TestDatabase(DatabaseOptions options)
    {
        Options = options;
        _services = new ServiceCollection().AddDatabase(options).BuildServiceProvider();
    }

    public DatabaseOptions Options { get; }

    public Database Database => _services.GetRequiredService<Database>();

    public IWriter Writer => _services.GetRequiredService<IWriter>();

    /// <summary>The same database as configuration, for <see cref="HostOptions.Settings"/> or a process's environment.</summary>
    public IReadOnlyDictionary<string, string?> Settings => SettingsOf(Options);

    /// <summary>A database with every module's schema.</summary>
    public static async Task<TestDatabase> CreateAsync(DatabaseProvider provider)
    {
        if (provider is DatabaseProvider.Sqlite)
        {
            var database = new TestDatabase(SqliteOptions());
            await MigrateAsync(database);
            return database;
        }
        var server = await PostgresServer.GetAsync();
        return new TestDatabase(PostgresOptions(await server.CreateDatabaseAsync(await TemplateAsync(server))));
    }

    /// <summary>A database without any schema.</summary>
    public static async Task<TestDatabase> CreateEmptyAsync(DatabaseProvider provider) =>
        new(
            provider is DatabaseProvider.Sqlite
                ? SqliteOptions()
                : PostgresOptions(await (await PostgresServer.GetAsync()).CreateDatabaseAsync())
        );

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        await DropAsync(Options);
    }

    internal static DatabaseOptions SqliteOptions() => new() { DataDirectory = TemporaryFolder() };

    internal static DatabaseOptions PostgresOptions(string connectionString) =>
        new()
        {
            Provider = DatabaseProvider.Postgres,
            ConnectionString = connectionString,
            DataDirectory = TemporaryFolder(),
        };

    internal static Dictionary<string, string?> SettingsOf(DatabaseOptions options) =>
        new(StringComparer.OrdinalIgnoreCase)
        {
            ["Database:Provider"] = options.Provider.ToString(),
            ["Database:ConnectionString"] = options.ConnectionString,
            ["Database:DataDirectory"] = options.DataDirectory,
        };

    internal static async Task DropAsync(DatabaseOptions options)
    {
        if (options.Provider is DatabaseProvider.Postgres)
            await (await PostgresServer.GetAsync()).DropDatabaseAsync(options.ConnectionString!);
        if (Directory.Exists(options.DataDirectory))
            Directory.Delete(options.DataDirectory, recursive: true);
    }

    private static async Task MigrateAsync(TestDatabase database)
    {
        var assemblies = AttendanceHost.Modules.MigrationAssemblies();
        if (!database.Database.IsSqlite)
            assemblies = assemblies.Append(typeof(AttendanceHost).Assembly);
        await database._services.GetRequiredService<Migrator>().RunAsync(assemblies);
    }

    /// <summary>Migrated once; the others are copies, which takes a tenth of the time.</summary>
    private static async Task<string> TemplateAsync(PostgresServer server)
    {
        await TemplateGate.WaitAsync();
        try
        {
            if (_template is not null)
                return _template;
            var connectionString = await server.CreateDatabaseAsync();
            var options = PostgresOptions(connectionString + ";Pooling=false");
            var template = new TestDatabase(options);
            await MigrateAsync(template);
            // Only the services go: the database stays, to be copied.
            await template._services.DisposeAsync();
            Directory.Delete(options.DataDirectory, recursive: true);
            return _template = new NpgsqlConnectionStringBuilder(connectionString).Database!;
        }
        finally
        {
            TemplateGate.Release();
        }
    }

    private static string TemporaryFolder() => Directory.CreateTempSubdirectory("attendance-test-").FullName;
}
