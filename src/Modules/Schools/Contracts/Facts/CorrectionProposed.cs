using Attendance.SharedKernel;
using Attendance.SharedKernel.Facts;

namespace Attendance.Schools.Contracts.Facts;

/// <summary>
/// Somebody who works with a child proposed another mark to its school. <paramref name="Proposal"/> is its id, <paramref name="By"/> who proposed, as records name
/// them. The code and the reason stay where they are.
/// </summary>
public sealed record CorrectionProposed(string Proposal, int School, long Pupil, DateOnly Date, HalfDay Session, string By) : IFact;
