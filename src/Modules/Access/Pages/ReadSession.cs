using Attendance.Access.Contracts;
using Attendance.Access.Identity;
using Attendance.Access.People;
using Attendance.Access.Policy;
using Attendance.SharedKernel;
using Attendance.SharedKernel.Data;
using Attendance.SharedKernel.Problems;
using Attendance.SharedKernel.Time;
using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Attendance.Access.Pages;

/// <summary>
/// GET /session: who is signed in and what they may open, for the pages' header and navigation. It decides nothing: every operation asks the policy again.
/// A stranger gets 401 from the lock; so does a session that is half way.
/// </summary>
internal static class ReadSession
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/session", HandleAsync).ExcludeFromDescription();

    private static async Task<IResult> HandleAsync(
        HttpContext context,
        Database database,
        PolicyService policy,
        IMediator mediator,
        SchoolStaff staff,
        SchoolClock clock,
        AccessOptions options
    )
    {
        context.Response.Headers.CacheControl = "no-store";
        if (SignedIn.FullOf(context) is not { } session)
            return Problem.From("unauthenticated");
        await using var connection = await database.OpenAsync(context.RequestAborted);
        if (await PersonStore.FindAsync(connection, session.Person) is not { } person)
            return Problem.From("unauthenticated");
        var caller = Caller.ForPerson(person.Id);
        var roles = await policy.RolesOfAsync(caller, context.RequestAborted);
        // Who works for a partner has pages before the first child is shared.
        var own = await mediator.Send(new ReadOwnRights(caller), context.RequestAborted);
        roles = [.. roles.Union(own.Keys.Where(PartnerRoles.All.Contains).Select(role => role.ToString()), StringComparer.Ordinal)];
        var schools = await staff.SchoolsAsync(caller, context.RequestAborted);
        var acts = roles.Select(Enum.Parse<Role>).Select(RoleRights.Of).Aggregate(ChildRights.None, (all, role) => all | role);
        return Results.Ok(
            new SessionView(
                person.Id,
                person.Name,
                options.Council,
                [.. roles],
                [.. Enum.GetValues<Act>().Where(acts.May).Select(act => act.ToString())],
                [.. schools.Select((Laestab school) => school.ToString())],
                clock.Today,
                context.RequestServices.GetService<IDemonstration>() is not null,
                session.ExpiresAt
            )
        );
    }
}

/// <summary>Who is signed in.</summary>
/// <param name="Person">The number of the person's record.</param>
/// <param name="Name">The person's name.</param>
/// <param name="Council">Whose installation this is.</param>
/// <param name="Roles">Roles in which anything is held today.</param>
/// <param name="May">Every act that one of the roles allows, wherever the relationships reach.</param>
/// <param name="Schools">Schools where the person works and takes registers, by LAESTAB.</param>
/// <param name="Today">The school day, which the demonstration sets to 2006.</param>
/// <param name="Demonstration">True in a demonstration, which lists its accounts.</param>
/// <param name="ExpiresAt">When the session ends.</param>
internal sealed record SessionView(
    long Person,
    string Name,
    string Council,
    IReadOnlyList<string> Roles,
    IReadOnlyList<string> May,
    IReadOnlyList<string> Schools,
    DateOnly Today,
    bool Demonstration,
    DateTimeOffset ExpiresAt
);
