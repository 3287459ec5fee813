using Attendance.Access.Identity;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Attendance.Access.Pages;

/// <summary><c>/reset</c>: asks for a link to choose another password. Says the same whether the address is known or not.</summary>
internal static class AskReset
{
    public static void Map(IEndpointRouteBuilder pages)
    {
        pages.MapGet(
            "/reset",
            (HttpContext context) =>
                new Page(
                    "Forgotten password",
                    Html.Of(
                        $"""
                        <h1>Forgotten password</h1>
                        {Page.Form(
                            context,
                            Page.Field("email", "Email address", "email", attributes: "autocomplete=\"username\" spellcheck=\"false\" required"),
                            "Ask for another password"
                        )}
                        """
                    )
                )
        );
        pages.MapPost(
            "/reset",
            async (HttpContext context, RequestReset reset) =>
            {
                var form = await context.Request.ReadFormAsync(context.RequestAborted);
                await reset.RunAsync(context, form["email"], AccountPages.Address(context));
                return Page.Notice(
                    "Look for a message",
                    "If the address has an account here, a message with a link is on its way. The link works for an hour. If none comes, ask your administrator, who can make you a link."
                );
            }
        );
    }
}
