using Attendance.Access.Contracts;
using Attendance.Partners.Disclosures;
using Attendance.Partners.Sharing;
using Attendance.Schools.Contracts;
using Attendance.SharedKernel;
using Attendance.SharedKernel.GraphQL;
using MediatR;

namespace Attendance.Partners.Transport;

/// <summary>
/// Who may record and read a child's way to school: its school, who works on its case, and the transport unit for children that an agreement shares with it. Everybody else
/// meets NOT_FOUND.
/// </summary>
internal sealed class TransportDesk(IPolicy policy, SharedScopes scopes, DisclosureBook ledger, IMediator mediator)
{
    private static readonly Caller Job = Caller.System("transport");

    /// <summary>Whether rights over a child let its way to school be seen and recorded.</summary>
    public static bool Opens(ChildRights rights) => rights.May(Act.ReferChild) || rights.May(Act.WorkCase) || rights.May(Act.RunTransport);

    /// <summary>The child by its own id, or by its id under an agreement of the transport unit: then the look is in the ledger.</summary>
    public async Task<PupilAtSchool> ChildAsync(
        Caller caller,
        string? pupil,
        string? agreement,
        string? child,
        CancellationToken cancellation
    )
    {
        PupilId? found = null;
        if (agreement is not null)
        {
            var scope = await scopes.FindAsync(caller, agreement, cancellation);
            if (
                scope is { Role: Role.PassengerTransport }
                && scope.Children.FirstOrDefault(each => each.PseudonymousId == child) is { } shared
            )
            {
                await ledger.WriteAsync(scope, caller, [shared.Pupil], cancellation);
                found = shared.Pupil;
            }
        }
        else if (PupilId.TryParse(pupil, out var own) && Opens(await policy.OfAsync(caller, own, cancellation)))
            found = own;
        return found is { } id && (await mediator.Send(new ReadPupils(Job, [id]), cancellation)).TryGetValue(id, out var at)
            ? at
            : throw Refusal.NotFound();
    }
}
