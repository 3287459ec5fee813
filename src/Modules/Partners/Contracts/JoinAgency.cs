using Attendance.Access.Contracts;
using Attendance.SharedKernel;
using MediatR;

namespace Attendance.Partners.Contracts;

/// <summary>
/// Records that a person works for an agency, from today: its agreements open their children to the person. The person, by address, holds the agency's role. For who keeps the directory. Again: nothing changes. Errors:
/// not-found, validation (nobody with the address holds the role).
/// </summary>
public sealed record JoinAgency(Caller Caller, string Agency, string Email) : IRequest<Result<string>>;

/// <summary>Ends that, at once on this Host. Error: not-found.</summary>
public sealed record LeaveAgency(Caller Caller, string Agency, long Person, string Reason) : IRequest<Result<string>>;
