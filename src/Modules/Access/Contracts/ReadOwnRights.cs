using MediatR;

namespace Attendance.Access.Contracts;

/// <summary>What the caller's roles allow today, by role, as the policy has it; also of roles in which no relationship is held yet. Empty for keys and jobs.</summary>
public sealed record ReadOwnRights(Caller Caller) : IRequest<IReadOnlyDictionary<Role, IReadOnlyList<Act>>>;
