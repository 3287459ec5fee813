using Attendance.Access.Contracts;
using Attendance.Partners.Sharing;
using Attendance.SharedKernel.GraphQL;

namespace Attendance.Partners.Sweeps;

/// <summary>
/// Who may do what with a sweep. The table of roles says who plans, authorises and goes out; the relationship is the sweep itself: who signed on for it is its officer, and is shown
/// names until it is closed.
/// </summary>
internal sealed class SweepAccess(OwnActs acts, SweepBook book)
{
    /// <summary>Throws unless the caller may do it.</summary>
    public Task RequireAsync(Caller caller, Act act, CancellationToken cancellation) => acts.RequireAsync(caller, act, cancellation);

    /// <summary>Throws unless the caller plans sweeps or goes out with them.</summary>
    public async Task RequireReaderAsync(Caller caller, CancellationToken cancellation)
    {
        if (!await acts.MayAsync(caller, Act.PlanSweep, cancellation))
            await RequireAsync(caller, Act.WorkOnSweep, cancellation);
    }

    /// <summary>The sweep, for somebody who may read sweeps; throws when it is not there.</summary>
    public async Task<Sweep> FindAsync(Caller caller, string id, CancellationToken cancellation)
    {
        await RequireReaderAsync(caller, cancellation);
        return long.TryParse(id, out var number) && await book.FindAsync(number, cancellation) is { } sweep
            ? sweep
            : throw Refusal.NotFound();
    }

    /// <summary>
    /// The sweep, closed or not, for one of its officers; throws when it is not there, or the caller did not sign on. Closed by somebody else it still takes what a phone kept (ADR 20).
    /// </summary>
    public async Task<Sweep> OwnAsync(Caller caller, string id, CancellationToken cancellation)
    {
        await RequireAsync(caller, Act.WorkOnSweep, cancellation);
        var sweep = await FindAsync(caller, id, cancellation);
        return await SignedOnAsync(caller, sweep, cancellation) ? sweep : throw Refusal.Forbidden("Sign on for the sweep first.");
    }

    /// <summary>Whether the caller signed on for a sweep that is not closed: only then its names are shown.</summary>
    public async Task<bool> IsOfficerAsync(Caller caller, Sweep sweep, CancellationToken cancellation) =>
        sweep.ClosedAt is null && await SignedOnAsync(caller, sweep, cancellation);

    private async Task<bool> SignedOnAsync(Caller caller, Sweep sweep, CancellationToken cancellation) =>
        caller.Person is { } person && (await book.OfficersAsync(sweep.Id, cancellation)).Contains(person);
}
