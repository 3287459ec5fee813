using System.ComponentModel;
using Attendance.Casework.Assessments;
using Attendance.Casework.Cases;
using Attendance.Casework.Entitlements;
using Attendance.Schools.Contracts;
using Attendance.SharedKernel;

namespace Attendance.Casework.Plans;

/// <summary>
/// A Personal Attendance Plan (S71), or its next version, as a whole. <paramref name="Changes"/>: what is new since the version before; null for the first.
/// <paramref name="Review"/>: the number of the next review, on <paramref name="ReviewOn"/>.
/// </summary>
[CaseEventKind("plan-made")]
internal sealed record PlanMade(
    int Version,
    string Aim,
    IReadOnlyList<PlanTarget> Targets,
    IReadOnlyList<PlanAction> Actions,
    string? ChildView,
    string? ChildViewMissing,
    int Review,
    DateOnly ReviewOn,
    string? Changes
) : CaseEvent
{
    public override string Tell() =>
        $"{(Version == 1 ? "The attendance plan was made" : $"The attendance plan was revised, version {Version}: {Changes}")}. {Aim} "
        + $"{Actions.Count(action => action.IsSupport)} offers of support, {Actions.Count(action => !action.IsSupport)} duties; review on {ReviewOn:d MMMM yyyy}.";

    public override string? TellSchool() =>
        $"Attendance plan, version {Version}; review on {ReviewOn:d MMMM yyyy}. The school's part: "
        + (
            ToldWords.List([
                .. Actions.Where(action => action.Party is Party.School).Select(action => $"{action.What} ({action.DueOn:d MMMM})"),
            ])
                is { Length: > 0 } own
                ? own
                : "nothing"
        )
        + ".";

    public override CaseStatus Apply(CaseStatus status)
    {
        var planned = status.Without(AssessmentRecorded.Next).Without(ActOrExplain.Item).WithoutAll("action/").WithoutAll("review/");
        foreach (var action in Actions.Where(action => !action.IsDone))
            planned = planned.With(action.Item, action.DueOn, $"An action of the plan: {action.Party.Told()}.");
        return planned.With($"review/{Review}", ReviewOn, "Review the plan.") with { Stage = CaseStage.Planned };
    }
}

/// <summary>The attendance that the plan aims at in a half term, in whole per cent of the possible half-days.</summary>
internal sealed record PlanTarget(int Year, HalfTerm HalfTerm, int Percent)
{
    /// <summary>First day.</summary>
    public DateOnly From => StatisticalPeriods.FirstDay(new AcademicYear(Year), HalfTerm);

    /// <summary>Last day.</summary>
    public DateOnly To => StatisticalPeriods.LastDay(new AcademicYear(Year), HalfTerm);
}

/// <summary>
/// Something that somebody does by a day. <paramref name="Number"/> is the action's in the case and stays over versions. <paramref name="IsSupport"/>: offered to the family to help; else a
/// duty (S72). <paramref name="IsDone"/>: settled before this version.
/// </summary>
internal sealed record PlanAction(int Number, Party Party, string Owner, string What, DateOnly DueOn, bool IsSupport, bool IsDone)
{
    /// <summary>What is due, in the diary.</summary>
    public string Item => $"action/{Number}";
}

/// <summary>Somebody agreed to a version of the plan, or said why not.</summary>
[CaseEventKind("plan-signed")]
internal sealed record PlanSigned(int Version, Party Party, string Name, bool Agreed, string? View, DateOnly On) : CaseEvent
{
    public override string Tell() =>
        $"{Name} ({Party.Told()}) {(Agreed ? "signed" : "did not sign")} version {Version} of the plan.{(View is null ? "" : $" {View}")}";

    public override string? TellSchool() => Party is Party.School ? Tell() : null;
}

/// <summary>An action of the plan was done, or will not be.</summary>
[CaseEventKind("plan-action-settled")]
internal sealed record PlanActionSettled(int Number, bool Done, string Note, DateOnly On) : CaseEvent
{
    public override string Tell() => $"Action {Number} of the plan was {(Done ? "done" : "not done")}: {Note}";

    public override CaseStatus Apply(CaseStatus status) => status.Without($"action/{Number}");
}

/// <summary>What a review comes to.</summary>
[Description("What a review of a plan comes to.")]
internal enum PlanReviewOutcome
{
    [Description("The plan goes on.")]
    Continue,

    [Description("The plan is revised.")]
    Revise,

    [Description("The case can be closed.")]
    Close,

    [Description("Support has not helped: enforcement is considered.")]
    Escalate,
}

/// <summary>
/// A review of the plan. <paramref name="Possible"/> and <paramref name="Attended"/>: half-days since the plan or the review before, from the journal then. <paramref name="ChildChanged"/>: how the
/// child's view changed the decision (S35). <paramref name="NextOn"/>: the next review; null when none follows.
/// </summary>
[CaseEventKind("plan-reviewed")]
internal sealed record PlanReviewed(
    int Number,
    DateOnly On,
    PlanReviewOutcome Outcome,
    string Notes,
    string? ChildView,
    string? ChildChanged,
    string? ChildViewMissing,
    int Possible,
    int Attended,
    DateOnly? NextOn
) : CaseEvent
{
    public override string Tell() =>
        $"Review {Number}: {Outcome.Told()}. {Attended} of {Possible} half-days attended since. {Notes} "
        + (
            ChildView is null
                ? $"The child's view is missing: {ChildViewMissing}"
                : $"What the child says: {ChildView} It changed: {ChildChanged}"
        );

    public override string? TellSchool() =>
        $"Review {Number}: {Outcome.Told()}. {Attended} of {Possible} half-days attended since.{(NextOn is { } next ? $" Next review on {next:d MMMM yyyy}." : "")}";

    public override CaseStatus Apply(CaseStatus status)
    {
        var reviewed = status.WithoutAll("review/");
        if (Outcome is PlanReviewOutcome.Revise)
            reviewed = reviewed.With(AssessmentRecorded.Next, On.AddDays(7), "Revise the plan.");
        return NextOn is { } next ? reviewed.With($"review/{Number + 1}", next, "Review the plan.") : reviewed;
    }
}
