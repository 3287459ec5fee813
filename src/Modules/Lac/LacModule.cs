using Attendance.Lac.Audits;
using Attendance.Lac.Board;
using Attendance.Lac.Children;
using Attendance.Lac.Ladder;
using Attendance.SharedKernel;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Attendance.Lac;

/// <summary>Looked-after children: who is in care, every missed day of theirs, and the duties at the 10th and the 25th.</summary>
public sealed class LacModule : IModule
{
    public void AddServices(IServiceCollection services, IConfiguration configuration)
    {
        var options = new LadderOptions();
        configuration.GetSection("Lac").Bind(options);
        services.AddSingleton(options);
        services.AddSingleton<CareBook>();
        services.AddSingleton<UnitBook>();
        services.AddSingleton<Recounts>();
        services.AddSingleton<LadderBook>();
        services.AddSingleton<AuditBook>();
        services.AddSingleton<AuditReader>();
        services.AddSingleton<BoardReader>();
        services.AddSingleton<BoardService>();
    }

    /// <summary>What only a process with a silo has: the work that counts children again.</summary>
    public static void AddGrainWork(IServiceCollection services)
    {
        services.AddSingleton<LadderWork>();
        services.AddHostedService(provider => provider.GetRequiredService<LadderWork>());
    }

    public void MapOperations(IEndpointRouteBuilder routes) { }
}
