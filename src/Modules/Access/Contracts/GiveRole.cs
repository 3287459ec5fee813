using Attendance.SharedKernel;
using MediatR;

namespace Attendance.Access.Contracts;

/// <summary>
/// Gives a person a role from a day on (today by SchoolClock when null), until a day on which it no longer holds. Dual control: given by an
/// administrator it waits for <see cref="ApproveRole"/> by somebody else; the product itself (System) needs no second. Answers the role's id.
/// Roles of the whole authority (attendance leader, legal, LAC manager, reviewing officer, school improvement, elected member, community safety)
/// bring their relationship with them; the others need grants. Errors: not-found, validation (reason of 1 to 500 characters, days; leader-exists: the authority has one
/// attendance leader at a time, so end the former's role first).
/// </summary>
public sealed record GiveRole(Caller Caller, long Person, Role Role, string Reason, DateOnly? From = null, DateOnly? Until = null)
    : IRequest<Result<string>>;

/// <summary>
/// The second of the two who must agree to a role: another administrator or the attendance leader; never who gave it or gets it.
/// Errors: not-found.
/// </summary>
public sealed record ApproveRole(Caller Caller, string Id) : IRequest<Result<string>>;

/// <summary>Ends a role: at once on this Host, within two seconds on others. Again: nothing changes. Error: not-found.</summary>
public sealed record WithdrawRole(Caller Caller, string Id, string Reason) : IRequest<Result<string>>;
