using Attendance.Access.Contracts;
using Attendance.Access.Identity;
using Attendance.SharedKernel;
using Attendance.SharedKernel.Data;
using Dapper;
using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Attendance.Access.Pages;

/// <summary><c>/people</c>, for administrators: who has an account, invitations, leavers, and messages that wait to be handed over.</summary>
internal static class PeoplePage
{
    public static void Map(IEndpointRouteBuilder pages)
    {
        pages.MapGet(
            "/people",
            (HttpContext context, IPolicy policy, Database database, Messages messages) =>
                ForAdministratorAsync(context, policy, caller => ShowAsync(context, caller, database, messages, null))
        );
        pages.MapPost(
            "/people",
            (HttpContext context, IPolicy policy, IMediator mediator, Database database, Messages messages) =>
                ForAdministratorAsync(
                    context,
                    policy,
                    async caller =>
                    {
                        var form = await context.Request.ReadFormAsync(context.RequestAborted);
                        var made = await mediator.Send(
                            new MakePerson(caller, form["name"].ToString(), form["email"].ToString()),
                            context.RequestAborted
                        );
                        if (made.Error is { } error)
                            return await ShowAsync(context, caller, database, messages, error);
                        var role = Role.SchoolOffice;
                        var given =
                            form["role"].ToString() is { Length: > 0 } text && Enum.TryParse(text, out role)
                                ? (await mediator.Send(new GiveRole(caller, made.Value.Id, role, "Invited"), context.RequestAborted)).Error
                                : null;
                        if (given is not null)
                            return await ShowAsync(context, caller, database, messages, given);
                        await mediator.Send(new InvitePerson(caller, made.Value.Id, AccountPages.Address(context)), context.RequestAborted);
                        return Results.Redirect("/people");
                    }
                )
        );
        pages.MapPost(
            "/people/{person:long}/invitation",
            (HttpContext context, IPolicy policy, IMediator mediator, long person) =>
                ForAdministratorAsync(
                    context,
                    policy,
                    async caller =>
                    {
                        await mediator.Send(new InvitePerson(caller, person, AccountPages.Address(context)), context.RequestAborted);
                        return Results.Redirect("/people");
                    }
                )
        );
        pages.MapPost(
            "/people/{person:long}/leaver",
            (HttpContext context, IPolicy policy, IMediator mediator, long person) =>
                ForAdministratorAsync(
                    context,
                    policy,
                    async caller =>
                    {
                        await mediator.Send(new RecordLeaver(caller, person, "Left"), context.RequestAborted);
                        return Results.Redirect("/people");
                    }
                )
        );
        pages.MapPost(
            "/people/{person:long}/second-factor",
            (HttpContext context, IPolicy policy, IMediator mediator, long person) =>
                ForAdministratorAsync(
                    context,
                    policy,
                    async caller =>
                    {
                        var form = await context.Request.ReadFormAsync(context.RequestAborted);
                        var reset = await mediator.Send(
                            new ResetSecondFactor(caller, person, form["reason"].ToString()),
                            context.RequestAborted
                        );
                        return reset.Error switch
                        {
                            null => Results.Redirect("/people"),
                            { Code: "not-found" } => Page.Notice(
                                "Not found",
                                "There is no account to change, or it is your own: another administrator does that.",
                                StatusCodes.Status404NotFound
                            ),
                            _ => Page.Notice(
                                "Say how they were recognised",
                                "A second factor is taken away only with a reason.",
                                StatusCodes.Status422UnprocessableEntity
                            ),
                        };
                    }
                )
        );
    }

    private static async Task<IResult> ForAdministratorAsync(HttpContext context, IPolicy policy, Func<Caller, Task<IResult>> work)
    {
        if (SignedIn.FullOf(context) is not { } signedIn)
            return AccountPages.SignInFirst(context);
        var caller = Caller.ForPerson(signedIn.Person);
        return await policy.MayAsync(caller, Act.SetUpUsers, GrantTarget.All, cancellation: context.RequestAborted)
            ? await work(caller)
            : Page.Notice("Not found", "There is nothing here for you.", StatusCodes.Status404NotFound);
    }

