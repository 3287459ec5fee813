using Attendance.SharedKernel.Problems;
using Microsoft.Extensions.Primitives;

namespace Attendance.Host.Web;

/// <summary>
/// A body comes as it is and has one length. An encoded one (gzip, br) is refused with 415, so that no small request unpacks into a large one; one
/// framed in two ways at once (Content-Length and Transfer-Encoding, RFC 9112 6.3) is refused with 400: a proxy before us might read it the other way.
/// </summary>
internal sealed class PlainBodies(RequestDelegate next)
{
    /// <summary>Where Kestrel puts a Content-Length that it set aside for a Transfer-Encoding.</summary>
    private const string SetAside = "X-Content-Length";

    public Task InvokeAsync(HttpContext context)
    {
        var headers = context.Request.Headers;
        if (headers.ContainsKey(SetAside))
            return Problem.From("bad-request").ExecuteAsync(context);
        return Is(headers.ContentEncoding, "identity") && Is(headers.TransferEncoding, "chunked")
            ? next(context)
            : Problem.From("unsupported-media-type").ExecuteAsync(context);
    }

    private static bool Is(StringValues values, string allowed) =>
        values.Count == 0 || string.Equals(values.ToString(), allowed, StringComparison.OrdinalIgnoreCase);
}
