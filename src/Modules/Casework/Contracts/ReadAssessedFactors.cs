using Attendance.SharedKernel;
using MediatR;

namespace Attendance.Casework.Contracts;

/// <summary>The factors of the assessment that stands in a child's open case; empty without one. The module that asks has judged the caller.</summary>
public sealed record ReadAssessedFactors(PupilId Pupil) : IRequest<IReadOnlyList<Factor>>;
