using MediatR;

namespace Attendance.Access.Contracts;

/// <summary>The person with an address who holds a role today and is still here; null when there is none. The module that asks judges who may.</summary>
public sealed record FindHolder(string Email, Role Role) : IRequest<long?>;
