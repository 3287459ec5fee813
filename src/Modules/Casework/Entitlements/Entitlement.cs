using System.ComponentModel;
using Attendance.Casework.Cases;
using Attendance.Casework.Enforcement;
using Attendance.Casework.Interventions;
using Attendance.Casework.Plans;
using Attendance.Casework.Records;
using Attendance.Casework.Reintegration;

namespace Attendance.Casework.Entitlements;

/// <summary>Which steps of the good practice a flagged child's case lacks. Pure.</summary>
internal static class Entitlement
{
    /// <summary>The steps that lack today and that nobody explained, each with why the case lacks it.</summary>
    public static IReadOnlyList<MissingStep> Missing(CaseFile file, DateOnly today)
    {
        if (!file.IsOpen)
            return [];
        var explained = file.Of<StepExplained>()
            .GroupBy(said => said.Step)
            .Where(own => own.Last().LookAgainOn > today)
            .Select(own => own.Key)
            .ToHashSet();
        return [.. Lacking(file, today).Where(step => !explained.Contains(step.Step))];
    }

    private static IEnumerable<MissingStep> Lacking(CaseFile file, DateOnly today)
    {
        var plan = file.Of<PlanMade>().LastOrDefault();
        var assessed = file.Of<Assessments.AssessmentRecorded>().Any();
        if (file.Status.Worker is null)
            yield return Of(GoodPracticeStep.KeyWorker, CaseOpened.Allocation, "No key worker was chosen yet.");
        if (!assessed)
            yield return Of(
                GoodPracticeStep.Assessment,
                Assessments.AssessmentRecorded.Item,
                file.Status.Worker is null ? "It waits for a key worker." : "The circumstances are not assessed yet."
            );
        if (plan is null)
            yield return Of(
                GoodPracticeStep.Plan,
                Assessments.AssessmentRecorded.Next,
                assessed ? "No plan was made yet." : "It waits for the assessment."
            );
        if (
            plan?.Actions.Any(action => action.IsSupport) is not true
            && !file.Of<InterventionStarted>().Any()
            && !file.Of<ConsiderationRecorded>().Any(made => made.Kind is Consideration.SupportOffered)
        )
            yield return Of(GoodPracticeStep.Support, null, "No support is on record.");
        var review = file.Status.Dues.FirstOrDefault(due =>
            due.Key.StartsWith("review/", StringComparison.Ordinal) && due.Value.On < today
        );
        if (review.Value is { } overdue)
            yield return new MissingStep(GoodPracticeStep.Review, "The review of the plan is overdue.", overdue.On);
        if (file.Status.Dues.ContainsKey(ReintegrationPlanned.Item))
            yield return Of(
                GoodPracticeStep.Reintegration,
                ReintegrationPlanned.Item,
                "The child was away long and its return is not planned."
            );
        if (!file.Of<SchoolTold>().Any() && file.Status.Worker is not null)
            yield return Of(GoodPracticeStep.Feedback, null, "The school was told nothing in words yet.");
        if (!file.Of<ContactLogged>().Any(contact => contact.Result is ContactResult.Reached))
            yield return Of(GoodPracticeStep.Liaison, ContactLogged.Item, "Nobody was reached yet.");
        if (file.Status.Dues.TryGetValue(ActOrExplain.Item, out var act) && act.On < today)
            yield return new MissingStep(GoodPracticeStep.Action, "A threshold was passed and nothing followed.", act.On);

        MissingStep Of(GoodPracticeStep step, string? item, string why) =>
            new(step, why, item is null ? null : file.Status.Dues.GetValueOrDefault(item)?.On);
    }
}

[Description("A step of the good practice that a flagged child's case lacks.")]
internal sealed record MissingStep(
    [property: Description("The step.")] GoodPracticeStep Step,
    [property: Description("Why the case lacks it, as a sentence.")] string Why,
    [property: Description("When it is or was due; null when no day was set.")] DateOnly? DueOn
);
