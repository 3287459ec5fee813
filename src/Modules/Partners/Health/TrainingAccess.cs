using Attendance.Access.Contracts;
using Attendance.Partners.Sharing;
using Attendance.SharedKernel;

namespace Attendance.Partners.Health;

/// <summary>Who keeps the register of a school: its people, and school nursing and the authority of every school.</summary>
internal sealed class TrainingAccess(IPolicy policy, OwnActs acts)
{
    /// <summary>Whether the caller may, of one school, or of all when null.</summary>
    public async Task<bool> MayAsync(Caller caller, Laestab? school, CancellationToken cancellation) =>
        await acts.MayAsync(caller, Act.ReadHealthFigures, cancellation)
        || (school is { } one && await policy.MayAsync(caller, Act.SettleRegister, GrantTarget.Of(one), cancellation: cancellation));
}
