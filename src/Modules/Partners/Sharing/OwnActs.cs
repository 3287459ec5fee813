using Attendance.Access.Contracts;
using Attendance.SharedKernel.GraphQL;
using MediatR;

namespace Attendance.Partners.Sharing;

/// <summary>What the caller's roles allow, whatever they reach: for work of an agency that is about no one child. A refusal is said aloud and noted for the audit.</summary>
internal sealed class OwnActs(IMediator mediator)
{
    /// <summary>Whether one of the caller's roles may do it.</summary>
    public async Task<bool> MayAsync(Caller caller, Act act, CancellationToken cancellation) =>
        (await mediator.Send(new ReadOwnRights(caller), cancellation)).Values.Any(acts => acts.Contains(act));

    /// <summary>Throws unless one of the caller's roles may do it.</summary>
    public async Task RequireAsync(Caller caller, Act act, CancellationToken cancellation)
    {
        if (await MayAsync(caller, act, cancellation))
            return;
        AuditScope.Current?.Deny(caller.Kind.ToString(), act, GrantTarget.All);
        throw Refusal.Forbidden("Your role does not take part in that.");
    }
}
