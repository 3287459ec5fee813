using Attendance.Access.Contracts;
using Attendance.Access.Identity;
using Attendance.SharedKernel;
using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Attendance.Access.Pages;

/// <summary><c>/parents/{laestab}</c>, for a school's office, attendance lead and head: invites a parent whose identity was checked.</summary>
internal static class ParentsPage
{
    public static void Map(IEndpointRouteBuilder pages)
    {
        pages.MapGet(
            "/parents/{laestab}",
            (HttpContext context, IPolicy policy, Messages messages, string laestab) =>
                ForStaffAsync(context, policy, laestab, (caller, school) => ShowAsync(context, caller, school, messages, null, false))
        );
        pages.MapPost(
            "/parents/{laestab}",
            (HttpContext context, IPolicy policy, Messages messages, IMediator mediator, string laestab) =>
                ForStaffAsync(
                    context,
                    policy,
                    laestab,
                    async (caller, school) =>
                    {
                        var form = await context.Request.ReadFormAsync(context.RequestAborted);
                        if (!Upn.TryParse(form["upn"].ToString().Trim(), out var upn))
                            return await ShowAsync(context, caller, school, messages, "This is not a unique pupil number", false);
                        if (!DateOnly.TryParse(form["checked"], out var checkedOn))
                            return await ShowAsync(context, caller, school, messages, "Say on which day the identity was checked", false);
                        var result = await mediator.Send(
                            new InviteParent(
                                caller,
                                school,
                                upn,
                                form["name"].ToString(),
                                form["email"].ToString(),
                                form["method"].ToString(),
                                checkedOn,
                                AccountPages.Address(context)
                            ),
                            context.RequestAborted
                        );
                        var error = result.Error switch
                        {
                            null => null,
                            { Code: "not-found" } => "There is no child with this number on the roll, or the parent cannot be invited",
                            { Fields: [var field, ..] } => $"This is not valid: {field.Pointer.TrimStart('/')}",
                            var other => other.Message,
                        };
                        return await ShowAsync(context, caller, school, messages, error, error is null);
                    }
                )
        );
    }

    private static async Task<IResult> ForStaffAsync(
        HttpContext context,
        IPolicy policy,
        string laestab,
        Func<Caller, Laestab, Task<IResult>> work
    )
    {
        if (SignedIn.FullOf(context) is not { } signedIn)
            return AccountPages.SignInFirst(context);
        var caller = Caller.ForPerson(signedIn.Person);
        return
            Laestab.TryParse(laestab, out var school)
            && await policy.MayAsync(caller, Act.InviteParent, GrantTarget.Of(school), cancellation: context.RequestAborted)
            ? await work(caller, school)
            : Page.Notice("Not found", "There is nothing here for you.", StatusCodes.Status404NotFound);
    }

    private static async Task<IResult> ShowAsync(
        HttpContext context,
        Caller caller,
        Laestab school,
        Messages messages,
        string? error,
        bool done
    )
    {
        var waiting = await messages.WaitingAsync(caller.Name, context.RequestAborted);
        var fields = Html.All([
            Page.Field("upn", "Child's unique pupil number", attributes: "autocomplete=\"off\" spellcheck=\"false\" required"),
            Page.Field("name", "Parent's or carer's name", attributes: "autocomplete=\"off\" required"),
            Page.Field(
                "email",
                "Parent's or carer's email address",
                "email",
                attributes: "autocomplete=\"off\" spellcheck=\"false\" required"
            ),
            Html.Of(
                $"""
                <div class="field"><label for="method">How their identity was checked</label><select id="method" name="method">
                {Html.All(
                    InviteParent.Methods.Select(method => Html.Of($"""<option value="{method}">{method.Replace('-', ' ')}</option>"""))
                )}
                </select></div>
                """
            ),
            Page.Field("checked", "Day of the check", "date", attributes: "required"),
        ]);
        return new Page(
            error is null ? "Invite a parent" : "Error: Invite a parent",
            Html.Of(
                $"""
                {Page.Problem(error)}
                {(
                    done
                        ? Html.Of(
                            $"<p class=\"said\" role=\"status\">The child is open to the parent. A new account has a message below.</p>"
                        )
                        : Html.Empty
                )}
                <h1>Invite a parent or carer</h1>
                {Page.Form(context, fields, "Invite", $"/parents/{school}")}
                {PageMessages.Of(waiting)}
                """
            ),
            error is null ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity
        );
    }
}
