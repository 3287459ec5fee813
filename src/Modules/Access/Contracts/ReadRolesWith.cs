using MediatR;

namespace Attendance.Access.Contracts;

/// <summary>The roles that the caller holds today and that allow an act, by name. Empty for keys and jobs.</summary>
public sealed record ReadRolesWith(Caller Caller, Act Act) : IRequest<IReadOnlyList<Role>>;
