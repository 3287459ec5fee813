using Attendance.Casework.Enforcement.Law;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Attendance.Casework.Enforcement;

/// <summary>Registers enforcement.</summary>
internal static class EnforcementServices
{
    public static void Add(IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton(configuration.GetSection("Casework:Enforcement").Get<EnforcementOptions>() ?? new EnforcementOptions());
        services.AddSingleton<EnforcementReader>();
        services.AddSingleton<MatterStore>();
        services.AddSingleton<EnforcementDesk>();
        services.AddSingleton<EnforcementWork>();
    }
}
