using System.Text.Json;
using Attendance.SharedKernel.Problems;

namespace Attendance.Host.Web;

/// <summary>
/// Gives every refusal the same form: what the framework answers with a bare status (404, 405, 415) and what an operation threw become problem
/// documents. Nothing of the exception reaches the client; the log has it under the same trace id.
/// </summary>
internal sealed class Refusals(RequestDelegate next, ILogger<Refusals> log)
{
    public async Task InvokeAsync(HttpContext context)
    {
        try
        {
            await next(context);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // The client has gone: nobody reads an answer.
            return;
        }
#pragma warning disable CA1031 // Whatever went wrong, the client gets a problem document.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            var code = CodeOf(exception, context.Request);
            if (ProblemCatalog.Of(code).Status >= 500)
                log.LogError(exception, "Request {TraceId} failed", Problem.TraceId(context));
            if (context.Response.HasStarted)
            {
                context.Abort();
                return;
            }
            context.Response.Clear();
            await Problem.From(code).ExecuteAsync(context);
            return;
        }

        var response = context.Response;
        if (response.HasStarted || response.StatusCode < 400 || response.ContentType is not null || response.ContentLength > 0)
            return;
        await Problem.From(ProblemCatalog.CodeOf(response.StatusCode)).ExecuteAsync(context);
    }

    private static string CodeOf(Exception exception, HttpRequest request) =>
        exception switch
        {
            BadHttpRequestException { StatusCode: StatusCodes.Status400BadRequest, InnerException: JsonException json } => OfJson(json),
            // No body, or null, where an operation needs one.
            BadHttpRequestException { StatusCode: StatusCodes.Status400BadRequest } when request.HasJsonContentType() => "malformed-json",
            BadHttpRequestException bad => ProblemCatalog.CodeOf(bad.StatusCode),
            JsonException json => OfJson(json),
            _ when Outage.CodeOf(exception) is { } code => code,
            _ => "internal",
        };

    private static string OfJson(JsonException exception) =>
        exception.InnerException?.Message.Contains("maximum configured depth", StringComparison.Ordinal) is true
        || exception.Message.Contains("maximum configured depth", StringComparison.Ordinal)
            ? "too-deep"
            : "malformed-json";
}
