using System.Security.Claims;
using Attendance.Access.Identity;
using Attendance.Access.Keys;
using Attendance.Access.People;
using Attendance.SharedKernel.Data;
using Microsoft.AspNetCore;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using OpenIddict.Abstractions;
using OpenIddict.Server.AspNetCore;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace Attendance.Access.Connect;

/// <summary>
/// <c>/connect/token</c>: a school's system exchanges its key for a token (client credentials: the key's id and the key), or an application a code or refresh
/// token. OpenIddict has judged the request; here is said whom the token stands for, and nothing else.
/// </summary>
internal static class Exchange
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/connect/token", HandleAsync).AllowAnonymous().ExcludeFromDescription();

    private static async Task<IResult> HandleAsync(HttpContext context, Database database, KeyRing keys, AccountAudit audit)
    {
        var request = context.GetOpenIddictServerRequest() ?? throw new InvalidOperationException("OpenIddict has not seen the request.");
        if (request.IsClientCredentialsGrantType())
        {
            // Judged a moment ago; it may have been revoked since.
            if (await keys.FindByIdAsync(request.ClientId!, context.RequestAborted) is not { } system)
                return Refuse();
            await audit.TokenAsync(context, system.Name, request.ClientId!);
            return Grant(TokenSubject.OfKey(request.ClientId!), request.GetScopes());
        }
        var judged = await context.AuthenticateAsync(OpenIddictServerAspNetCoreDefaults.AuthenticationScheme);
        var subject = TokenSubject.Parse(judged.Principal?.GetClaim(Claims.Subject));
        if (subject?.Person is not { } person)
            return Refuse();
        await using var connection = await database.OpenAsync(context.RequestAborted);
        if (await PersonStore.FindAsync(connection, person) is not { LeftAt: null })
            return Refuse();
        await audit.ChangingAsync(context, person, "Token", $"application {request.ClientId}");
        return Grant(TokenSubject.Of(person), judged.Principal!.GetScopes());
    }

    private static IResult Grant(string subject, IEnumerable<string> scopes)
    {
        var identity = new ClaimsIdentity("Attendance", Claims.Name, Claims.Role);
        identity.SetClaim(Claims.Subject, subject);
        identity.SetScopes(scopes);
        return Results.SignIn(new ClaimsPrincipal(identity), authenticationScheme: OpenIddictServerAspNetCoreDefaults.AuthenticationScheme);
    }

    private static IResult Refuse() =>
        Results.Forbid(
            new AuthenticationProperties(
                new Dictionary<string, string?>(StringComparer.Ordinal)
                {
                    [OpenIddictServerAspNetCoreConstants.Properties.Error] = Errors.InvalidGrant,
                }
            ),
            [OpenIddictServerAspNetCoreDefaults.AuthenticationScheme]
        );
}
