using Attendance.Access.Audit;
using Attendance.Access.Contracts;
using Attendance.SharedKernel.Problems;
using Microsoft.AspNetCore.Http;

namespace Attendance.Access.Identity;

/// <summary>
/// Puts on record what happens at the door, where nobody is known yet: who signs in and out, what is tried in vain, what becomes of passwords and second factors.
/// An address or a name is never in a record; a person is a number there. Each throws when the record cannot be written, and then the door stays shut.
/// </summary>
internal sealed class AccountAudit(AuditTrail trail)
{
    /// <summary>Who did something without having shown who they are.</summary>
    public const string Stranger = "anonymous";

    /// <summary>A change of a person's own account, before it is made.</summary>
    public Task ChangingAsync(HttpContext context, long person, string action, string? detail) =>
        WriteAsync(context, Caller.ForPerson(person).Name, action, $"person/{person}", "changed", detail);

    /// <summary>A change that a stranger may ask for: a lock, a message. <paramref name="person"/>: whose account.</summary>
    public Task ChangingAsStrangerAsync(HttpContext context, long person, string action, string? detail) =>
        WriteAsync(context, Stranger, action, $"person/{person}", "changed", detail);

    /// <summary>A try in vain. <paramref name="person"/>: at whose account; null: at none that is there.</summary>
    public Task RefusedAsync(HttpContext context, long? person, string action, string detail) =>
        WriteAsync(context, Stranger, action, person is { } known ? $"person/{known}" : "", "denied", detail);

    /// <summary>A system exchanges its key for a token. <paramref name="key"/>: the id of the key.</summary>
    public Task TokenAsync(HttpContext context, string who, string key) => WriteAsync(context, who, "Token", $"key/{key}", "changed", null);

    private Task WriteAsync(HttpContext context, string who, string action, string resource, string outcome, string? detail) =>
        trail.AppendAsync([
            // What roles somebody holds is not asked of who has not come in.
            new AuditRecord(trail.Now, Problem.TraceId(context), who, "", action, resource, outcome, null, [], detail),
        ]);
}
