using Microsoft.AspNetCore.Http;

namespace Attendance.SharedKernel.Problems;

/// <summary>
/// What each stable error code means over HTTP: the status and the title of its problem document (RFC 9457). The code is the slug of the
/// problem's page, <c>/problems/{slug}</c>. Source of the codes: PROMISES 3a. A code that is not listed is a 422.
/// </summary>
public static class ProblemCatalog
{
    private static readonly Dictionary<string, ProblemKind> Kinds = new(StringComparer.Ordinal)
    {
        ["unauthenticated"] = new(StatusCodes.Status401Unauthorized, "A valid key is needed"),
        ["not-found"] = new(StatusCodes.Status404NotFound, "Not found"),
        ["method-not-allowed"] = new(StatusCodes.Status405MethodNotAllowed, "This address does not take that method"),
        ["request-timeout"] = new(StatusCodes.Status408RequestTimeout, "The request came too slowly"),
        ["conflict"] = new(StatusCodes.Status409Conflict, "The request conflicts with what is stored"),
        ["version-conflict"] = new(StatusCodes.Status412PreconditionFailed, "Somebody else changed this first"),
        ["too-large"] = new(StatusCodes.Status413PayloadTooLarge, "The request is too large"),
        ["unsupported-media-type"] = new(StatusCodes.Status415UnsupportedMediaType, "This media type or encoding is not taken here"),
        ["bad-request"] = new(StatusCodes.Status400BadRequest, "The request cannot be read"),
        ["malformed-json"] = new(StatusCodes.Status400BadRequest, "The body is not the JSON that is expected"),
        ["too-deep"] = new(StatusCodes.Status400BadRequest, "The JSON is nested too deeply"),
        ["idempotency-key-invalid"] = new(StatusCodes.Status400BadRequest, "The idempotency key is not valid"),
        ["unreadable-file"] = new(StatusCodes.Status400BadRequest, "The file cannot be read"),
        ["idempotency-key-reused"] = new(
            StatusCodes.Status422UnprocessableEntity,
            "The idempotency key was used before, with other content"
        ),
        ["validation"] = new(StatusCodes.Status422UnprocessableEntity, "Some values are not valid"),
        ["session-not-open"] = new(StatusCodes.Status422UnprocessableEntity, "No session is open then"),
        ["offset-required"] = new(StatusCodes.Status422UnprocessableEntity, "The time needs an offset"),
        ["empty"] = new(StatusCodes.Status422UnprocessableEntity, "The register holds no marks"),
        ["import-rejected"] = new(StatusCodes.Status422UnprocessableEntity, "The import was refused"),
        ["correction-closed"] = new(StatusCodes.Status403Forbidden, "It is too late for this correction"),
        ["header-required"] = new(StatusCodes.Status403Forbidden, "A signed-in browser must send the header X-Attendance"),
        ["rate-exceeded"] = new(StatusCodes.Status429TooManyRequests, "Too many requests", RetryAfterSeconds: 1),
        ["queue-full"] = new(StatusCodes.Status503ServiceUnavailable, "Busy: try again", RetryAfterSeconds: 1),
        ["unavailable"] = new(StatusCodes.Status503ServiceUnavailable, "Not available now: try again", RetryAfterSeconds: 2),
        ["disk-full"] = new(StatusCodes.Status507InsufficientStorage, "There is no room to store this", RetryAfterSeconds: 30),
        ["internal"] = new(StatusCodes.Status500InternalServerError, "Something went wrong here"),
    };

    private static readonly ProblemKind Unlisted = new(StatusCodes.Status422UnprocessableEntity, "The request was refused");

    /// <summary>Every listed code.</summary>
    public static IReadOnlyCollection<string> Codes => Kinds.Keys;

    /// <summary>What a code means over HTTP.</summary>
    public static ProblemKind Of(string code) => Kinds.GetValueOrDefault(code, Unlisted);

    /// <summary>The code that stands for a bare HTTP status that the framework answered by itself.</summary>
    public static string CodeOf(int status) =>
        status switch
        {
            StatusCodes.Status401Unauthorized => "unauthenticated",
            StatusCodes.Status404NotFound => "not-found",
            StatusCodes.Status405MethodNotAllowed => "method-not-allowed",
            StatusCodes.Status408RequestTimeout => "request-timeout",
            StatusCodes.Status413PayloadTooLarge => "too-large",
            StatusCodes.Status415UnsupportedMediaType => "unsupported-media-type",
            StatusCodes.Status429TooManyRequests => "rate-exceeded",
            StatusCodes.Status503ServiceUnavailable => "unavailable",
            >= 500 => "internal",
            _ => "bad-request",
        };
}

/// <summary>
/// The HTTP side of an error code: its status, its title, and for refusals that time cures, after how many seconds to try again.
/// </summary>
public sealed record ProblemKind(int Status, string Title, int? RetryAfterSeconds = null);
