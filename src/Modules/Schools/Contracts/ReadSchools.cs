using MediatR;

namespace Attendance.Schools.Contracts;

/// <summary>Every school, by number: names and phases. About no child, so nobody's scope is asked.</summary>
public sealed record ReadSchools : IRequest<IReadOnlyList<SchoolNode>>;
