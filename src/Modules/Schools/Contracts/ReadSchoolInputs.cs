using Attendance.SharedKernel;
using MediatR;

namespace Attendance.Schools.Contracts;

/// <summary>
/// Every school today, by number, with its phase and three figures: children on roll, half-days missed in the present school year, and children with an open flag of concern or action. Sums of whole schools, which
/// tell of no child, so nobody's scope is asked; who may see them is the asking module's to judge.
/// </summary>
public sealed record ReadSchoolInputs : IRequest<IReadOnlyList<SchoolInput>>;

/// <summary>The figures of one school.</summary>
public sealed record SchoolInput(Laestab School, string Name, SchoolPhase Phase, int Roll, int Missed, int Concerns);
