using Microsoft.Extensions.DependencyInjection;

namespace Attendance.SharedKernel.Facts;

/// <summary>Registers facts.</summary>
public static class FactRegistration
{
    /// <summary>The outbox, for every process that writes.</summary>
    public static IServiceCollection AddFacts(this IServiceCollection services, IEnumerable<IModule> modules)
    {
        var assemblies = modules.Select(module => module.GetType().Assembly).Distinct().ToList();
        services.AddSingleton(provider => new FactTypes(assemblies, provider.GetRequiredService<IServiceProviderIsService>()));
        services.AddSingleton<FactSignal>();
        services.AddSingleton(new FactOptions());
        services.AddSingleton<IOutbox, Outbox>();
        return services;
    }

    /// <summary>The dispatcher, for a server. After <see cref="AddFacts"/>.</summary>
    public static IServiceCollection AddFactDispatch(this IServiceCollection services)
    {
        services.AddSingleton<OutboxStore>();
        services.AddSingleton<FactDispatcher>();
        services.AddHostedService(provider => provider.GetRequiredService<FactDispatcher>());
        services.AddSingleton<InboxPruning>();
        services.AddHostedService(provider => provider.GetRequiredService<InboxPruning>());
        return services;
    }
}
