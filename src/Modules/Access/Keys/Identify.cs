using Attendance.Access.Contracts;
using Attendance.Access.Identity;
using Microsoft.AspNetCore.Http;

namespace Attendance.Access.Keys;

/// <summary>
/// Says who asks: by a bearer (a key or an access token), else by the cookie of a signed-in browser. It refuses nothing; <see cref="BearerGate"/> does. A
/// request with an Authorization header is never judged by its cookie.
/// </summary>
internal sealed class Identify(RequestDelegate next, KeyRing keys, TokenRing tokens, Sessions sessions, AccessOptions options)
{
    private const string Scheme = "Bearer ";

    public async Task InvokeAsync(HttpContext context)
    {
        var header = context.Request.Headers.Authorization;
        if (header.Count == 0)
        {
            if (context.Request.Headers.Cookie.Count > 0 && PlainHttp.IsSafe(context, options))
                await FindSessionAsync(context);
        }
        else if (BearerOf(context) is { } text)
        {
            var caller = await keys.FindAsync(text, context.RequestAborted) ?? await tokens.FindAsync(context, text);
            if (caller is not null)
                context.Features.Set(caller);
        }
        await next(context);
    }

    /// <summary>The bearer that a request came with, or null.</summary>
    public static string? BearerOf(HttpContext context) =>
        context.Request.Headers.Authorization is [{ } value] && value.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase)
            ? value[Scheme.Length..].Trim()
            : null;

    private async Task FindSessionAsync(HttpContext context)
    {
        if (await sessions.FindAsync(context) is not { } session)
            return;
        context.Features.Set(session);
        if (session.Stage is SessionStage.Full)
            context.Features.Set(Caller.ForPerson(session.Person));
    }
}
