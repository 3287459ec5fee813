using Microsoft.AspNetCore.Http;

namespace Attendance.Access.Identity;

/// <summary>The browser's session as the request brought it: a feature of the request.</summary>
internal sealed record SignedIn(string Session, string Account, long Person, SessionStage Stage, DateTimeOffset ExpiresAt)
{
    /// <summary>The session of a request, at whatever stage, or null.</summary>
    public static SignedIn? Of(HttpContext context) => context.Features.Get<SignedIn>();

    /// <summary>The session of a request if it went all the way, or null.</summary>
    public static SignedIn? FullOf(HttpContext context) => Of(context) is { Stage: SessionStage.Full } signedIn ? signedIn : null;
}

/// <summary>How far a sign-in went. Stored in lower case.</summary>
internal enum SessionStage
{
    /// <summary>The password was right; the second factor is due.</summary>
    Code,

    /// <summary>The password was right; a second factor must be set up first.</summary>
    Enrol,

    /// <summary>Signed in.</summary>
    Full,
}
