using System.Diagnostics;
using System.Net.Mime;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http;

namespace Attendance.SharedKernel.Problems;

/// <summary>
/// A refusal as a problem document (RFC 9457): <c>return Problem.From(error)</c> in an operation. The document never repeats the input, so
/// <c>instance</c> names the occurrence, not the address that was asked for.
/// </summary>
public sealed class Problem : IResult, IStatusCodeHttpResult
{
    private readonly Error _error;
    private readonly ProblemKind _kind;

    private Problem(Error error)
    {
        _error = error;
        _kind = ProblemCatalog.Of(error.Code);
    }

    /// <summary>The HTTP status.</summary>
    public int? StatusCode => _kind.Status;

    /// <summary>The answer for a refusal.</summary>
    public static Problem From(Error error) => new(error);

    /// <summary>The answer for a code alone, with the title of the code as its sentence.</summary>
    public static Problem From(string code) =>
        new(code == Error.NotFound.Code ? Error.NotFound : new Error(code, ProblemCatalog.Of(code).Title));

    /// <summary>The name of one request in logs and problem documents.</summary>
    public static string TraceId(HttpContext context) => Activity.Current?.TraceId.ToString() ?? context.TraceIdentifier;

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var trace = TraceId(httpContext);
        var response = httpContext.Response;
        response.StatusCode = _kind.Status;
        response.ContentType = MediaTypeNames.Application.ProblemJson;
        if (_kind.RetryAfterSeconds is { } seconds && !response.Headers.ContainsKey("Retry-After"))
            response.Headers.RetryAfter = seconds.ToString();
        if (_kind.Status == StatusCodes.Status401Unauthorized)
            response.Headers.WWWAuthenticate = "Bearer realm=\"attendance\"";
        if (HttpMethods.IsHead(httpContext.Request.Method))
            return;
        var request = httpContext.Request;
        var body = new ProblemBody(
            $"{request.Scheme}://{request.Host}/problems/{_error.Code}",
            _kind.Title,
            _kind.Status,
            _error.Message,
            $"urn:attendance:request:{trace}",
            trace,
            _error.Fields is { Count: > 0 } fields ? fields.Select(f => new ProblemField(f.Pointer, f.Code, f.Detail)).ToList() : null
        );
        await response.Body.WriteAsync(
            JsonSerializer.SerializeToUtf8Bytes(body, ProblemJson.Default.ProblemBody),
            httpContext.RequestAborted
        );
    }
}

/// <summary>The members of a problem document.</summary>
public sealed record ProblemBody(
    string Type,
    string Title,
    int Status,
    string Detail,
    string Instance,
    string TraceId,
    IReadOnlyList<ProblemField>? Errors
);

/// <summary>One wrong part of the input: JSON pointer, stable code, and where it helps a plain sentence.</summary>
public sealed record ProblemField(string Pointer, string Code, string? Detail);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull
)]
[JsonSerializable(typeof(ProblemBody))]
internal sealed partial class ProblemJson : JsonSerializerContext;
