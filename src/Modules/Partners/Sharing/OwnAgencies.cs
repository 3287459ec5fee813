using Attendance.Access.Contracts;
using Attendance.Partners.Agreements;
using Attendance.Partners.Directory;
using Attendance.SharedKernel;
using MediatR;

namespace Attendance.Partners.Sharing;

/// <summary>The agencies that a caller works for, and the children that their live agreements open to the caller.</summary>
internal sealed class OwnAgencies(IMediator mediator, AgreementBook book, AgencyBook agencies, SharedScopes scopes)
{
    /// <summary>Agencies of which the caller is a member and whose role the caller holds. About no child.</summary>
    public async Task<IReadOnlyList<Agency>> ListAsync(Caller caller, CancellationToken cancellation)
    {
        var own = await book.AgenciesOfAsync(caller.Person ?? 0, cancellation);
        if (own.Count == 0)
            return [];
        var rights = await mediator.Send(new ReadOwnRights(caller), cancellation);
        return
        [
            .. (await agencies.ListAsync(cancellation)).Where(agency =>
                own.Contains(agency.Id) && agency.Role is { } role && rights.ContainsKey(role)
            ),
        ];
    }

    /// <summary>One of them; null when it is not the caller's.</summary>
    public async Task<Agency?> FindAsync(Caller caller, string id, CancellationToken cancellation) =>
        (await ListAsync(caller, cancellation)).FirstOrDefault(agency => agency.Id == id);

    /// <summary>The children that an agency's live agreements open to the caller. A child of two agreements comes under the newer one.</summary>
    public async Task<OwnChildren> ChildrenAsync(Caller caller, string agency, CancellationToken cancellation)
    {
        var children = new OwnChildren(await book.MergedAsync(cancellation));
        foreach (var scope in await scopes.OwnAsync(caller, [agency], cancellation))
        foreach (var child in scope.Children)
            children.Add(scope, child.Pupil, child.PseudonymousId);
        return children;
    }
}

/// <summary>Children by the ids under which agreements show them. Somebody of the agency knows no other id. <paramref name="merged"/>: the present ids of former ones.</summary>
internal sealed class OwnChildren(IReadOnlyDictionary<PupilId, PupilId> merged)
{
    private readonly Dictionary<PupilId, (SharedScope Scope, string Child)> _shown = [];
    private readonly Dictionary<string, PupilId> _ids = new(StringComparer.Ordinal);

    /// <summary>How an agreement shows a child, by whichever of its ids; null: none does.</summary>
    public (SharedScope Scope, string Child)? Of(PupilId pupil) =>
        _shown.TryGetValue(pupil, out var shown) || _shown.TryGetValue(merged.GetValueOrDefault(pupil, pupil), out shown) ? shown : null;

    /// <summary>The child of an id under an agreement; null when it is none of theirs.</summary>
    public PupilId? Of(string child) => _ids.TryGetValue(child, out var pupil) ? pupil : null;

    internal void Add(SharedScope scope, PupilId pupil, string child)
    {
        _shown.TryAdd(pupil, (scope, child));
        _shown.TryAdd(merged.GetValueOrDefault(pupil, pupil), (scope, child));
        _ids[child] = pupil;
    }
}
