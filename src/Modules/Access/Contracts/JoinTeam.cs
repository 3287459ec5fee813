using Attendance.SharedKernel;
using MediatR;

namespace Attendance.Access.Contracts;

/// <summary>
/// Makes somebody a member of a team, as welfare officer or as its manager, from a school day (today when null) until one on which it no longer holds.
/// Expanded to one grant for each school of the team, and again when the team's schools change; an officer's membership opens the schools, not their children.
/// <paramref name="Email"/>: the address of a person who was given the role. Again: nothing changes. For the attendance leader and the authority's loader; officers
/// also by the manager of all the team's schools. Answers the membership's id. Errors: not-found, validation (e-mail, role, reason, days).
/// </summary>
public sealed record JoinTeam(
    Caller Caller,
    string Team,
    string Email,
    Role Role,
    string Reason,
    DateOnly? From = null,
    DateOnly? Until = null
) : IRequest<Result<string>>;

/// <summary>
/// Ends a membership today, with its grants: at once on this Host, within two seconds on others. Again: nothing changes. Judged as <see cref="JoinTeam"/>.
/// Errors: not-found, validation (reason).
/// </summary>
public sealed record LeaveTeam(Caller Caller, string Team, string Id, string Reason) : IRequest<Result<string>>;
