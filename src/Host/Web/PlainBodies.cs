using Attendance.SharedKernel.Problems;

namespace Attendance.Host.Web;

/// <summary>A body comes as it is: an encoded one (gzip, br) is refused with 415, so that no small request unpacks into a large one.</summary>
internal sealed class PlainBodies(RequestDelegate next)
{
    public Task InvokeAsync(HttpContext context)
    {
        var encoding = context.Request.Headers.ContentEncoding;
        return encoding.Count == 0 || string.Equals(encoding.ToString(), "identity", StringComparison.OrdinalIgnoreCase)
            ? next(context)
            : Problem.From("unsupported-media-type").ExecuteAsync(context);
    }
}
