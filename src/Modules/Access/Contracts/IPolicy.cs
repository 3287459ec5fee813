using Attendance.SharedKernel;

namespace Attendance.Access.Contracts;

/// <summary>
/// The one place that decides who may do what to whom. Every operation asks it: REST, GraphQL fields, lists, exports. Answers rest on roles and
/// relationships in the database, never on what a token says; on this Host a change bites at once, on others within two seconds. What it refuses it
/// notes for the audit of the request.
/// </summary>
public interface IPolicy
{
    /// <summary>
    /// Whether the caller may act on a school, a unit, or the authority (<see cref="GrantTarget.All"/>). <paramref name="purpose"/>: what for; null takes
    /// the request's. Some acts of some roles need one.
    /// </summary>
    ValueTask<bool> MayAsync(
        Caller who,
        Act action,
        GrantTarget resource,
        string? purpose = null,
        CancellationToken cancellation = default
    );

    /// <summary>The same without noting a refusal: for an operation that has something less to offer.</summary>
    ValueTask<bool> CouldAsync(Caller who, Act action, GrantTarget resource, CancellationToken cancellation = default);

    /// <summary>
    /// What the caller may do with a child, by any id the child has or had. Nothing for a child that is not there. Notes a refusal when the child is not
    /// in scope.
    /// </summary>
    Task<ChildRights> OfAsync(Caller who, PupilId child, CancellationToken cancellation = default);

    /// <summary>The same for many children; those out of scope are left out and nothing is noted.</summary>
    Task<IReadOnlyDictionary<PupilId, ChildRights>> OfAsync(
        Caller who,
        IReadOnlyCollection<PupilId> children,
        CancellationToken cancellation = default
    );

    /// <summary>The children whom the caller may reach with an act today, as a condition on an SQL expression that is a child's id.</summary>
    ValueTask<Visible> VisibleAsync(Caller who, Act action, string pupil, CancellationToken cancellation = default);

    /// <summary>
    /// Those of these children whom the caller may reach with an act, by what the asker read of them just now: what <see cref="VisibleAsync"/> answers in SQL, from memory. For
    /// telling many callers of the same few children. <paramref name="allConcern"/>: takes each to be a concern, for telling of the change with which that ended.
    /// </summary>
    ValueTask<IReadOnlySet<PupilId>> AmongAsync(
        Caller who,
        Act action,
        ChildReaches children,
        bool allConcern = false,
        CancellationToken cancellation = default
    );

    /// <summary>Whether the caller holds anything at all that allows an act on children.</summary>
    ValueTask<bool> HoldsAnyAsync(Caller who, Act action, CancellationToken cancellation = default);

    /// <summary>The schools that the caller may reach with an act today, as a condition on an SQL expression that is a LAESTAB.</summary>
    ValueTask<Visible> VisibleSchoolsAsync(Caller who, Act action, string school, CancellationToken cancellation = default);

    /// <summary>What a live agreement opens to the caller; null when there is none, it is over, or the caller is not party to it: all read alike.</summary>
    Task<AgreementScope?> AgreementAsync(Caller who, string agreement, CancellationToken cancellation = default);
}
