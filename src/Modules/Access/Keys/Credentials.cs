using Attendance.Access.Contracts;
using Attendance.Access.Identity;
using Microsoft.AspNetCore.Http;

namespace Attendance.Access.Keys;

/// <summary>Judges by the same memory as the door: a key, token or session that ended on this Host is seen at once, elsewhere within two seconds.</summary>
internal sealed class Credentials(KeyRing keys, TokenRing tokens, Sessions sessions) : ICredentials
{
    public async ValueTask<CredentialState> JudgeAsync(HttpContext request)
    {
        var was = Caller.Of(request);
        bool expired;
        Caller? now;
        if (Identify.BearerOf(request) is { } text)
        {
            now = await keys.FindAsync(text, request.RequestAborted) ?? await tokens.FindAsync(request, text);
            expired = now is null && tokens.IsExpired(text);
        }
        else
        {
            now = await sessions.FindAsync(request) is { Stage: SessionStage.Full } session ? Caller.ForPerson(session.Person) : null;
            expired = now is null && await sessions.IsExpiredAsync(request);
        }
        return now == was ? CredentialState.Good
            : expired ? CredentialState.Expired
            : CredentialState.Ended;
    }
}