    private static async Task<IResult> ShowAsync(HttpContext context, Caller caller, Database database, Messages messages, Error? error)
    {
        await using var connection = await database.OpenAsync(context.RequestAborted);
        var people = await connection.QueryAsync<Row>(
            """
            select p.id, p.name, p.email, p.left_at, (select count(*) from access_account a where a.person_id = p.id) as accounts,
                (select count(*) from access_account a where a.person_id = p.id and a.two_factor_enabled) as second_factors
            from access_person p order by p.left_at is not null, p.name, p.id limit 500
            """
        );
        var waiting = await messages.WaitingAsync(caller.Name, context.RequestAborted);
        var fields = Html.All([
            Page.Field("name", "Name", attributes: "required"),
            Page.Field("email", "Email address", "email", attributes: "spellcheck=\"false\" required"),
            Html.Of(
                $"""
                <div class="field"><label for="role">Role</label>
                <div class="hint" id="role-hint">Somebody else must agree to it. What it reaches is given apart from it.</div>
                <select id="role" name="role" aria-describedby="role-hint"><option value="">No role yet</option>
                {Html.All(Enum.GetNames<Role>().Select(role => Html.Of($"""<option value="{role}">{Words(role)}</option>""")))}
                </select></div>
                """
            ),
        ]);
        return new Page(
            error is null ? "People" : "Error: People",
            Html.Of(
                $"""
                {Page.Problem(error is null ? null : Sentence(error))}
                <h1>People</h1>
                {PageMessages.Of(waiting)}
                <h2>Invite somebody</h2>
                {Page.Form(context, fields, "Invite", "/people")}
                <h2>Accounts</h2>
                <table><caption>At most 500 are shown</caption>
                <thead><tr><th scope="col">Name</th><th scope="col">Email address</th><th scope="col">Account</th><th scope="col">Actions</th></tr></thead>
                <tbody>{Html.All(people.Select(row => Line(context, row)))}</tbody></table>
                """
            ),
            error is null ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity
        );
    }

    private static Html Line(HttpContext context, Row row)
    {
        var state =
            row.LeftAt is { } left ? $"left {left:d MMMM yyyy}"
            : row.Accounts > 0 ? "open"
            : "not yet";
        var actions = row.LeftAt is not null
            ? Html.Empty
            : Html.All([
                Page.Form(
                    context,
                    Html.Empty,
                    row.Accounts > 0 ? $"New password link for {row.Name}" : $"New invitation for {row.Name}",
                    $"/people/{row.Id}/invitation"
                ),
                Page.Form(context, Html.Empty, $"{row.Name} has left", $"/people/{row.Id}/leaver"),
                row.SecondFactors > 0 ? Factor(context, row) : Html.Empty,
            ]);
        return Html.Of($"<tr><td>{row.Name}</td><td>{row.Email}</td><td>{state}</td><td>{actions}</td></tr>");
    }

    private static Html Factor(HttpContext context, Row row) =>
        Page.Form(
            context,
            Html.Of(
                $"""
                <div class="field"><label for="reason-{row.Id}">How {row.Name} was recognised</label>
                <input id="reason-{row.Id}" name="reason" type="text" required></div>
                """
            ),
            $"Take the lost second factor from {row.Name}",
            $"/people/{row.Id}/second-factor"
        );

    private static string Sentence(Error error) =>
        error.Fields is [var field, ..] ? field.Detail ?? $"{error.Message} ({field.Pointer.TrimStart('/')})" : error.Message;

    /// <summary>"LocalityManager" as people read it: "Locality manager".</summary>
    private static string Words(string role) =>
        string.Concat(role.Select((letter, at) => at > 0 && char.IsUpper(letter) ? $" {char.ToLowerInvariant(letter)}" : $"{letter}"));

    private sealed class Row
    {
        public long Id { get; init; }
        public string Name { get; init; } = "";
        public string Email { get; init; } = "";
        public DateTimeOffset? LeftAt { get; init; }
        public long Accounts { get; init; }
        public long SecondFactors { get; init; }
    }
}
