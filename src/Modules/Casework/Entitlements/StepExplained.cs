using Attendance.Casework.Cases;

namespace Attendance.Casework.Entitlements;

/// <summary>
/// Why a step is not taken (S68), or why nothing follows a threshold that was passed (S109). <paramref name="LookAgainOn"/>: when that is looked at again; from then on the step lacks once more.
/// </summary>
[CaseEventKind("step-explained")]
internal sealed record StepExplained(GoodPracticeStep Step, string Reason, DateOnly LookAgainOn) : CaseEvent
{
    public override string Tell() => $"Not taken for now, {Step.Told()}: {Reason} To be looked at again on {LookAgainOn:d MMMM yyyy}.";

    public override CaseStatus Apply(CaseStatus status) =>
        Step is GoodPracticeStep.Action ? status.With(ActOrExplain.Item, LookAgainOn, ActOrExplain.Sentence) : status;
}

/// <summary>The clock that a flag of concern or action starts: the authority acts or says why not (S109).</summary>
internal static class ActOrExplain
{
    /// <summary>What is due, in the diary.</summary>
    public const string Item = "act";

    public const string Sentence = "Act on the threshold that was passed, or explain why not.";

    /// <summary>School days from the flag. Ours: three school weeks, in which a case is given, assessed and something begins.</summary>
    public const int Days = 15;
}
