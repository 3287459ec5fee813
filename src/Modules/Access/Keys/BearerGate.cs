using Attendance.Access.Contracts;
using Attendance.SharedKernel.Problems;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;

namespace Attendance.Access.Keys;

/// <summary>
/// The lock on the front door. It refuses before anything judges the path, the method or the media type, so that an answer tells a stranger
/// nothing; and it refuses by default: only an endpoint marked anonymous, outside /api and /graphql, is open.
/// </summary>
internal sealed class BearerGate(RequestDelegate next, KeyRing ring)
{
    private const string Scheme = "Bearer ";

    public async Task InvokeAsync(HttpContext context)
    {
        var caller = await FindCallerAsync(context);
        if (caller is not null)
            context.Features.Set(caller);
        else if (IsLocked(context))
        {
            await Problem.From("unauthenticated").ExecuteAsync(context);
            return;
        }
        await next(context);
    }

    private static bool IsLocked(HttpContext context)
    {
        var path = context.Request.Path;
        if (
            path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase)
            || path.StartsWithSegments("/graphql", StringComparison.OrdinalIgnoreCase)
        )
            return true;
        return context.GetEndpoint() is { } endpoint && endpoint.Metadata.GetMetadata<IAllowAnonymous>() is null;
    }

    private async ValueTask<Caller?> FindCallerAsync(HttpContext context)
    {
        var header = context.Request.Headers.Authorization;
        if (header.Count != 1 || header[0] is not { } value || !value.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase))
            return null;
        return await ring.FindAsync(value[Scheme.Length..].Trim(), context.RequestAborted);
    }
}
