using Attendance.Casework.Cases;
using Attendance.SharedKernel;

namespace Attendance.Casework.Reintegration;

/// <summary>
/// How a child comes back after a long absence (S75): from a day on, week by week, at which half-days; to whom the child can turn; full time after the last week.
/// </summary>
[CaseEventKind("reintegration-planned")]
internal sealed record ReintegrationPlanned(
    DateOnly From,
    IReadOnlyList<ReturnWeek> Weeks,
    string ContactPerson,
    string FirstDay,
    string? ChildView
) : CaseEvent
{
    /// <summary>What is due before.</summary>
    public const string Item = "reintegration";

    /// <summary>What is due on the first day.</summary>
    public const string FirstDayItem = "first-day";

    /// <summary>School days from the trigger to the plan. Ours: a week.</summary>
    public const int PlanDays = 5;

    /// <summary>The flags of a long absence, and of the first day back after one (RULES 4.1).</summary>
    public static IReadOnlySet<string> Triggers { get; } =
        new HashSet<string>(StringComparer.Ordinal) { "REINTEGRATE", "CONT_20D", "SICK_15D" };

    /// <summary>The first day on which the child is in school full time again.</summary>
    public DateOnly FullTimeFrom => Weeks.Count == 0 ? From : Weeks[^1].Monday.AddDays(7);

    public override string Tell() =>
        $"The return was planned from {From:d MMMM yyyy}, full time from {FullTimeFrom:d MMMM yyyy}. The child turns to {ContactPerson}. First day: {FirstDay}{(ChildView is null ? "" : $" What the child says: {ChildView}")}";

    public override string? TellSchool() =>
        $"The child comes back on {From:d MMMM yyyy}, full time from {FullTimeFrom:d MMMM yyyy}; turns to {ContactPerson}. First day: {FirstDay}";

    public override CaseStatus Apply(CaseStatus status) =>
        status.Without(Item).With(FirstDayItem, From, "Check that the child came back, and how the first day went.");
}

/// <summary>One calendar week of a return: its Monday, and the half-days at which the child is expected.</summary>
internal sealed record ReturnWeek(DateOnly Monday, IReadOnlyList<ReturnSession> Sessions);

/// <summary>A half-day of the week.</summary>
internal sealed record ReturnSession(SchoolDay Day, HalfDay Half);

/// <summary>How the first day went.</summary>
[CaseEventKind("first-day-checked")]
internal sealed record FirstDayChecked(DateOnly On, bool Came, string Note) : CaseEvent
{
    public override string Tell() => $"First day, {On:d MMMM yyyy}: the child {(Came ? "came" : "did not come")}. {Note}";

    public override string? TellSchool() => $"First day, {On:d MMMM yyyy}: the child {(Came ? "came" : "did not come")}.";

    public override CaseStatus Apply(CaseStatus status) => status.Without(ReintegrationPlanned.FirstDayItem);
}
