using Attendance.Access.Identity;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Routing;

namespace Attendance.Access.Pages;

/// <summary>
/// <c>/account/authenticator</c>: sets up the second factor (TOTP, RFC 6238) and tells ten recovery codes, once. There is no way round it for whoever knows only
/// the password: an account that has a second factor asks for it before this page opens.
/// </summary>
internal static class Authenticator
{
    private const int RecoveryCodes = 10;

    public static void Map(IEndpointRouteBuilder pages)
    {
        pages.MapGet(
            "/account/authenticator",
            async (HttpContext context, UserManager<Account> accounts, string? returnUrl) =>
            {
                if (await FindAsync(context, accounts) is not { } account)
                    return AccountPages.SignInFirst(context);
                if (account.TwoFactorEnabled)
                    return Page.Notice("Your second factor is set up", "Your authenticator app is asked for whenever you sign in.");
                // The same key until it is confirmed, so that loading the page again does no harm.
                if (await accounts.GetAuthenticatorKeyAsync(account) is null)
                    await accounts.ResetAuthenticatorKeyAsync(account);
                return Show(context, account, (await accounts.GetAuthenticatorKeyAsync(account))!, returnUrl, null);
            }
        );
        pages.MapPost("/account/authenticator", PostAsync);
    }

    private static async Task<IResult> PostAsync(
        HttpContext context,
        UserManager<Account> accounts,
        FirstFactor factor,
        Sessions sessions,
        AccountAudit audit,
        string? returnUrl
    )
    {
        if (await FindAsync(context, accounts) is not { TwoFactorEnabled: false } account)
            return AccountPages.SignInFirst(context);
        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        if (await accounts.GetAuthenticatorKeyAsync(account) is not { } key)
            return Results.Redirect("/account/authenticator");
        if (!await factor.CheckCodeAsync(context, account, form["code"]))
            return Show(context, account, key, returnUrl, "The code is not right");
        await audit.ChangingAsync(context, account.PersonId, "SetUpSecondFactor", null);
        await accounts.SetTwoFactorEnabledAsync(account, true);
        var codes = await accounts.GenerateNewTwoFactorRecoveryCodesAsync(account, RecoveryCodes) ?? [];
        await sessions.OpenAsync(context, account.Id, account.PersonId, SessionStage.Full, "second factor");
        return new Page(
            "Keep your recovery codes",
            Html.Of(
                $"""
                <h1>Keep your recovery codes</h1>
                <p>Each opens your account once when you do not have your authenticator app. They are not shown again.</p>
                <ul>{Html.All(codes.Select(code => Html.Of($"<li><code>{code}</code></li>")))}</ul>
                <p><a href="{ReturnUrl.Local(returnUrl)}">Continue</a></p>
                """
            )
        );
    }

    private static async Task<Account?> FindAsync(HttpContext context, UserManager<Account> accounts) =>
        SignedIn.Of(context) is { Stage: SessionStage.Full or SessionStage.Enrol } signedIn
            ? await accounts.FindByIdAsync(signedIn.Account)
            : null;

    private static Page Show(HttpContext context, Account account, string key, string? returnUrl, string? error)
    {
        var label = Uri.EscapeDataString($"Attendance:{account.Email}");
        var address = $"otpauth://totp/{label}?secret={key}&issuer=Attendance";
        var spaced = string.Join(' ', key.Chunk(4).Select(four => new string(four)));
        return new Page(
            error is null ? "Set up your second factor" : "Error: Set up your second factor",
            Html.Of(
                $"""
                {Page.Problem(error, "code")}
                <h1>Set up your second factor</h1>
                <p>Put this key into an authenticator app on your phone or computer, then enter the code that the app shows.</p>
                <p>Key: <code id="key">{spaced}</code></p>
                <p><a href="{address}">Open the authenticator app on this device</a></p>
                {Page.Form(
                    context,
                    Page.Field("code", "Code", hint: "Six digits", error: error, attributes: "inputmode=\"numeric\" autocomplete=\"one-time-code\" required"),
                    "Continue",
                    $"/account/authenticator?returnUrl={Uri.EscapeDataString(ReturnUrl.Local(returnUrl))}"
                )}
                """
            ),
            error is null ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity
        );
    }
}
