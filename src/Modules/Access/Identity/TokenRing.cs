using Attendance.Access.Contracts;
using Attendance.Access.Keys;
using Attendance.Access.People;
using Attendance.SharedKernel.Data;
using Dapper;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using OpenIddict.Abstractions;
using OpenIddict.Validation.AspNetCore;

namespace Attendance.Access.Identity;

/// <summary>
/// Turns an access token into its caller. OpenIddict judges signature, audience, time and revocation; the person or the key that it stands for must
/// still be good too. Tokens are references: 32 random bytes whose content is in the database.
/// </summary>
internal sealed class TokenRing(Database database, KeyRing keys, TimeProvider time, AccessNews news)
{
    private readonly Believed<Token> _believed = new(time, news);

    /// <summary>The caller of a request whose bearer is this text, or null.</summary>
    public async ValueTask<Caller?> FindAsync(HttpContext context, string text)
    {
        if (!SecretKey.TryHash(text, out var hash))
            return null;
        var name = Convert.ToHexString(hash);
        var token = _believed.Find(name);
        if (token is null)
        {
            var version = _believed.Version;
            token = await ReadAsync(context);
            if (token is null)
                return null;
            _believed.Keep(name, token, version);
        }
        return token.ExpiresAt > time.GetUtcNow() ? token.Caller : null;
    }

    /// <summary>True when a token was believed here and its time is over. After that OpenIddict only says that it is not good, and not why.</summary>
    public bool IsExpired(string text) =>
        SecretKey.TryHash(text, out var hash)
        && _believed.Find(Convert.ToHexString(hash)) is { } token
        && token.ExpiresAt <= time.GetUtcNow();

    private async Task<Token?> ReadAsync(HttpContext context)
    {
        const string Scheme = OpenIddictValidationAspNetCoreDefaults.AuthenticationScheme;
        // OpenIddict reads the request first. The authentication middleware would let it do so for every request; here it is once in two seconds.
        var handlers = context.RequestServices.GetRequiredService<IAuthenticationHandlerProvider>();
        if (await handlers.GetHandlerAsync(context, Scheme) is IAuthenticationRequestHandler handler)
            await handler.HandleRequestAsync();
        var judged = await context.AuthenticateAsync(Scheme);
        if (judged is not { Succeeded: true, Principal: { } principal } || principal.GetExpirationDate() is not { } expires)
            return null;
        var subject = TokenSubject.Parse(principal.GetClaim(OpenIddictConstants.Claims.Subject));
        var caller = subject switch
        {
            { Key: { } key } => await keys.FindByIdAsync(key, context.RequestAborted),
            { Person: { } person } => await FindPersonAsync(person, context.RequestAborted),
            _ => null,
        };
        return caller is null ? null : new Token(caller, expires);
    }

    private async Task<Caller?> FindPersonAsync(long person, CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        var here = await connection.ExecuteScalarAsync<long>(
            new CommandDefinition(
                "select count(*) from access_person p join access_account a on a.person_id = p.id where p.id = @person and p.left_at is null",
                new { person },
                cancellationToken: cancellation
            )
        );
        return here == 1 ? Caller.ForPerson(person) : null;
    }

    private sealed record Token(Caller Caller, DateTimeOffset ExpiresAt);
}
