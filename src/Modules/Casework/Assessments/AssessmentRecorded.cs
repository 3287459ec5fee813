using Attendance.Casework.Cases;
using Attendance.Casework.Contracts;

namespace Attendance.Casework.Assessments;

/// <summary>
/// What was found out about the circumstances (S70). A later one stands in place of an earlier one. <paramref name="ChildView"/> is null only when
/// <paramref name="ChildViewMissing"/> says why (S35); the same for the parents. <paramref name="PlanBy"/>: when the plan is due.
/// </summary>
[CaseEventKind("assessment-recorded")]
internal sealed record AssessmentRecorded(
    IReadOnlyList<AssessedFactor> Factors,
    string? ChildView,
    string? ChildViewMissing,
    IReadOnlyList<ParentView> ParentViews,
    string? ParentViewsMissing,
    IReadOnlyList<InvolvedAgency> Agencies,
    string Summary,
    DateOnly PlanBy
) : CaseEvent
{
    /// <summary>What is due until then.</summary>
    public const string Item = "assessment";

    /// <summary>What is due next.</summary>
    public const string Next = "plan";

    public override string Tell() =>
        $"Assessed: {Factors.Select(found => found.Factor).Told()}. {Summary} "
        + (ChildView is null ? $"The child's view is missing: {ChildViewMissing}" : $"What the child says: {ChildView}");

    public override string? TellSchool() => "The circumstances were assessed.";

    public override CaseStatus Apply(CaseStatus status)
    {
        var found = status.Without(Item);
        return found.Stage is CaseStage.Allocated
            ? found.With(Next, PlanBy, "Make a Personal Attendance Plan.") with
            {
                Stage = CaseStage.Assessed,
            }
            : found;
    }
}

/// <summary>A factor, who says so ("school", "GP letter"), and what shows it.</summary>
internal sealed record AssessedFactor(Factor Factor, string Source, string? Evidence);

/// <summary>A parent's or carer's view, by who it is ("mother").</summary>
internal sealed record ParentView(string Who, string View);

/// <summary>An agency that works with the family, and as what.</summary>
internal sealed record InvolvedAgency(string Name, string Part);
