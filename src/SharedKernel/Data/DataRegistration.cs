using Microsoft.Extensions.DependencyInjection;

namespace Attendance.SharedKernel.Data;

/// <summary>Registers the database, its writer and the migrator.</summary>
public static class DataRegistration
{
    /// <summary>The key of the audit's own <see cref="IWriter"/>: on SQLite it writes a file of its own, so that an audit record never waits for a register.</summary>
    public const string Audit = "audit";

    public static IServiceCollection AddDatabase(this IServiceCollection services, DatabaseOptions options)
    {
        // Made by the container, so that it ends it too: a pool that nobody closes keeps its connections for minutes.
        services.AddSingleton(_ => new Database(options));
        services.AddSingleton<Migrator>();
        services.AddSingleton<MasterKey>();
        if (options.Provider is DatabaseProvider.Sqlite)
        {
            services.AddSingleton<IWriter, SqliteWriter>();
            services.AddKeyedSingleton<IWriter>(Audit, (provider, _) => new SqliteWriter(provider.GetRequiredService<Database>().Audit));
        }
        else
        {
            services.AddSingleton<IWriter, PostgresWriter>();
            services.AddKeyedSingleton(Audit, (provider, _) => provider.GetRequiredService<IWriter>());
        }
        return services;
    }
}
