using Attendance.Access.Contracts;
using Attendance.SharedKernel;

namespace Attendance.Host.Tests.GraphQL;

/// <summary>The library has no children: its policy knows who may ask for the schema, and refuses the rest.</summary>
internal sealed class LibraryPolicy : IPolicy
{
    public ValueTask<bool> MayAsync(
        Caller who,
        Act action,
        GrantTarget resource,
        string? purpose = null,
        CancellationToken cancellation = default
    ) => CouldAsync(who, action, resource, cancellation);

    public ValueTask<bool> CouldAsync(Caller who, Act action, GrantTarget resource, CancellationToken cancellation = default) =>
        ValueTask.FromResult(action is Act.Introspect && who.Kind is CallerKind.Loader);

    public Task<ChildRights> OfAsync(Caller who, PupilId child, CancellationToken cancellation = default) =>
        Task.FromResult(ChildRights.None);

    public Task<IReadOnlyDictionary<PupilId, ChildRights>> OfAsync(
        Caller who,
        IReadOnlyCollection<PupilId> children,
        CancellationToken cancellation = default
    ) => Task.FromResult<IReadOnlyDictionary<PupilId, ChildRights>>(new Dictionary<PupilId, ChildRights>());

    public ValueTask<Visible> VisibleAsync(Caller who, Act action, string pupil, CancellationToken cancellation = default) =>
        ValueTask.FromResult(new Visible("(1 = 0)", []));

    public ValueTask<IReadOnlySet<PupilId>> AmongAsync(
        Caller who,
        Act action,
        ChildReaches children,
        bool allConcern = false,
        CancellationToken cancellation = default
    ) => ValueTask.FromResult<IReadOnlySet<PupilId>>(new HashSet<PupilId>());

    public ValueTask<bool> HoldsAnyAsync(Caller who, Act action, CancellationToken cancellation = default) => ValueTask.FromResult(false);

    public ValueTask<Visible> VisibleSchoolsAsync(Caller who, Act action, string school, CancellationToken cancellation = default) =>
        ValueTask.FromResult(new Visible("(1 = 0)", []));

    public Task<AgreementScope?> AgreementAsync(Caller who, string agreement, CancellationToken cancellation = default) =>
        Task.FromResult<AgreementScope?>(null);
}
