using Attendance.SharedKernel;
using MediatR;

namespace Attendance.Schools.Contracts;

/// <summary>
/// The classes and other groups of a school on a day, with the children whose place is in each, by the names that the roll has. About nobody by name, so the module that asks judges the caller.
/// </summary>
public sealed record ReadClasses(Laestab School, DateOnly On) : IRequest<IReadOnlyDictionary<string, IReadOnlyList<PupilId>>>;
