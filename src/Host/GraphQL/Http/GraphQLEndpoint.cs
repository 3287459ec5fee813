using Attendance.Access.Contracts;
using Attendance.Host.GraphQL.Live;
using Attendance.Host.GraphQL.Operations;
using Attendance.SharedKernel.Problems;
using GraphQL;
using GraphQL.Execution;

namespace Attendance.Host.GraphQL.Http;

/// <summary>GraphQL over HTTP: one operation by POST, or a query without personal data by GET; WebSockets and server-sent events are in <c>Live</c>.</summary>
internal static class GraphQLEndpoint
{
    /// <summary>Answers a request on the GraphQL path, whatever its method.</summary>
    public static async Task HandleAsync(HttpContext context)
    {
        if (context.WebSockets.IsWebSocketRequest)
        {
            await SocketEndpoint.HandleAsync(context);
            return;
        }
        if (!HttpMethods.IsGet(context.Request.Method) && !HttpMethods.IsPost(context.Request.Method))
        {
            await AnswerAsync(context, AnswerType.Legacy, Refused(AnswerCode.MethodNotAllowed, "Use POST, or GET for a query.", 405));
            return;
        }
        if (EventStream.IsWanted(context.Request))
        {
            await EventStream.HandleAsync(context);
            return;
        }
        if (AnswerType.Of(context.Request) is not { } type)
        {
            await AnswerAsync(
                context,
                AnswerType.Legacy,
                Refused(AnswerCode.BadRequest, $"Accept {AnswerType.Modern} or {AnswerType.Legacy}.", 406)
            );
            return;
        }
        var result = await RunAsync(context);
        await AnswerAsync(context, type, result);
    }

    private static async Task<ExecutionResult> RunAsync(HttpContext context)
    {
        var services = context.RequestServices;
        GraphQLOperation operation;
        try
        {
            operation = await services.GetRequiredService<RequestReader>().ReadAsync(context.Request);
        }
        catch (RefusedOperation refused)
        {
            return new ExecutionResult(refused);
        }
        var result = await services
            .GetRequiredService<OperationRunner>()
            .RunAsync(operation, Caller.Of(context), services, Problem.TraceId(context), context.RequestAborted);
        return await RecordAsync(context, result);
    }

    /// <summary>Writes the audit before the answer leaves. When it cannot be written, nothing is shown.</summary>
    private static async Task<ExecutionResult> RecordAsync(HttpContext context, ExecutionResult result)
    {
        if (AuditScope.Current is not { } scope)
            return result;
        scope.Operation = OperationName(result);
        try
        {
            await context.RequestServices.GetRequiredService<IAuditTrail>().WriteAsync(scope);
            return result;
        }
#pragma warning disable CA1031 // Whatever keeps the audit from being written keeps the data in.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            context
                .RequestServices.GetRequiredService<ILoggerFactory>()
                .CreateLogger(typeof(GraphQLEndpoint))
                .LogError(exception, "The audit of request {TraceId} could not be written", scope.RequestId);
            return Refused(AnswerCode.Unavailable, "Not available now: try again.", StatusCodes.Status503ServiceUnavailable);
        }
    }

    /// <summary>The fields at the top of the operation: "graphql pupil, schools".</summary>
    internal static string OperationName(ExecutionResult result)
    {
        var fields = result
            .Operation?.SelectionSet.Selections.OfType<GraphQLParser.AST.GraphQLField>()
            .Select(field => field.Name.StringValue);
        var names = string.Join(", ", fields?.Distinct().Take(10) ?? []);
        return names.Length == 0 ? "graphql" : $"graphql {names}";
    }

    private static ExecutionResult Refused(string code, string message, int status) => new(new RefusedOperation(code, message, status));

    private static async Task AnswerAsync(HttpContext context, string type, ExecutionResult result)
    {
        var response = context.Response;
        response.StatusCode = Status(result, type);
        if (response.StatusCode == StatusCodes.Status405MethodNotAllowed)
            response.Headers.Allow = HttpMethods.IsGet(context.Request.Method) ? "POST" : "GET, POST";
        response.ContentType = $"{type}; charset=utf-8";
        response.Headers.CacheControl = "no-store";
        await context.RequestServices.GetRequiredService<IGraphQLSerializer>().WriteAsync(response.Body, result, context.RequestAborted);
    }

    private static int Status(ExecutionResult result, string type)
    {
        if (result.Executed)
            return StatusCodes.Status200OK;
        if (result.Errors?.OfType<RefusedOperation>().FirstOrDefault()?.Status is { } status)
            return status;
        if (result.Errors?.Any(error => error is TimeoutError) ?? false)
            return StatusCodes.Status503ServiceUnavailable;
        if (result.Errors?.Any(error => error is BrokenField) ?? false)
            return StatusCodes.Status500InternalServerError;
        return type == AnswerType.Legacy ? StatusCodes.Status200OK : StatusCodes.Status400BadRequest;
    }
}
