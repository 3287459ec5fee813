using Attendance.SharedKernel;
using Attendance.SharedKernel.Facts;

namespace Attendance.Schools.Contracts.Facts;

/// <summary>
/// A school answered a proposed correction: <paramref name="Accepted"/> and corrected its register, or refused. <paramref name="By"/> is who had proposed it, as
/// records name them.
/// </summary>
public sealed record CorrectionAnswered(string Proposal, int School, long Pupil, DateOnly Date, HalfDay Session, bool Accepted, string By)
    : IFact;
