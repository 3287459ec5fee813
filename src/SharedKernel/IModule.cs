using System.Reflection;
using MediatR;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Attendance.SharedKernel;

/// <summary>What the Host knows of a module: its services, its REST operations, its SQL (embedded), its MediatR handlers (found by scanning).</summary>
public interface IModule
{
    /// <summary>Registers the module's services.</summary>
    void AddServices(IServiceCollection services, IConfiguration configuration);

    /// <summary>Maps the module's REST operations under /api/v1.</summary>
    void MapOperations(IEndpointRouteBuilder routes);
}

/// <summary>Registers modules and MediatR 5.1 (ADR 0006: no own scan, handlers by Scrutor).</summary>
public static class ModuleRegistration
{
    public static IServiceCollection AddModules(
        this IServiceCollection services,
        IConfiguration configuration,
        params IReadOnlyList<IModule> modules
    )
    {
        services.AddTransient<IMediator, Mediator>();
        services.AddTransient<ServiceFactory>(provider => provider.GetRequiredService);
        foreach (var module in modules)
        {
            services.AddSingleton(module);
            module.AddServices(services, configuration);
        }
        services.Scan(scan =>
            scan.FromAssemblies(modules.Select(module => module.GetType().Assembly))
                .AddClasses(
                    classes => classes.AssignableToAny(typeof(IRequestHandler<,>), typeof(INotificationHandler<>)),
                    publicOnly: false
                )
                .AsImplementedInterfaces()
                .WithTransientLifetime()
        );
        return services;
    }

    /// <summary>The assemblies whose migrations run, lowest module first.</summary>
    public static IEnumerable<Assembly> MigrationAssemblies(this IEnumerable<IModule> modules) =>
        modules.Select(module => module.GetType().Assembly).Prepend(typeof(ModuleRegistration).Assembly);
}
