using Attendance.SharedKernel;

namespace Attendance.Access.Contracts;

/// <summary>
/// By what a child may be reached at a moment. <paramref name="On"/>: itself by its present and its former ids, and the schools and units at which it has a place, as
/// <c>access_place</c> has them. <paramref name="Concern"/>: it has an open flag of concern or action (<see cref="IConcern"/>).
/// </summary>
public sealed record ChildReach(PupilId Child, IReadOnlySet<GrantTarget> On, bool Concern);
