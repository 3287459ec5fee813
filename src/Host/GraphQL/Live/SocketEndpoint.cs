using Attendance.Access.Contracts;
using Attendance.SharedKernel.Problems;
using GraphQL;
using Microsoft.Extensions.Options;

namespace Attendance.Host.GraphQL.Live;

/// <summary>Takes a WebSocket on the GraphQL path, after the lock of the front door.</summary>
internal static class SocketEndpoint
{
    /// <summary>Holds the socket until it closes.</summary>
    public static async Task HandleAsync(HttpContext context)
    {
        var services = context.RequestServices;
        // A page of another site could open a socket with the cookies of ours.
        var origin = context.Request.Headers.Origin.ToString();
        if (
            origin.Length > 0
            && !string.Equals(origin, $"{context.Request.Scheme}://{context.Request.Host}", StringComparison.OrdinalIgnoreCase)
        )
        {
            context.Response.StatusCode = StatusCodes.Status403Forbidden;
            return;
        }
        using var counted = services.GetRequiredService<LiveConnections>().Open(Caller.Of(context));
        if (counted is null)
        {
            await Problem.From("rate-exceeded").ExecuteAsync(context);
            return;
        }
        var speaks = context.WebSockets.WebSocketRequestedProtocols.Contains(SocketConnection.Protocol);
        using var socket = await context.WebSockets.AcceptWebSocketAsync(speaks ? SocketConnection.Protocol : null);
        using var connection = new SocketConnection(
            context,
            socket,
            services.GetRequiredService<LiveOperation>(),
            services.GetRequiredService<Http.RequestReader>(),
            services.GetRequiredService<IGraphQLSerializer>(),
            services.GetRequiredService<ICredentials>(),
            services.GetRequiredService<TimeProvider>(),
            services.GetRequiredService<IOptions<GraphQLOptions>>().Value.Live,
            services.GetRequiredService<ILogger<SocketConnection>>()
        );
        await connection.RunAsync(speaks, services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping);
    }
}
