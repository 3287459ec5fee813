using Attendance.SharedKernel;
using MediatR;

namespace Attendance.Access.Contracts;

/// <summary>
/// Makes a locality team, or gives it another name and other schools from today (SchoolClock). <paramref name="Id"/>: 1 to 40 lower-case letters, digits and
/// hyphens. <paramref name="Schools"/>: all that the team looks after; one that another team had leaves it. The grants of the members of every team that
/// gains or loses a school are written anew. Again: nothing changes. For the attendance leader and the authority's loader. Errors: not-found (the caller may
/// not), validation (id, name, a school that is not there or named twice).
/// </summary>
public sealed record SaveTeam(Caller Caller, string Id, string Name, IReadOnlyList<Laestab> Schools) : IRequest<Result<SavedTeam>>;

/// <summary>A team as saved. <paramref name="Changed"/>: false when it was so already.</summary>
public sealed record SavedTeam(string Id, string Name, IReadOnlyList<Laestab> Schools, bool Changed);
