using Attendance.Access.Contracts;
using Attendance.SharedKernel;
using Attendance.SharedKernel.Problems;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Attendance.Access.Audit;

/// <summary>The audit's place in a request: it begins after the lock, and is written between the operation and its answer.</summary>
internal sealed class AuditRequests(RequestDelegate next)
{
    /// <summary>What a caller says that a request is for; cut to 200 characters.</summary>
    public const string PurposeHeader = "Attendance-Purpose";

    private const int LongestPurpose = 200;

    public async Task InvokeAsync(HttpContext context, IAuditTrail trail)
    {
        if (context.Features.Get<Caller>() is not { } caller)
        {
            await next(context);
            return;
        }
        var scope = AuditScope.Begin(caller, Problem.TraceId(context), Purpose(context.Request));
        scope.Operation = context.GetEndpoint()?.Metadata.GetMetadata<IEndpointNameMetadata>()?.EndpointName ?? "";
        await next(context);
        // What an operation that failed had already been refused. It showed nothing.
        await trail.WriteAsync(scope);
    }

    /// <summary>Writes a change before it is made, and what was shown and refused when the operation has answered and nothing has been sent.</summary>
    public static async ValueTask<object?> RecordAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        if (AuditScope.Current is not { } scope)
            return await next(context);
        var services = context.HttpContext.RequestServices;
        if (Changes(context.HttpContext))
            await services
                .GetRequiredService<IAuditTrail>()
                .ChangingAsync(scope.Caller, scope.Operation, Resource(context.HttpContext), null, context.HttpContext.RequestAborted);
        var answer = await next(context);
        try
        {
            await services.GetRequiredService<IAuditTrail>().WriteAsync(scope);
        }
#pragma warning disable CA1031 // Whatever keeps the audit from being written keeps the data in.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            services
                .GetRequiredService<ILogger<AuditRequests>>()
                .LogError(exception, "The audit of request {TraceId} could not be written", scope.RequestId);
            return Problem.From("unavailable");
        }
        return answer;
    }

    private static bool Changes(HttpContext context) =>
        !HttpMethods.IsGet(context.Request.Method)
        && !HttpMethods.IsHead(context.Request.Method)
        && context.GetEndpoint()?.Metadata.GetMetadata<OnRecordElsewhere>() is null;

    private static string Resource(HttpContext context) =>
        AuditScope.Name(
            Laestab.TryParse(context.GetRouteValue("laestab") as string, out var school) ? GrantTarget.Of(school) : GrantTarget.All
        );

    private static string? Purpose(HttpRequest request)
    {
        var text = request.Headers[PurposeHeader].ToString().Trim();
        if (text.Length == 0 || text.Any(char.IsControl))
            return null;
        return text.Length <= LongestPurpose ? text : text[..LongestPurpose];
    }
}
