using System.Security.Claims;
using Attendance.Access.Identity;
using Attendance.Access.Pages;
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
/// <c>/connect/authorize</c>: a configured application asks for a code (PKCE). OpenIddict has judged the request; here somebody signs in with the product's own
/// pages first.
/// </summary>
internal static class Authorize
{
    public const string Path = "/connect/authorize";

    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet(Path, Handle).AllowAnonymous().ExcludeFromDescription();

    private static IResult Handle(HttpContext context, AccessOptions options)
    {
        var request = context.GetOpenIddictServerRequest() ?? throw new InvalidOperationException("OpenIddict has not seen the request.");
        if (!PlainHttp.IsSafe(context, options))
            return Refuse(Errors.InvalidRequest);
        if (SignedIn.FullOf(context) is not { } signedIn)
            return request.HasPromptValue(PromptValues.None) ? Refuse(Errors.LoginRequired) : AccountPages.SignInFirst(context);
        var identity = new ClaimsIdentity("Attendance", Claims.Name, Claims.Role);
        identity.SetClaim(Claims.Subject, TokenSubject.Of(signedIn.Person));
        identity.SetScopes(request.GetScopes());
        return Results.SignIn(new ClaimsPrincipal(identity), authenticationScheme: OpenIddictServerAspNetCoreDefaults.AuthenticationScheme);
    }

    private static IResult Refuse(string error) =>
        Results.Forbid(
            new AuthenticationProperties(
                new Dictionary<string, string?>(StringComparer.Ordinal) { [OpenIddictServerAspNetCoreConstants.Properties.Error] = error }
            ),
            [OpenIddictServerAspNetCoreDefaults.AuthenticationScheme]
        );
}
