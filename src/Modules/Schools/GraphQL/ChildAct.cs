using Attendance.Access.Contracts;
using Attendance.SharedKernel;
using Attendance.SharedKernel.GraphQL;

namespace Attendance.Schools.GraphQL;

/// <summary>Lets mutations about one child in.</summary>
internal static class ChildAct
{
    /// <summary>
    /// The child that a caller may do something with. NOT_FOUND for a child out of scope, as for one that is not there; FORBIDDEN, and noted, for a role that sees the
    /// child and may not.
    /// </summary>
    public static async Task<PupilId> RequireAsync(
        IPolicy policy,
        Caller caller,
        string pupil,
        Act act,
        string refusal,
        CancellationToken cancellation
    )
    {
        if (!PupilId.TryParse(pupil, out var id))
            throw Refusal.NotFound();
        var rights = await policy.OfAsync(caller, id, cancellation);
        if (!rights.Sees)
            throw Refusal.NotFound();
        if (rights.May(act))
            return id;
        AuditScope.Current?.Deny(caller.Kind.ToString(), act, GrantTarget.Of(id));
        throw Refusal.Forbidden(refusal);
    }
}
