using Attendance.Access.Identity;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Routing;

namespace Attendance.Access.Pages;

/// <summary><c>/sign-in/code</c>: the code of the authenticator app, or a recovery code.</summary>
internal static class SecondFactor
{
    public static void Map(IEndpointRouteBuilder pages)
    {
        pages.MapGet(
            "/sign-in/code",
            (HttpContext context, string? returnUrl) =>
                SignedIn.Of(context) is { Stage: SessionStage.Code } ? Show(context, returnUrl, null) : Results.Redirect("/sign-in")
        );
        pages.MapPost("/sign-in/code", PostAsync);
    }

    private static async Task<IResult> PostAsync(
        HttpContext context,
        UserManager<Account> accounts,
        FirstFactor factor,
        Sessions sessions,
        string? returnUrl
    )
    {
        if (SignedIn.Of(context) is not { Stage: SessionStage.Code } half || await accounts.FindByIdAsync(half.Account) is not { } account)
            return Results.Redirect("/sign-in");
        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        if (!await factor.CheckCodeAsync(context, account, form["code"]))
            return Show(context, returnUrl, "The code is not right, was used before, or the account is locked for some minutes");
        await sessions.OpenAsync(context, account.Id, account.PersonId, SessionStage.Full, "second factor");
        return Results.Redirect(ReturnUrl.Local(returnUrl));
    }

    private static Page Show(HttpContext context, string? returnUrl, string? error) =>
        new(
            error is null ? "Enter your code" : "Error: Enter your code",
            Html.Of(
                $"""
                {Page.Problem(error, "code")}
                <h1>Enter your code</h1>
                {Page.Form(
                    context,
                    Page.Field(
                        "code",
                        "Code",
                        hint: "The six digits that your authenticator app shows, or one of your recovery codes",
                        error: error,
                        attributes: "autocomplete=\"one-time-code\" spellcheck=\"false\" required"
                    ),
                    "Continue",
                    $"/sign-in/code?returnUrl={Uri.EscapeDataString(ReturnUrl.Local(returnUrl))}"
                )}
                """
            ),
            error is null ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity
        );
}
