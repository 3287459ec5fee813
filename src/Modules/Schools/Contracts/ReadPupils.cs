using Attendance.Access.Contracts;
using Attendance.SharedKernel;
using MediatR;

namespace Attendance.Schools.Contracts;

/// <summary>
/// Who these children are and where they are on roll today, by the ids that were asked; those out of the caller's scope are left out. A child that was merged into another is read
/// under the other. Each is noted for the audit.
/// </summary>
public sealed record ReadPupils(Caller Caller, IReadOnlyCollection<PupilId> Pupils) : IRequest<IReadOnlyDictionary<PupilId, PupilAtSchool>>;

/// <summary>A child and its place; null when on no roll today. On two rolls: the newer one.</summary>
public sealed record PupilAtSchool(PupilNode Pupil, Laestab? School, string? SchoolName, string? YearGroup);
