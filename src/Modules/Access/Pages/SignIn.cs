using Attendance.Access.Contracts;
using Attendance.Access.Identity;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Attendance.Access.Pages;

/// <summary><c>/sign-in</c>: address and password, or a button for each outside provider.</summary>
internal static class SignIn
{
    private const string Wrong = "The address or the password is not right, or the account is locked for some minutes";

    public static void Map(IEndpointRouteBuilder pages)
    {
        pages.MapGet(
            "/sign-in",
            (HttpContext context, AccessOptions options, string? returnUrl, string? refused) =>
                SignedIn.FullOf(context) is null
                    ? Show(
                        context,
                        options,
                        returnUrl,
                        refused is null ? null : "The provider did not vouch for somebody who has an account here"
                    )
                    : Results.Redirect(ReturnUrl.Local(returnUrl))
        );
        pages.MapPost("/sign-in", PostAsync);
        pages.MapPost("/sign-in/with/{name}", Challenge);
    }

    private static async Task<IResult> PostAsync(
        HttpContext context,
        FirstFactor factor,
        Sessions sessions,
        AccessOptions options,
        string? returnUrl
    )
    {
        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        var account = await factor.CheckPasswordAsync(context, form["email"], form["password"]);
        if (account is null)
            return Show(context, options, returnUrl, Wrong);
        var stage =
            account.TwoFactorEnabled ? SessionStage.Code
            : options.RequireSecondFactor ? SessionStage.Enrol
            : SessionStage.Full;
        await sessions.OpenAsync(context, account.Id, account.PersonId, stage, "password");
        var back = ReturnUrl.Local(returnUrl);
        return Results.Redirect(
            stage switch
            {
                SessionStage.Code => $"/sign-in/code?returnUrl={Uri.EscapeDataString(back)}",
                SessionStage.Enrol => $"/account/authenticator?returnUrl={Uri.EscapeDataString(back)}",
                SessionStage.Full => back,
            }
        );
    }

    private static IResult Challenge(AccessOptions options, string name, string? returnUrl) =>
        options.External.FirstOrDefault(provider => provider.Name == name) is { } provider
            ? Results.Challenge(new AuthenticationProperties { RedirectUri = ReturnUrl.Local(returnUrl) }, [OutsideSignIn.Scheme(provider)])
            : Page.Notice("Not found", "There is no such provider here.", StatusCodes.Status404NotFound);

    private static Page Show(HttpContext context, AccessOptions options, string? returnUrl, string? error)
    {
        var back = $"?returnUrl={Uri.EscapeDataString(ReturnUrl.Local(returnUrl))}";
        var fields = Html.All([
            Page.Field("email", "Email address", "email", attributes: """autocomplete="username" spellcheck="false" required"""),
            Page.Field("password", "Password", "password", attributes: """autocomplete="current-password" required"""),
        ]);
        var outside = Html.All(
            options.External.Select(provider =>
                Page.Form(context, Html.Empty, $"Sign in with {provider.Title}", $"/sign-in/with/{provider.Name}{back}")
            )
        );
        var demonstration = context.RequestServices.GetService<IDemonstration>() is { } shown ? Accounts(context, shown, back) : Html.Empty;
        return new Page(
            error is null ? "Sign in" : "Error: Sign in",
            Html.Of(
                $"""
                {Page.Problem(error, "email")}
                <h1>Sign in</h1>
                {Page.Form(context, fields, "Sign in", $"/sign-in{back}")}
                <p><a href="/reset">I have forgotten my password</a></p>
                {outside}
                {demonstration}
                """
            ),
            error is null ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity
        );
    }

    private static Html Accounts(HttpContext context, IDemonstration demonstration, string back)
    {
        var rows = Html.All(
            demonstration.Accounts.Select(account =>
                Html.Of(
                    $"""
                    <tr><th scope="row">{account.Title}</th><td>{account.Look}</td><td>{account.Email}<br><code>{account.Password}</code></td>
                    <td>{Page.Form(context, Credentials(account), $"Sign in as {account.Title}", $"/sign-in{back}")}</td></tr>
                    """
                )
            )
        );
        return Html.Of(
            $"""
            <h2>Demonstration</h2>
            <p>{demonstration.Story}</p>
            <table class="stacked"><caption>Accounts</caption>
            <thead><tr><th scope="col">Role</th><th scope="col">What to look at</th><th scope="col">Address and password</th><th scope="col">Sign in</th></tr></thead>
            <tbody>{rows}</tbody></table>
            """
        );
    }

    private static Html Credentials(DemonstrationAccount account) =>
        Html.Of(
            $"""
            <input type="hidden" name="email" value="{account.Email}">
            <input type="hidden" name="password" value="{account.Password}">
            """
        );
}
