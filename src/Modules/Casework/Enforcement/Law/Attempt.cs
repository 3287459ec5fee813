namespace Attendance.Casework.Enforcement.Law;

/// <summary>A step that somebody wants to take on a day, with what is said with it, in the circumstances of that day.</summary>
internal sealed record Attempt(Matter Matter, Step Step, StepDetails Details, Circumstances Facts)
{
    public DateOnly Today => Facts.Today;

    /// <summary>The evidence that the step rests on: of the period said, or else of the matter's.</summary>
    public Evidence Evidence => Period is { } period ? Facts.EvidenceOf(period.From, period.To) : Evidence.None;

    /// <summary>The evidence period.</summary>
    public (DateOnly From, DateOnly To)? Period => Details is { From: { } from, To: { } to } ? (from, to) : Matter.Period;

    /// <summary>The other matters of the same parent and child.</summary>
    public IEnumerable<Matter> Others => Facts.Matters.Where(other => other.Parent == Matter.Parent && other.Number != Matter.Number);
}
