using Attendance.Access.Identity;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Attendance.Access.Pages;

/// <summary><c>/sign-out</c>: ends the session on the server, so that a copied cookie is worth nothing.</summary>
internal static class SignOut
{
    public static void Map(IEndpointRouteBuilder pages)
    {
        pages.MapGet(
            "/sign-out",
            (HttpContext context) => new Page("Sign out", Html.Of($"<h1>Sign out</h1>{Page.Form(context, Html.Empty, "Sign out")}"))
        );
        pages.MapPost(
            "/sign-out",
            async (HttpContext context, Sessions sessions) =>
            {
                await sessions.CloseAsync(context);
                return Results.Redirect("/sign-in");
            }
        );
    }
}
