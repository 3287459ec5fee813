using System.Data.Common;
using Attendance.SharedKernel;

namespace Attendance.Access.Contracts;

/// <summary>
/// Where children are: on rolls (written by Schools), at units (written by Lac). Written in the transaction that changes the relationship, so that scope and
/// roll never differ.
/// </summary>
public interface IPlaces
{
    /// <summary>
    /// Replaces all places of these kinds of these children. A place of kind pupil says that the child is also known by that other id. Committed with the
    /// transaction.
    /// </summary>
    Task ReplaceAsync(
        DbTransaction transaction,
        IReadOnlyCollection<PupilId> children,
        IReadOnlyCollection<GrantTargetKind> kinds,
        IReadOnlyCollection<ChildPlace> places,
        CancellationToken cancellation = default
    );
}

/// <summary>A child at a school or unit from a school day on, until the first day on which it no longer is; null: until further notice.</summary>
public sealed record ChildPlace(PupilId Child, GrantTarget On, DateOnly From, DateOnly? Until);
