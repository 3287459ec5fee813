namespace Attendance.Access.Identity;

/// <summary>Where to go after signing in: an address on this server only.</summary>
internal static class ReturnUrl
{
    public const string Default = "/";

    public static string Local(string? url) =>
        url is ['/', ..] && (url.Length == 1 || (url[1] is not '/' and not '\\')) && !url.Any(char.IsControl) ? url : Default;
}
