using Attendance.Casework.Court;
using Attendance.Casework.Enforcement.Law;
using Attendance.Casework.Letters;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Attendance.Casework.Enforcement;

/// <summary>Registers enforcement, court packs and letters.</summary>
internal static class EnforcementServices
{
    public static void Add(IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton(configuration.GetSection("Casework:Enforcement").Get<EnforcementOptions>() ?? new EnforcementOptions());
        services.AddSingleton<EnforcementReader>();
        services.AddSingleton<MatterStore>();
        services.AddSingleton<EnforcementDesk>();
        services.AddSingleton<EnforcementWork>();
        services.AddSingleton<DocumentStore>();
        services.AddSingleton<CourtPackMaker>();
        services.AddSingleton(configuration.GetSection("Casework:Notify").Get<NotifyOptions>() ?? new NotifyOptions());
        services.AddSingleton<LetterStore>();
        services.AddSingleton<LetterDesk>();
        services.AddSingleton(provider => new NotifyClient(
            new HttpClient { Timeout = TimeSpan.FromSeconds(10) },
            provider.GetRequiredService<NotifyOptions>(),
            provider.GetRequiredService<TimeProvider>()
        ));
        services.AddSingleton<LetterDelivery>();
    }
}
