using Attendance.Access;
using Attendance.Casework;
using Attendance.Host.GraphQL;
using Attendance.Host.Health;
using Attendance.Host.Orleans;
using Attendance.Host.Web;
using Attendance.Lac;
using Attendance.Partners;
using Attendance.Schools;
using Attendance.SharedKernel;
using Attendance.SharedKernel.Data;
using Attendance.SharedKernel.Facts;
using Attendance.SharedKernel.Time;

namespace Attendance.Host;

/// <summary>
/// Puts the modules together into one server. <c>serve</c>, the simulated city's demonstration and the tests all start it here.
/// </summary>
public static class AttendanceHost
{
    /// <summary>Where a Host listens when it is not told otherwise.</summary>
    public const string DefaultUrls = "http://127.0.0.1:5080";

    /// <summary>Every module, lowest first.</summary>
    public static IReadOnlyList<IModule> Modules { get; } =
    [new AccessModule(), new SchoolsModule(), new CaseworkModule(), new LacModule(), new PartnersModule()];

    /// <summary>
    /// A server with its schema up to date, not yet started. The caller starts, stops and disposes it. Throws InvalidOperationException when the
    /// database cannot be used: a migration failed, or PostgreSQL is set so that it could lose a commit.
    /// </summary>
    public static async Task<WebApplication> CreateAsync(HostOptions options, CancellationToken cancellation = default)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.Configuration.AddInMemoryCollection(options.Settings);
        var database = Configure(builder.Services, builder.Configuration, options);
        Log(builder.Logging, options);
        builder.WebHost.UseUrls((options.Urls ?? builder.Configuration["Urls"] ?? DefaultUrls).Split(';', StringSplitOptions.TrimEntries));
        builder.UseAttendanceSilo(database, options.Cluster);
        SchoolsModule.AddGrainWork(builder.Services);
        LacModule.AddGrainWork(builder.Services);
        CaseworkModule.AddGrainWork(builder.Services);
        PartnersModule.AddGrainWork(builder.Services);
        builder.AddFrontDoor();
        builder.Services.AddReadiness();
        builder.Services.AddFactDispatch();
        builder.Services.AddGraphQLApi(Modules.Select(module => module.GetType().Assembly));
        options.Services?.Invoke(builder.Services);

        var app = builder.Build();
        try
        {
            await PrepareAsync(app.Services, cancellation);
        }
        catch
        {
            await app.DisposeAsync();
            throw;
        }
        app.UseFrontDoor(Modules);
        return app;
    }

    /// <summary>
    /// The modules without server and silo, for verbs that run beside a live server: database, clocks, MediatR and the modules' own services. Grains cannot be
    /// called from it. The schema is brought up to date first.
    /// </summary>
    public static async Task<ServiceProvider> OpenAsync(HostOptions options, CancellationToken cancellation = default)
    {
        var configuration = new ConfigurationBuilder()
            .SetBasePath(AppContext.BaseDirectory)
            .AddJsonFile("appsettings.json", optional: true)
            .AddEnvironmentVariables()
            .AddInMemoryCollection(options.Settings)
            .Build();
        var services = new ServiceCollection();
        services.AddSingleton<IConfiguration>(configuration);
        services.AddLogging(logging => Log(logging, options));
        Configure(services, configuration, options);
        options.Services?.Invoke(services);
        var provider = services.BuildServiceProvider();
        try
        {
            await MigrateAsync(provider, cancellation);
        }
        catch
        {
            await provider.DisposeAsync();
            throw;
        }
        return provider;
    }

    private static DatabaseOptions Configure(IServiceCollection services, IConfiguration configuration, HostOptions options)
    {
        var database = configuration.GetSection("Database").Get<DatabaseOptions>() ?? new DatabaseOptions();
        if (options.DataDirectory is { } folder)
            database.DataDirectory = folder;
        services.AddDatabase(database);
        services.AddClocks(options.SchoolTime);
        services.AddModules(configuration, Modules);
        services.AddFacts(Modules);
        return database;
    }

    private static void Log(ILoggingBuilder logging, HostOptions options)
    {
        logging.ClearProviders();
        // Results go to stdout, so everything else goes to stderr.
        logging.AddSimpleConsole(console => console.SingleLine = true);
        logging.Services.Configure<Microsoft.Extensions.Logging.Console.ConsoleLoggerOptions>(console =>
            console.LogToStandardErrorThreshold = LogLevel.Trace
        );
        logging.SetMinimumLevel(options.LogLevel ?? LogLevel.Warning);
        logging.AddFilter("Attendance", options.LogLevel ?? LogLevel.Information);
        // These write the address of every request, and that of an invitation is a secret.
        logging.AddFilter("Microsoft.AspNetCore.Hosting.Diagnostics", LogLevel.None);
        logging.AddFilter("Microsoft.AspNetCore.Routing", LogLevel.Warning);
    }

    private static async Task PrepareAsync(IServiceProvider services, CancellationToken cancellation)
    {
        var database = services.GetRequiredService<Database>();
        await PostgresDurability.CheckAsync(database, cancellation);
        await MigrateAsync(services, cancellation);
        if (database.IsSqlite)
            SnapshotFile.Prepare(database.Options);
        await OrleansQueries.CheckAsync(database, cancellation);
    }

    private static Task MigrateAsync(IServiceProvider services, CancellationToken cancellation)
    {
        var assemblies = Modules.MigrationAssemblies();
        // The Host's own SQL is Orleans' tables on PostgreSQL; on SQLite they have a file of their own.
        if (!services.GetRequiredService<Database>().IsSqlite)
            assemblies = assemblies.Append(typeof(AttendanceHost).Assembly);
        return services.GetRequiredService<Migrator>().RunAsync(assemblies, cancellation);
    }
}
