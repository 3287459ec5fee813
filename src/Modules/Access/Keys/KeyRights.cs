using Attendance.Access.Contracts;
using Attendance.SharedKernel;

namespace Attendance.Access.Keys;

/// <summary>Who makes, lists and revokes keys.</summary>
internal static class KeyRights
{
    /// <summary>True for a loader, and at a school for those who manage its own keys; a refusal is noted.</summary>
    public static async ValueTask<bool> ManagesAsync(IPolicy policy, Caller caller, Laestab? school, CancellationToken cancellation) =>
        await policy.CouldAsync(caller, Act.LoadReference, GrantTarget.All, cancellation)
        || (
            school is { } own
                ? await policy.MayAsync(caller, Act.ManageKeys, GrantTarget.Of(own), cancellation: cancellation)
                : await policy.MayAsync(caller, Act.LoadReference, GrantTarget.All, cancellation: cancellation)
        );
}
