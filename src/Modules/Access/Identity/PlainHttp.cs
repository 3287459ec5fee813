using System.Net;
using Microsoft.AspNetCore.Http;

namespace Attendance.Access.Identity;

/// <summary>Whether passwords, cookies and client secrets may travel on a request's connection: TLS, or this machine.</summary>
internal static class PlainHttp
{
    public static bool IsSafe(HttpContext context, AccessOptions options) =>
        context.Request.IsHttps
        || options.AllowPlainHttp
        || context.Connection.RemoteIpAddress is not { } address
        || IPAddress.IsLoopback(address);
}
