using Attendance.SharedKernel;
using MediatR;

namespace Attendance.Schools.Contracts;

/// <summary>
/// As <see cref="ReadHalfDays"/>, of one class or other group of a school, by the name that its roll has. Empty for a group that has no marks.
/// </summary>
public sealed record ReadClassHalfDays(Laestab School, string Group, DateOnly From, DateOnly To) : IRequest<IReadOnlyList<HalfDayCounts>>;

/// <summary>The classes and groups of a school that have a mark between two days, both included, by name.</summary>
public sealed record ReadClasses(Laestab School, DateOnly From, DateOnly To) : IRequest<IReadOnlyList<string>>;
