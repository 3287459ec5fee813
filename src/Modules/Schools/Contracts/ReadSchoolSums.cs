using Attendance.SharedKernel;
using MediatR;

namespace Attendance.Schools.Contracts;

/// <summary>
/// What a school's enrolments come to in a school year, for sessions up to a date and as they were known at an instant (<see cref="Moment"/>); all zero when there was nothing. About no child
/// by name, so the module that asks judges the caller and hides what is small.
/// </summary>
public sealed record ReadSchoolSums(Laestab School, AcademicYear Year, Moment Moment) : IRequest<SchoolSums>;

/// <summary>Sessions summed over a school's enrolments, in half-days. <paramref name="Missing"/>: still without a reason, so in no denominator.</summary>
public readonly record struct SchoolSums(int Enrolments, long Possible, long Authorised, long Unauthorised, long Missing);
