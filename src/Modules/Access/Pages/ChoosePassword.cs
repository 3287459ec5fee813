using Attendance.Access.Identity;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Routing;

namespace Attendance.Access.Pages;

/// <summary><c>/invitation/{secret}</c>: the first password of an account, or another one. Using it ends every session and token of the account.</summary>
internal static class ChoosePassword
{
    public static void Map(IEndpointRouteBuilder pages)
    {
        pages.MapGet(
            "/invitation/{secret}",
            async (HttpContext context, Invitations invitations, string secret) =>
                await invitations.FindAsync(secret, context.RequestAborted) is { } invitation
                    ? Show(context, invitation, null, null)
                    : Gone()
        );
        pages.MapPost("/invitation/{secret}", PostAsync);
    }

    private static async Task<IResult> PostAsync(HttpContext context, Invitations invitations, UserManager<Account> accounts, string secret)
    {
        if (await invitations.FindAsync(secret, context.RequestAborted) is not { } invitation)
            return Gone();
        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        var password = form["password"].ToString();
        if (password.Length > 128)
            return Show(context, invitation, "The password is longer than 128 characters", "password");
        var person = new Account { Email = invitation.Email, UserName = invitation.Email };
        foreach (var validator in accounts.PasswordValidators)
        {
            var judged = await validator.ValidateAsync(accounts, person, password);
            if (judged.Errors.FirstOrDefault() is { } error)
                return Show(context, invitation, Sentence(error), "password");
        }
        if (password != form["again"].ToString())
            return Show(context, invitation, "The two passwords differ", "again");
        if (!await invitations.AcceptAsync(context, invitation, password))
            return Gone();
        return new Page(
            "Your password is set",
            Html.Of($"""<h1>Your password is set</h1><p><a href="/sign-in">Sign in</a> with {invitation.Email}.</p>""")
        );
    }

    private static string Sentence(IdentityError error) =>
        error.Code switch
        {
            "PasswordTooShort" => "The password is shorter than 12 characters",
            "PasswordRequiresUniqueChars" => "The password repeats the same few characters",
            _ => "The password is too easy to guess",
        };

    private static Page Gone() =>
        Page.Notice(
            "This link does not work",
            "It was used, has run out, or was replaced by a later one. Ask for another.",
            StatusCodes.Status404NotFound
        );

    private static Page Show(HttpContext context, Invitation invitation, string? error, string? field)
    {
        var fields = Html.All([
            Page.Field(
                "password",
                "Password",
                "password",
                hint: "At least 12 characters. Three random words are good.",
                error: field == "password" ? error : null,
                attributes: """autocomplete="new-password" required"""
            ),
            Page.Field(
                "again",
                "The same password again",
                "password",
                error: field == "again" ? error : null,
                attributes: """autocomplete="new-password" required"""
            ),
        ]);
        return new Page(
            error is null ? "Choose your password" : "Error: Choose your password",
            Html.Of(
                $"""
                {Page.Problem(error, field)}
                <h1>Choose your password</h1>
                <p>For {invitation.Name}, {invitation.Email}.</p>
                {Page.Form(context, fields, "Save password")}
                """
            ),
            error is null ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity
        );
    }
}
