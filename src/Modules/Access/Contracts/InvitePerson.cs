using Attendance.SharedKernel;
using MediatR;

namespace Attendance.Access.Contracts;

/// <summary>
/// Makes a link by which a person chooses a first password, or another one, and queues the message that carries it. The link works once, for some days
/// (<c>Access:InvitationDays</c>); an earlier one ends. <paramref name="Address"/> is where people reach this Host, unless <c>Access:PublicUrl</c> says.
/// For administrators and the product itself. Errors: not-found (the caller may not, or nobody is there).
/// </summary>
public sealed record InvitePerson(Caller Caller, long Person, Uri Address) : IRequest<Result<InvitedPerson>>;

/// <summary>The link, which is told once.</summary>
public sealed record InvitedPerson(long Person, Uri Link);
