using Attendance.Access.Contracts;
using Attendance.Partners.Agreements;
using Attendance.Partners.Contracts;
using Attendance.Partners.Directory;
using Attendance.Partners.Posts;
using Attendance.Schools.Contracts;
using Attendance.SharedKernel;
using Attendance.SharedKernel.Time;
using MediatR;

namespace Attendance.Partners.Sharing;

/// <summary>
/// What an agreement opens to a caller now. An agreement that is not there, is not the caller's, is no longer or not yet in force: all take the same road, in the same questions to the database, and end in null.
/// </summary>
internal sealed class SharedScopes(
    IPolicy policy,
    IMediator mediator,
    AgreementBook book,
    AgencyBook agencies,
    SchoolPostBook posts,
    SchoolClock clock
) : IRequestHandler<ReadAgreementFields, IReadOnlySet<string>?>
{
    private static readonly Caller Job = Caller.System("agreements");

    /// <summary>What the agreement opens to the caller; null: nothing at all.</summary>
    public async Task<SharedScope?> FindAsync(Caller caller, string id, CancellationToken cancellation)
    {
        var scope = await policy.AgreementAsync(caller, id, cancellation);
        var agreement = await book.FindAsync(id, cancellation);
        var own = await book.AgenciesOfAsync(caller.Person ?? 0, cancellation);
        var schools = await posts.SchoolsOfAsync(caller.Person ?? 0, cancellation);
        var rights = await mediator.Send(new ReadOwnRights(caller), cancellation);
        var all = await agencies.ListAsync(cancellation);
        if (
            agreement is null
            || agreement.On(clock.Today) is not AgreementState.Live
            || !own.Contains(agreement.Agency)
            || all.FirstOrDefault(agency => agency.Id == agreement.Agency) is not { Role: { } role } agency
            || !rights.ContainsKey(role)
        )
            return null;
        // Without a child there is no grant yet, and nothing to show.
        return new SharedScope(
            agreement,
            agency,
            role,
            await SeenAsync(role, agreement, [.. schools[agency.Id]], scope?.Children ?? [], cancellation)
        );
    }

    /// <summary>
    /// The children whom the person may see at all: nobody below year 9 as a personal adviser; and who is named for schools sees the children of these schools alone, where the agreement opens whose
    /// school a child is at, else none. Anybody else is no child of the agreement for that person, by whatever way it is asked for.
    /// </summary>
    private async Task<IReadOnlyList<AgreementChild>> SeenAsync(
        Role role,
        Agreement agreement,
        IReadOnlyCollection<Laestab> schools,
        IReadOnlyList<AgreementChild> children,
        CancellationToken cancellation
    )
    {
        if (children.Count == 0 || (!SharedFields.AsksYear(role) && schools.Count == 0))
            return children;
        if (schools.Count > 0 && !agreement.Fields.Contains(SharedFields.SchoolName))
            return [];
        var pupils = await mediator.Send(new ReadPupils(Job, [.. children.Select(child => child.Pupil)]), cancellation);
        return
        [
            .. children.Where(child =>
                pupils.GetValueOrDefault(child.Pupil) is { } at
                && SharedFields.Sees(role, at.YearGroup)
                && (schools.Count == 0 || (at.School is { } school && schools.Contains(school)))
            ),
        ];
    }

    /// <summary>What the caller's own agreements open to it now, of agencies whose people hold a role.</summary>
    public async Task<IReadOnlyList<SharedScope>> OwnAsync(Caller caller, Role role, CancellationToken cancellation)
    {
        var own = await book.AgenciesOfAsync(caller.Person ?? 0, cancellation);
        return [.. (await OwnAsync(caller, own, cancellation)).Where(scope => scope.Role == role)];
    }

    /// <summary>What agreements of some agencies open to the caller now, the newest first.</summary>
    public async Task<IReadOnlyList<SharedScope>> OwnAsync(
        Caller caller,
        IReadOnlyCollection<string> agencies,
        CancellationToken cancellation
    )
    {
        var scopes = new List<SharedScope>();
        foreach (var agreement in await book.ListAsync(agencies, cancellation))
        {
            if (await FindAsync(caller, agreement.Id, cancellation) is { } scope)
                scopes.Add(scope);
        }
        return scopes;
    }

    public async Task<IReadOnlySet<string>?> Handle(ReadAgreementFields request, CancellationToken cancellationToken) =>
        (await FindAsync(request.Caller, request.Id, cancellationToken))?.Fields;
}

/// <summary>A live agreement in the hands of somebody of its agency.</summary>
internal sealed record SharedScope(Agreement Agreement, Agency Agency, Role Role, IReadOnlyList<AgreementChild> Children)
{
    /// <summary>The fields that it opens.</summary>
    public IReadOnlySet<string> Fields { get; } =
        Agreement.Fields.Where(SharedFields.Allowed(Role).Contains).ToHashSet(StringComparer.Ordinal);
}
