using Attendance.SharedKernel;
using MediatR;

namespace Attendance.Access.Contracts;

/// <summary>
/// Names a school's officer from a school day (today when null): the welfare officer whose caseload its children with an open flag of concern or action join.
/// A school has one at a time: the one before ends that day. <paramref name="Email"/>: the address of a person who was given the role. Again: nothing changes.
/// For the attendance leader, the authority's loader, and the manager of the school's team. Answers the grant's id. Errors: not-found, validation (e-mail,
/// role, reason, days).
/// </summary>
public sealed record NameOfficer(Caller Caller, Laestab School, string Email, string Reason, DateOnly? From = null, DateOnly? Until = null)
    : IRequest<Result<string>>;
