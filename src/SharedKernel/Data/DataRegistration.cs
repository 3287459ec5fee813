using Microsoft.Extensions.DependencyInjection;

namespace Attendance.SharedKernel.Data;

/// <summary>Registers the database, its writer and the migrator.</summary>
public static class DataRegistration
{
    public static IServiceCollection AddDatabase(this IServiceCollection services, DatabaseOptions options)
    {
        services.AddSingleton(new Database(options));
        services.AddSingleton<Migrator>();
        services.AddSingleton<MasterKey>();
        if (options.Provider is DatabaseProvider.Sqlite)
            services.AddSingleton<IWriter, SqliteWriter>();
        else
            services.AddSingleton<IWriter, PostgresWriter>();
        return services;
    }
}
