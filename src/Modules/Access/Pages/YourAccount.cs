using Attendance.Access.Contracts;
using Attendance.Access.Identity;
using Attendance.Access.People;
using Attendance.SharedKernel;
using Attendance.SharedKernel.Data;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Attendance.Access.Pages;

/// <summary><c>/account</c>: who is signed in, and what they can do about their account.</summary>
internal static class YourAccount
{
    public static void Map(IEndpointRouteBuilder pages)
    {
        pages.MapGet("/account", ShowAsync);
        pages.MapPost(
            "/account/password",
            async (HttpContext context, IWriter writer, Invitations invitations, AccountAudit audit) =>
            {
                if (SignedIn.FullOf(context) is not { } signedIn)
                    return AccountPages.SignInFirst(context);
                await audit.ChangingAsync(context, signedIn.Person, "RequestReset", null);
                var link = await writer.Run(
                    async transaction =>
                        await PersonStore.FindAsync(transaction.Connection!, signedIn.Person, transaction) is { LeftAt: null } person
                            ? await invitations.IssueAsync(
                                transaction,
                                person,
                                InvitationPurpose.Reset,
                                Caller.ForPerson(person.Id).Name,
                                AccountPages.Address(context)
                            )
                            : null,
                    context.RequestAborted
                );
                return link is null ? AccountPages.SignInFirst(context) : Results.Redirect(link.Address.AbsolutePath);
            }
        );
    }

    private static async Task<IResult> ShowAsync(HttpContext context, Database database, IPolicy policy, SchoolStaff staff)
    {
        if (SignedIn.FullOf(context) is not { } signedIn)
            return AccountPages.SignInFirst(context);
        await using var connection = await database.OpenAsync(context.RequestAborted);
        if (await PersonStore.FindAsync(connection, signedIn.Person) is not { } person)
            return AccountPages.SignInFirst(context);
        var caller = Caller.ForPerson(person.Id);
        var people = await policy.CouldAsync(caller, Act.SetUpUsers, GrantTarget.All, context.RequestAborted)
            ? Html.Of($"""<li><a href="/people">People and invitations</a></li>""")
            : Html.Empty;
        var schools = await staff.SchoolsAsync(caller, context.RequestAborted);
        var parents = Html.All(
            schools.Select((Laestab school) => Html.Of($"""<li><a href="/parents/{school}">Invite a parent to school {school}</a></li>"""))
        );
        return new Page(
            "Your account",
            Html.Of(
                $"""
                <h1>Your account</h1>
                <p>{person.Name}, {person.Email}</p>
                <ul>
                <li><a href="/account/authenticator">Second factor</a></li>
                {people}{parents}
                </ul>
                <h2>Password</h2>
                <p>Choosing another password signs you out everywhere.</p>
                {Page.Form(context, Html.Empty, "Choose another password", "/account/password")}
                """
            )
        );
    }
}
