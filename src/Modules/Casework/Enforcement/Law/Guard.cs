namespace Attendance.Casework.Enforcement.Law;

/// <summary>
/// One condition of a step: a stable code, and a sentence that says why it does not hold (null: it holds). <paramref name="Local"/>: it is the authority's own rule and not
/// the law's, so that a second person may approve an override, with a reason.
/// </summary>
internal sealed record Guard(string Code, bool Local, Func<Attempt, string?> Check);

/// <summary>A condition that does not hold.</summary>
internal sealed record Obstacle(string Code, string Reason, bool MayBeOverridden);
