using Attendance.Access.Contracts;
using MediatR;

namespace Attendance.Partners.Contracts;

/// <summary>The names of the fields that an agreement opens to the caller; null when there is no such live agreement for the caller. For the one who validates a question.</summary>
public sealed record ReadAgreementFields(Caller Caller, string Id) : IRequest<IReadOnlySet<string>?>;
