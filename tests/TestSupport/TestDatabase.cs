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
    private static string? _sqliteTemplate;

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
    public static async Task<TestDatabase> CreateAsync(DatabaseProvider provider) => new(await NewAsync(provider));

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

    /// <summary>A new database with every module's schema: a copy of one that was migrated once, which takes a tenth of the time.</summary>
    internal static async Task<DatabaseOptions> NewAsync(DatabaseProvider provider)
    {
        if (provider is DatabaseProvider.Postgres)
        {
            var server = await PostgresServer.GetAsync();
            return PostgresOptions(await server.CreateDatabaseAsync(await TemplateAsync(server)));
        }
        var options = SqliteOptions();
        foreach (var file in Directory.EnumerateFiles(await SqliteTemplateAsync()))
            File.Copy(file, Path.Combine(options.DataDirectory, Path.GetFileName(file)));
        return options;
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

    private static async Task<string> SqliteTemplateAsync()
    {
        await TemplateGate.WaitAsync();
        try
        {
            if (_sqliteTemplate is not null)
                return _sqliteTemplate;
            var template = new TestDatabase(SqliteOptions());
            await MigrateAsync(template);
            await template._services.DisposeAsync();
            // What is still in the log goes into the file, and nobody holds it.
            Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
            AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(template.Options.DataDirectory, recursive: true);
            return _sqliteTemplate = template.Options.DataDirectory;
        }
        finally
        {
            TemplateGate.Release();
        }
    }

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
