using Attendance.SharedKernel.Facts;

namespace Attendance.Schools.Contracts.Facts;

/// <summary>
/// A flag episode closed: long enough on the good side. The episode's identity is the child, the rule and <paramref name="Episode"/>, the number of the session that opened it
/// (<see cref="SharedKernel.SessionKey.Number"/>). <paramref name="At"/> is the number of the session at which this happened.
/// </summary>
public sealed record FlagClosed(long Pupil, string Rule, int RuleVersion, int Episode, FlagSeverity Severity, int At, string Sentence)
    : IFact;
