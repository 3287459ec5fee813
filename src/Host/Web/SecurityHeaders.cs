using Microsoft.Net.Http.Headers;

namespace Attendance.Host.Web;

/// <summary>
/// What every answer tells the browser: take nothing from elsewhere, show this in no frame, guess no types, tell no addresses to others, keep no copy of data.
/// A page that needs another content policy sets its own. Over TLS the browser is told to stay there.
/// </summary>
internal sealed class SecurityHeaders(RequestDelegate next)
{
    private const string DataPolicy = "default-src 'none'; frame-ancestors 'none'";
    private const string PagePolicy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; "
        + "manifest-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    public Task InvokeAsync(HttpContext context)
    {
        // Set when the answer starts, because a refusal clears what was set before it.
        context.Response.OnStarting(static state => Set((HttpContext)state), context);
        return next(context);
    }

    private static Task Set(HttpContext context)
    {
        var headers = context.Response.Headers;
        var path = context.Request.Path;
        headers.XContentTypeOptions = "nosniff";
        if (context.Request.IsHttps)
            headers.StrictTransportSecurity = "max-age=31536000; includeSubDomains";
        if (
            path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase)
            || path.StartsWithSegments("/graphql", StringComparison.OrdinalIgnoreCase)
        )
        {
            headers.ContentSecurityPolicy = DataPolicy;
            if (!headers.ContainsKey(HeaderNames.CacheControl))
                headers.CacheControl = "no-store";
            return Task.CompletedTask;
        }
        if (!headers.ContainsKey(HeaderNames.ContentSecurityPolicy))
            headers.ContentSecurityPolicy = PagePolicy;
        headers.XFrameOptions = "DENY";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        headers["Permissions-Policy"] = "camera=(), geolocation=(self), microphone=(), payment=(), usb=()";
        return Task.CompletedTask;
    }
}
