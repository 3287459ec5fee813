using Attendance.Access.Keys;
using Attendance.Access.People;
using Attendance.SharedKernel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Attendance.Access;

/// <summary>Who may do what: for now the bearer keys of schools' systems and of the authority's loader.</summary>
public sealed class AccessModule : IModule
{
    public void AddServices(IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton<KeyRing>();
        services.AddSingleton<PersonStore>();
        services.AddSingleton<AccessRights>();
        services.AddSingleton<AccessNews>();
    }

    public void MapOperations(IEndpointRouteBuilder routes)
    {
        IssueKeyHandler.Map(routes);
        RevokeKeyHandler.Map(routes);
    }

    /// <summary>
    /// Puts the lock in front of everything after it: no path under /api or /graphql, and no endpoint that is not marked anonymous, is reached
    /// without a valid bearer key. Place it before anything that judges path, method or media type.
    /// </summary>
    public static void UseKeys(IApplicationBuilder app) => app.UseMiddleware<BearerGate>();
}
