using Attendance.Casework.Cases;
using Attendance.SharedKernel;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Attendance.Casework;

/// <summary>From a flag to a child back in school: cases, who works on them, what was found out, planned, done and written down.</summary>
public sealed class CaseworkModule : IModule
{
    public void AddServices(IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton<CaseEventTypes>();
        services.AddSingleton<CaseBook>();
        services.AddSingleton<CaseReader>();
    }

    public void MapOperations(IEndpointRouteBuilder routes) { }
}
