using System.Text.Json;
using System.Text.Json.Serialization;
using Attendance.Access;
using Attendance.Casework;
using Attendance.Host.GraphQL;
using Attendance.Host.Health;
using Attendance.SharedKernel;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Attendance.Host.Web;

/// <summary>Everything between a socket and an operation: limits, the order of judgement, and one form for every refusal.</summary>
internal static class FrontDoor
{
    /// <summary>The largest body, unless an operation says otherwise: a register of 5,000 marks is below it. Source: PROMISES 3a.</summary>
    public const long LargestBody = 2 * 1024 * 1024;

    public static void AddFrontDoor(this WebApplicationBuilder builder)
    {
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = LargestBody;
            // More is answered with 431.
            kestrel.Limits.MaxRequestHeadersTotalSize = 32 * 1024;
            kestrel.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(15);
            // Slower is answered with 408: nobody holds a connection by sending a byte now and then.
            kestrel.Limits.MinRequestBodyDataRate = new MinDataRate(bytesPerSecond: 240, gracePeriod: TimeSpan.FromSeconds(5));
        });
        builder.Services.Configure<Microsoft.Extensions.Hosting.HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(30));
        builder.Services.Configure<RouteHandlerOptions>(routes => routes.ThrowOnBadRequest = true);
        builder.Services.ConfigureHttpJsonOptions(json => MakeStrict(json.SerializerOptions));
        builder.Services.AddApiDescription();
    }

    public static void UseFrontDoor(this WebApplication app, IEnumerable<IModule> modules)
    {
        app.UseMiddleware<SecurityHeaders>();
        app.UseMiddleware<Refusals>();
        app.UseRouting();
        // A socket whose other end has gone is found within half a minute.
        app.UseWebSockets(
            new WebSocketOptions { KeepAliveInterval = TimeSpan.FromSeconds(15), KeepAliveTimeout = TimeSpan.FromSeconds(15) }
        );
        AccessModule.UseIdentity(app);
        app.UseMiddleware<RateLimits>();
        AccessModule.UseLock(app);
        AccessModule.UseAudit(app);
        app.UseMiddleware<PlainBodies>();
        app.UseApiPagePolicy();
        app.UsePages();

        var operations = app.MapGroup("/api/v1");
        AccessModule.RecordOperations(operations);
        foreach (var module in modules)
            module.MapOperations(operations);
        AccessModule.MapIdentity(app);
        CaseworkModule.MapFeeds(app);
        app.MapGraphQLApi();
        app.MapHealth();
        app.MapApiDescription();
        app.MapProblemPages();
        app.MapPages();
    }

    /// <summary>JSON that can be read in two ways is refused: no unknown members, no duplicates, no null where a value is due.</summary>
    private static void MakeStrict(JsonSerializerOptions json)
    {
        json.AllowDuplicateProperties = false;
        json.UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow;
        json.RespectNullableAnnotations = true;
        json.RespectRequiredConstructorParameters = true;
        json.NumberHandling = JsonNumberHandling.Strict;
        json.MaxDepth = 16;
    }
}
