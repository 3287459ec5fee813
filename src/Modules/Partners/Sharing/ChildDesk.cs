using Attendance.Access.Contracts;
using Attendance.Partners.Disclosures;
using Attendance.Schools.Contracts;
using Attendance.SharedKernel;
using Attendance.SharedKernel.GraphQL;
using MediatR;

namespace Attendance.Partners.Sharing;

/// <summary>
/// Finds a child whom both sides may work with: by its own id, for who has the rights over it, or by its id under an agreement, for the agency of a role. Everybody else meets NOT_FOUND, as at a child that is
/// not there.
/// </summary>
internal sealed class ChildDesk(IPolicy policy, SharedScopes scopes, DisclosureBook ledger, IMediator mediator)
{
    private static readonly Caller Job = Caller.System("partners");

    /// <summary>The child and its place. A look under an agreement is in the ledger.</summary>
    public async Task<PupilAtSchool> FindAsync(
        Caller caller,
        ChildName name,
        Role agency,
        Func<ChildRights, bool> opens,
        CancellationToken cancellation
    )
    {
        PupilId? found = null;
        if (name.Agreement is not null)
        {
            var scope = await scopes.FindAsync(caller, name.Agreement, cancellation);
            if (scope?.Role == agency && scope.Children.FirstOrDefault(each => each.PseudonymousId == name.Child) is { } shared)
            {
                await ledger.WriteAsync(scope, caller, [shared.Pupil], cancellation);
                found = shared.Pupil;
            }
        }
        else if (PupilId.TryParse(name.Pupil, out var own) && opens(await policy.OfAsync(caller, own, cancellation)))
            found = own;
        return found is { } id && (await mediator.Send(new ReadPupils(Job, [id]), cancellation)).TryGetValue(id, out var at)
            ? at
            : throw Refusal.NotFound();
    }
}

/// <summary>A child as a caller names it: by its own id, or by an agreement and its id under it.</summary>
internal readonly record struct ChildName(string? Pupil, string? Agreement, string? Child)
{
    /// <summary>The agreement as the audit names it; null for a child's own id.</summary>
    public string? Through => Agreement is null ? null : $"agreement/{Agreement}";
}
