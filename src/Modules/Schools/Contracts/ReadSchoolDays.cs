using Attendance.SharedKernel;
using MediatR;

namespace Attendance.Schools.Contracts;

/// <summary>
/// The days between two days, both included, on which a school has a session for anybody, in time order; empty for a school without a calendar. A calendar is about no
/// child, so nobody's scope is asked.
/// </summary>
public sealed record ReadSchoolDays(Laestab School, DateOnly From, DateOnly To) : IRequest<IReadOnlyList<DateOnly>>;
