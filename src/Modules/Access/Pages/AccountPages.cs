using Attendance.Access.Identity;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Attendance.Access.Pages;

/// <summary>
/// The pages for signing in and for accounts. They are the product's only pages that are not made of its GraphQL API. A form without its token against
/// forged requests is refused, and so is one that comes without TLS from elsewhere than this machine.
/// </summary>
internal static class AccountPages
{
    private const string Style = "Attendance.Access.Pages.pages.css";

    public static void MapAccountPages(this IEndpointRouteBuilder routes)
    {
        var pages = routes.MapGroup("").AllowAnonymous().ExcludeFromDescription().AddEndpointFilter(GuardAsync);
        SignIn.Map(pages);
        SecondFactor.Map(pages);
        Authenticator.Map(pages);
        SignOut.Map(pages);
        ChoosePassword.Map(pages);
        AskReset.Map(pages);
        YourAccount.Map(pages);
        PeoplePage.Map(pages);
        ParentsPage.Map(pages);
        ReadSession.Map(routes);
        routes
            .MapGet(
                "/pages.css",
                () => Results.Stream(typeof(AccountPages).Assembly.GetManifestResourceStream(Style)!, "text/css; charset=utf-8")
            )
            .AllowAnonymous()
            .ExcludeFromDescription();
    }

    private static async ValueTask<object?> GuardAsync(EndpointFilterInvocationContext invocation, EndpointFilterDelegate next)
    {
        var context = invocation.HttpContext;
        if (!PlainHttp.IsSafe(context, context.RequestServices.GetRequiredService<AccessOptions>()))
            return Page.Notice(
                "Use the secure address",
                "This page needs an address that begins with https.",
                StatusCodes.Status403Forbidden
            );
        if (
            HttpMethods.IsPost(context.Request.Method)
            && (
                !context.Request.HasFormContentType
                || !await context.RequestServices.GetRequiredService<IAntiforgery>().IsRequestValidAsync(context)
            )
        )
        {
            return Page.Notice(
                "Please try again",
                "The page was open for too long, or the form did not come from this site. Go back, load the page again and send it once more.",
                StatusCodes.Status400BadRequest
            );
        }
        return await next(invocation);
    }

    /// <summary>Where the page sends a browser that is not signed in: to the sign-in page and then back.</summary>
    public static IResult SignInFirst(HttpContext context) =>
        Results.Redirect($"/sign-in?returnUrl={Uri.EscapeDataString(context.Request.Path + context.Request.QueryString)}");

    /// <summary>
    /// Where this Host listens, for links when <c>Access:PublicUrl</c> does not say. Not the address that the request named: a stranger writes that.
    /// </summary>
    public static Uri Address(HttpContext context)
    {
        var addresses = context.RequestServices.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()?.Addresses;
        return new Uri(addresses?.FirstOrDefault() ?? "http://127.0.0.1");
    }
}
