using Attendance.SharedKernel.Data;
using Attendance.TestSupport;

namespace Attendance.Bench.Load;

/// <summary>An empty database of one road, which goes when it is disposed.</summary>
internal sealed class Scratch : IAsyncDisposable
{
    private readonly ServiceProvider _services;

    private Scratch(DatabaseOptions options)
    {
        Options = options;
        _services = new ServiceCollection().AddDatabase(options).BuildServiceProvider();
    }

    public DatabaseOptions Options { get; }

    public Database Database => _services.GetRequiredService<Database>();

    public IWriter Writer => _services.GetRequiredService<IWriter>();

    public static async Task<Scratch> CreateAsync(DatabaseProvider provider) =>
        new(
            new DatabaseOptions
            {
                Provider = provider,
                ConnectionString =
                    provider is DatabaseProvider.Postgres ? await (await PostgresServer.GetAsync()).CreateDatabaseAsync() : null,
                DataDirectory = Directory.CreateTempSubdirectory("attendance-bench-").FullName,
            }
        );

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        if (Options.ConnectionString is { } connection)
            await (await PostgresServer.GetAsync()).DropDatabaseAsync(connection);
        Directory.Delete(Options.DataDirectory, recursive: true);
    }
}
