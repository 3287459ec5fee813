using System.Data.Common;
using Attendance.Access.Keys;
using Attendance.Access.People;
using Attendance.SharedKernel.Data;
using Dapper;
using Microsoft.AspNetCore.Http;

namespace Attendance.Access.Identity;

/// <summary>
/// Signed-in browsers. A session is a row, and the cookie 32 random bytes whose hash the row holds: so it can be ended, by signing out, by another
/// password or by leaving, and two Hosts need share nothing to know it.
/// </summary>
internal sealed class Sessions(
    Database database,
    IWriter writer,
    TimeProvider time,
    AccessNews news,
    AccessOptions options,
    AccountAudit audit
)
{
    private static readonly TimeSpan HalfWay = TimeSpan.FromMinutes(15);

    private readonly Believed<SignedIn> _believed = new(time, news);

    /// <summary>The session of a request's cookie, or null.</summary>
    public async ValueTask<SignedIn?> FindAsync(HttpContext context) =>
        await LookAsync(context) is { } session && session.ExpiresAt > time.GetUtcNow() ? session : null;

    /// <summary>True when the request's cookie was good until its time was over: nobody ended it.</summary>
    public async ValueTask<bool> IsExpiredAsync(HttpContext context) =>
        await LookAsync(context) is { } session && session.ExpiresAt <= time.GetUtcNow();

    private async ValueTask<SignedIn?> LookAsync(HttpContext context)
    {
        if (!context.Request.Cookies.TryGetValue(CookieName(context), out var text) || !SecretKey.TryHash(text, out var hash))
            return null;
        var name = Convert.ToHexString(hash);
        var session = _believed.Find(name);
        if (session is null)
        {
            var version = _believed.Version;
            session = await ReadAsync(hash, context.RequestAborted);
            if (session is not null)
                _believed.Keep(name, session, version);
        }
        return session;
    }

    /// <summary>
    /// Opens a session and gives its cookie to the browser. The one that the browser had is ended. <paramref name="by"/>: what the person showed, for the record.
    /// </summary>
    public async Task OpenAsync(HttpContext context, string account, long person, SessionStage stage, string by)
    {
        await audit.ChangingAsync(
            context,
            person,
            "SignIn",
            stage switch
            {
                SessionStage.Full => by,
                SessionStage.Code => $"{by}; second factor due",
                SessionStage.Enrol => $"{by}; second factor to be set up",
            }
        );
        var (text, hash) = SecretKey.New();
        var now = time.GetUtcNow();
        var before = SignedIn.Of(context)?.Session;
        await writer.Run(
            async transaction =>
            {
                await EndAsync(transaction, "id = @before", new { before, now });
                await transaction.Connection!.ExecuteAsync(
                    """
                    insert into access_session (id, hash, account_id, stage, created_at, expires_at)
                    values (@id, @hash, @account, @stage, @now, @expires)
                    """,
                    new
                    {
                        id = Guid.CreateVersion7(now).ToString("N"),
                        hash,
                        account,
                        stage = stage.ToString().ToLowerInvariant(),
                        now,
                        expires = now + (stage is SessionStage.Full ? TimeSpan.FromHours(options.SessionHours) : HalfWay),
                    },
                    transaction
                );
            },
            context.RequestAborted
        );
        news.Changed();
        context.Response.Cookies.Append(CookieName(context), text, Cookie(context));
    }

    /// <summary>Ends the request's session and takes the cookie back.</summary>
    public async Task CloseAsync(HttpContext context)
    {
        if (SignedIn.Of(context) is { } signedIn)
        {
            await audit.ChangingAsync(context, signedIn.Person, "SignOut", null);
            await writer.Run(
                transaction => EndAsync(transaction, "id = @id", new { id = signedIn.Session, now = time.GetUtcNow() }),
                context.RequestAborted
            );
            news.Changed();
        }
        context.Response.Cookies.Delete(CookieName(context), Cookie(context));
    }

    /// <summary>Ends every session and token of an account, in the transaction that has a reason for it. Call <see cref="AccessNews.Changed"/> after the commit.</summary>
    public static async Task EndAllAsync(DbTransaction transaction, long person, DateTimeOffset now)
    {
        await EndAsync(transaction, "account_id in (select id from access_account where person_id = @person)", new { person, now });
        await transaction.Connection!.ExecuteAsync(
            "update access_token set status = 'revoked' where subject = @subject and status <> 'revoked'",
            new { subject = TokenSubject.Of(person) },
            transaction
        );
    }

    private async Task<SignedIn?> ReadAsync(byte[] hash, CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        var row = await connection.QuerySingleOrDefaultAsync<SessionRow>(
            new CommandDefinition(
                """
                select s.id, s.account_id, a.person_id, s.stage, s.expires_at from access_session s
                join access_account a on a.id = s.account_id join access_person p on p.id = a.person_id
                where s.hash = @hash and s.ended_at is null and p.left_at is null
                """,
                new { hash },
                cancellationToken: cancellation
            )
        );
        return row is null
            ? null
            : new SignedIn(row.Id, row.AccountId, row.PersonId, Enum.Parse<SessionStage>(row.Stage, ignoreCase: true), row.ExpiresAt);
    }

    private static Task<int> EndAsync(DbTransaction transaction, string which, object parameters) =>
        transaction.Connection!.ExecuteAsync(
            $"update access_session set ended_at = @now where ended_at is null and {which}",
            parameters,
            transaction
        );

    /// <summary>Over TLS the browser binds the name to this host and to TLS.</summary>
    private static string CookieName(HttpContext context) => context.Request.IsHttps ? "__Host-attendance" : "attendance";

    private static CookieOptions Cookie(HttpContext context) =>
        new()
        {
            HttpOnly = true,
            Secure = context.Request.IsHttps,
            SameSite = SameSiteMode.Lax,
            Path = "/",
            IsEssential = true,
        };

    private sealed class SessionRow
    {
        public string Id { get; init; } = "";
        public string AccountId { get; init; } = "";
        public long PersonId { get; init; }
        public string Stage { get; init; } = "";
        public DateTimeOffset ExpiresAt { get; init; }
    }
}
