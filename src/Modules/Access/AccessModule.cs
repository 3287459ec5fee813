using Attendance.Access.Audit;
using Attendance.Access.BreakGlass;
using Attendance.Access.Connect;
using Attendance.Access.Contracts;
using Attendance.Access.Identity;
using Attendance.Access.Keys;
using Attendance.Access.Pages;
using Attendance.Access.People;
using Attendance.Access.Policy;
using Attendance.Access.Teams;
using Attendance.SharedKernel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Attendance.Access;

/// <summary>Who may do what: people, how they sign in, and the bearer keys of schools' systems and of the authority's loader.</summary>
public sealed class AccessModule : IModule
{
    public void AddServices(IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton<KeyRing>();
        services.AddSingleton<KeyFiles>();
        services.AddSingleton<PersonStore>();
        services.AddSingleton<SchoolStaff>();
        services.AddSingleton<TeamStore>();
        services.AddSingleton<TeamRights>();
        services.AddSingleton<Expansion>();
        services.AddSingleton<AccessNews>();
        services.AddIdentityProvider(configuration);
        services.AddSingleton<Pseudonyms>();
        services.AddSingleton<IPlaces, Places>();
        services.AddSingleton<IGrants, Grants>();
        services.AddSingleton<IPersonMessages, PersonMessages>();
        services.AddSingleton<ICredentials, Credentials>();
        services.AddSingleton<PolicyService>();
        services.AddSingleton<IPolicy>(provider => provider.GetRequiredService<PolicyService>());
        services.AddSingleton<Checkpoints>();
        services.AddSingleton<AuditReader>();
        services.AddSingleton<EmergencyStore>();
        services.AddSingleton<AuditTrail>();
        services.AddSingleton<IAuditTrail>(provider => provider.GetRequiredService<AuditTrail>());
    }

    public void MapOperations(IEndpointRouteBuilder routes)
    {
        IssueKeyHandler.Map(routes);
        RevokeKeyHandler.Map(routes);
        SaveTeamHandler.Map(routes);
        JoinTeamHandler.Map(routes);
        LeaveTeamHandler.Map(routes);
        NameOfficerHandler.Map(routes);
        ArrangeCoverHandler.Map(routes);
        EndCoverHandler.Map(routes);
        AskEmergencyHandler.Map(routes);
        DecideEmergencyHandler.Map(routes);
        EndEmergencyHandler.Map(routes);
        ReviewEmergencyHandler.Map(routes);
    }

    /// <summary>Says who asks, by key, token or cookie. Place it after routing.</summary>
    public static void UseIdentity(IApplicationBuilder app) => app.UseMiddleware<Identify>();

    /// <summary>
    /// Puts the lock in front of everything after it: no path under /api or /graphql, and no endpoint that is not marked anonymous, is reached
    /// without a valid key, token or session. Place it before anything that judges path, method or media type. Behind it, and away from the paths of data, are
    /// OpenIddict's own addresses and the callbacks of outside providers.
    /// </summary>
    public static void UseLock(IApplicationBuilder app)
    {
        app.UseMiddleware<BearerGate>();
        // ASP.NET Core would put its authentication before everything, for every request, unless it believes that it was placed.
        app.Properties["__AuthenticationMiddlewareSet"] = true;
        app.UseWhen(
            context =>
                !context.Request.Path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase)
                && !context.Request.Path.StartsWithSegments("/graphql", StringComparison.OrdinalIgnoreCase),
            branch => branch.UseAuthentication()
        );
    }

    /// <summary>Maps the pages for signing in and for accounts, and the addresses of the identity provider.</summary>
    public static void MapIdentity(IEndpointRouteBuilder routes)
    {
        routes.MapAccountPages();
        Authorize.Map(routes);
        Exchange.Map(routes);
    }

    /// <summary>Starts the audit of each request that has a caller. Place it right after the lock.</summary>
    public static void UseAudit(IApplicationBuilder app) => app.UseMiddleware<AuditRequests>();

    /// <summary>Writes what an operation of the group shows and refuses to the audit before its answer leaves; without a record there is no answer.</summary>
    public static void RecordOperations(RouteGroupBuilder operations) => operations.AddEndpointFilter(AuditRequests.RecordAsync);
}
