using Attendance.SharedKernel;
using MediatR;

namespace Attendance.Access.Contracts;

/// <summary>
/// Takes a lost second factor from a person's account: the authenticator's key and the recovery codes end, with every session and token, and the next sign-in by
/// password sets up another. The reason says how the person was recognised. For administrators, never for their own account, and the product itself. Without
/// a second factor: nothing changes. Errors: not-found (the caller may not, or there is no account), validation (the reason).
/// </summary>
public sealed record ResetSecondFactor(Caller Caller, long Person, string Reason) : IRequest<Result<bool>>;
