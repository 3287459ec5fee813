using Attendance.SharedKernel.Facts;

namespace Attendance.Schools.Contracts.Facts;

/// <summary>
/// A correction took away the ground of a flag episode: it should never have been open. <paramref name="Sentence"/> is the trace. The episode's identity is the child, the rule and <paramref name="Episode"/>, the number of the session that opened it
/// (<see cref="SharedKernel.SessionKey.Number"/>). <paramref name="At"/> is the number of the session at which this happened.
/// </summary>
public sealed record FlagWithdrawn(long Pupil, string Rule, int RuleVersion, int Episode, FlagSeverity Severity, int At, string Sentence)
    : IFact;
