using Attendance.Access.Contracts;
using Attendance.SharedKernel;
using MediatR;

namespace Attendance.Partners.Contracts;

/// <summary>
/// Names somebody who works for an agency for a school, from today: a personal adviser, a school-based police officer. Of the agency's agreements the person then sees the children of the schools that the person is named
/// for. For who keeps the directory. Again: nothing changes. Errors: not-found, validation (no such agency or school, or the person does not work for the agency).
/// </summary>
public sealed record NameForSchool(Caller Caller, string Agency, Laestab School, long Person) : IRequest<Result<string>>;
