using Attendance.Access.Contracts;
using Attendance.Access.Identity;
using Attendance.SharedKernel.Problems;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;

namespace Attendance.Access.Keys;

/// <summary>
/// The lock on the front door. It refuses before anything judges the path, the method or the media type, so that an answer tells a stranger
/// nothing; and it refuses by default: only an endpoint marked anonymous, outside /api and /graphql, is open. A browser that is known by its cookie must
/// send the header <c>X-Attendance</c> there, or the Origin of our own pages with a WebSocket: no other site's page can make it do so.
/// </summary>
internal sealed class BearerGate(RequestDelegate next)
{
    private const string OwnPage = "X-Attendance";

    public Task InvokeAsync(HttpContext context)
    {
        var path = context.Request.Path;
        var data =
            path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase)
            || path.StartsWithSegments("/graphql", StringComparison.OrdinalIgnoreCase);
        var locked = data || (context.GetEndpoint() is { } endpoint && endpoint.Metadata.GetMetadata<IAllowAnonymous>() is null);
        if (locked && context.Features.Get<Caller>() is null)
            return Problem.From("unauthenticated").ExecuteAsync(context);
        if (data && SignedIn.Of(context) is not null && !context.Request.Headers.ContainsKey(OwnPage) && !IsOwnSocket(context.Request))
            return Problem.From("header-required").ExecuteAsync(context);
        return next(context);
    }

    /// <summary>A browser cannot send headers of its own with a WebSocket, but always says which page opens it.</summary>
    private static bool IsOwnSocket(HttpRequest request) =>
        string.Equals(request.Headers.Upgrade, "websocket", StringComparison.OrdinalIgnoreCase)
        && string.Equals(request.Headers.Origin, $"{request.Scheme}://{request.Host}", StringComparison.OrdinalIgnoreCase);
}
