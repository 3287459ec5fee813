using Attendance.SharedKernel;
using MediatR;

namespace Attendance.Access.Contracts;

/// <summary>
/// Makes the first administrator, or another way in for an administrator who is locked out: records the person if the address is not known, gives the role if
/// they do not hold it, and makes a link to choose a password. For the product itself only (the command line). Errors: not-found, validation (name,
/// e-mail), conflict (the person has left).
/// </summary>
public sealed record MakeAdministrator(Caller Caller, string Name, string Email, Uri Address) : IRequest<Result<InvitedPerson>>;
