using Attendance.SharedKernel;
using MediatR;

namespace Attendance.Schools.Contracts;

/// <summary>
/// Half-days of a school year that were missed for illness (code I) and for medical appointments (M), by school, statistical age and half term, from the standings. About no child by name, so
/// the module that asks judges the caller and hides what is small. In order of school, age and half term.
/// </summary>
public sealed record ReadIllness(AcademicYear Year) : IRequest<IReadOnlyList<IllnessCounts>>;

/// <summary>Half-days of the children of one age at one school in a half term. <paramref name="Children"/>: with a possible half-day in it.</summary>
public readonly record struct IllnessCounts(
    Laestab School,
    int Age,
    HalfTerm HalfTerm,
    int Children,
    long Possible,
    long Illness,
    long Appointments
);
