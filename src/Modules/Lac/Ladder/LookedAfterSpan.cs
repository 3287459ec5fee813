namespace Attendance.Lac.Ladder;

/// <summary>A time in care from its first to its last day, both included; null: still.</summary>
internal readonly record struct LookedAfterSpan(DateOnly From, DateOnly? To)
{
    /// <summary>True when the child is looked after on the day.</summary>
    public bool Covers(DateOnly day) => day >= From && (To is null || day <= To);
}
