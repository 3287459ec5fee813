using Attendance.SharedKernel;

namespace Attendance.Schools.Contracts;

/// <summary>
/// What casework says is to be done next for children, for the caseload that Schools answers: the module that owns cases implements it. Judges nobody: it is shown only to who may read the child's
/// case.
/// </summary>
public interface ICaseSteps
{
    /// <summary>What is due first in each child's open case; a child without one, or in whose case nothing is due, is left out.</summary>
    Task<IReadOnlyDictionary<PupilId, CaseStep>> NextAsync(IReadOnlyCollection<PupilId> pupils, CancellationToken cancellation);
}

/// <summary>Something due in a case, as a sentence without names, and by when.</summary>
public sealed record CaseStep(string Sentence, DateOnly On);
