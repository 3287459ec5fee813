using Microsoft.AspNetCore.Http;

namespace Attendance.Access.Contracts;

/// <summary>
/// Whether whoever opened a long connection is still let in. The door judges a request once; a socket that stays open for a morning asks again, at least every two
/// seconds, because keys are revoked, sessions end and people leave.
/// </summary>
public interface ICredentials
{
    /// <summary>Judges the credential that the request came with once more. Answers from memory for at most two seconds.</summary>
    ValueTask<CredentialState> JudgeAsync(HttpContext request);
}

/// <summary>What has become of a credential.</summary>
public enum CredentialState
{
    /// <summary>Good, and still the same caller's.</summary>
    Good,

    /// <summary>Its time is over: its holder may sign in, or ask for a token, again.</summary>
    Expired,

    /// <summary>It was revoked or signed out, or its holder left.</summary>
    Ended,
}
