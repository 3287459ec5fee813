using Attendance.Access.People;
using Attendance.SharedKernel.Data;
using Dapper;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;

namespace Attendance.Access.Identity;

/// <summary>
/// Signs in whom an outside provider vouches for. The provider's subject is matched first; else its address, if verified, with an account that has none of
/// this provider yet, or with somebody who was invited. Nobody is made: a stranger to this installation stays one, whoever vouches.
/// </summary>
internal sealed class OutsideSignIn(IWriter writer, Invitations invitations, Sessions sessions, AccountAudit audit)
{
    private const string Refused = "/sign-in?refused=outside";

    public static string Scheme(OutsideProvider provider) => $"outside-{provider.Name}";

    /// <summary>What the provider said, after signature, time and nonce were judged.</summary>
    public async Task JudgeAsync(TokenValidatedContext context, OutsideProvider provider)
    {
        var principal = context.Principal!;
        var subject = principal.FindFirst("sub")?.Value;
        var verified =
            provider.TrustEmail || string.Equals(principal.FindFirst("email_verified")?.Value, "true", StringComparison.OrdinalIgnoreCase);
        var email = verified ? PersonRules.Email(principal.FindFirst("email")?.Value) : null;
        var account = subject is null ? null : await writer.Run(transaction => MatchAsync(transaction, provider.Name, subject, email));
        context.HandleResponse();
        if (account is null)
        {
            await audit.RefusedAsync(context.HttpContext, null, "SignIn", $"outside: {provider.Name}");
            context.Response.Redirect(Refused);
            return;
        }
        // The provider has asked for its own second factor.
        await sessions.OpenAsync(context.HttpContext, account.Id, account.PersonId, SessionStage.Full, $"outside: {provider.Name}");
        context.Response.Redirect(ReturnUrl.Local(context.Properties?.RedirectUri));
    }

    public static Task RefuseAsync(RemoteFailureContext context)
    {
        context.HandleResponse();
        context.Response.Redirect(Refused);
        return Task.CompletedTask;
    }

    public static Task DenyAsync(AccessDeniedContext context)
    {
        context.HandleResponse();
        context.Response.Redirect(Refused);
        return Task.CompletedTask;
    }

    private async Task<Known?> MatchAsync(System.Data.Common.DbTransaction transaction, string provider, string subject, string? email)
    {
        var connection = transaction.Connection!;
        var known = await connection.QuerySingleOrDefaultAsync<Known>(
            """
            select a.id, a.person_id from access_account_login l join access_account a on a.id = l.user_id join access_person p on p.id = a.person_id
            where l.login_provider = @provider and l.provider_key = @subject and p.left_at is null
            """,
            new { provider, subject },
            transaction
        );
        if (known is not null || email is null)
            return known;
        var account =
            await connection.QuerySingleOrDefaultAsync<Known>(
                """
                select a.id, a.person_id from access_account a join access_person p on p.id = a.person_id
                where p.email = @email and p.left_at is null
                    and not exists (select 1 from access_account_login l where l.user_id = a.id and l.login_provider = @provider)
                """,
                new { provider, email },
                transaction
            )
            ?? (
                await invitations.AcceptOutsideAsync(transaction, email) is { } made
                    ? new Known { Id = made.Account, PersonId = made.Person }
                    : null
            );
        if (account is null)
            return null;
        var linked = await connection.ExecuteAsync(
            """
            insert into access_account_login (login_provider, provider_key, user_id) values (@provider, @subject, @account)
            on conflict (login_provider, provider_key) do nothing
            """,
            new
            {
                provider,
                subject,
                account = account.Id,
            },
            transaction
        );
        return linked == 1 ? account : null;
    }

    private sealed class Known
    {
        public string Id { get; init; } = "";
        public long PersonId { get; init; }
    }
}
