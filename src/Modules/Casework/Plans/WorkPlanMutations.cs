using System.ComponentModel;
using Attendance.Access.Contracts;
using Attendance.Casework.Cases;
using Attendance.Schools.Contracts;
using Attendance.SharedKernel;
using Attendance.SharedKernel.GraphQL;
using Attendance.SharedKernel.Time;
using MediatR;
using IdAttribute = GraphQL.IdAttribute;

namespace Attendance.Casework.Plans;

/// <summary>What is done with a plan once it is made.</summary>
[MutationRoot]
internal sealed class WorkPlanMutations(CaseDesk desk, IMediator mediator, SchoolClock clock)
{
    [Description("Writes down that somebody agreed to the present version of the plan, or did not, and what they say.")]
    [Cost(10)]
    public async Task<CasePayload?> SignPlan(
        Caller caller,
        [Description("Who, and what they say.")] SignPlanInput input,
        CancellationToken cancellation = default
    ) =>
        await OnPlanAsync(
            caller,
            input.Case,
            nameof(SignPlan),
            (plan, words) =>
            {
                var view = words.May("view", input.View);
                words.Check(input.Agreed || view is not null, "view", "view-missing", "Write why the plan was not signed.");
                return new PlanSigned(plan.Plan.Version, input.Party, words.Need("name", input.Name, 200), input.Agreed, view, clock.Today);
            },
            cancellation
        );

    [Description("Writes down that an action of the plan was done, or will not be.")]
    [Cost(10)]
    public async Task<CasePayload?> SettlePlanAction(
        Caller caller,
        [Description("The action, and what became of it.")] SettleActionInput input,
        CancellationToken cancellation = default
    ) =>
        await OnPlanAsync(
            caller,
            input.Case,
            nameof(SettlePlanAction),
            (plan, words) =>
            {
                words.Check(
                    plan.Plan.Actions.Any(action => action.Number == input.Number) && !plan.Settled.ContainsKey(input.Number),
                    "number",
                    "action-unknown",
                    "The plan has no such action, or it is settled."
                );
                return new PlanActionSettled(input.Number, input.Done, words.Need("note", input.Note), clock.Today);
            },
            cancellation
        );

    [Description(
        "Reviews the plan with what was attended since, from the marks. It cannot be closed without the child's view and how it changed the decision, unless a reason is given."
    )]
    [Cost(20)]
    public async Task<CasePayload?> ReviewPlan(
        Caller caller,
        [Description("What the review comes to.")] ReviewPlanInput input,
        CancellationToken cancellation = default
    )
    {
        var folder = await desk.OpenAsync(caller, input.Case, cancellation);
        var today = clock.Today;
        var since = PlanState.Of(folder.File)?.ReviewsFrom ?? today;
        var sessions = await mediator.Send(new ReadSessions(Caller.System("casework"), folder.File.Pupil, since, today), cancellation);
        var counts = sessions.IsOk ? sessions.Value.Count(since, today) : default;
        return await OnPlanAsync(
            caller,
            input.Case,
            nameof(ReviewPlan),
            (plan, words) =>
            {
                var view = words.May("childView", input.ChildView);
                var changed = words.May("childChanged", input.ChildChanged, 1000);
                var missing = words.May("childViewMissing", input.ChildViewMissing, 500);
                words.Check(
                    view is not null || missing is not null,
                    "childView",
                    "child-view-missing",
                    "Write what the child says, or why nobody knows."
                );
                words.Check(
                    view is null || changed is not null,
                    "childChanged",
                    "child-changed-missing",
                    "Write how the child's view changed the decision, or that it did not."
                );
                var ends = input.Outcome is PlanReviewOutcome.Close;
                DateOnly? next = ends ? null : input.NextOn ?? PlanState.DefaultReview(today);
                words.Check(next is null || next > today, "nextOn", "review-past", "A review is on a later day.");
                return new PlanReviewed(
                    plan.NextReview,
                    today,
                    input.Outcome,
                    words.Need("notes", input.Notes),
                    view,
                    view is null ? null : changed,
                    view is null ? missing : null,
                    counts.Possible,
                    counts.Attended,
                    next
                );
            },
            cancellation
        );
    }

    private Task<CasePayload> OnPlanAsync(
        Caller caller,
        string id,
        string operation,
        Func<PlanState, Words, CaseEvent> decide,
        CancellationToken cancellation
    ) =>
        desk.WorkAsync(
            caller,
            id,
            operation,
            file =>
            {
                if (PlanState.Of(file) is not { } plan)
                    return new Error("plan-missing", "The case has no plan yet.");
                var words = new Words();
                return words.Or(decide(plan, words));
            },
            cancellation
        );
}

[Description("Somebody's agreement to a plan.")]
internal sealed record SignPlanInput(
    [property: Description("The case's id."), Id] string Case,
    [property: Description("As what.")] Party Party,
    [property: Description("Name, 1 to 200 characters."), Personal] string Name,
    [property: Description("False when it was not signed: then say why.")] bool Agreed,
    [property: Description("What they say of the plan."), Personal] string? View = null
);

[Description("What became of an action.")]
internal sealed record SettleActionInput(
    [property: Description("The case's id."), Id] string Case,
    [property: Description("The action's number.")] int Number,
    [property: Description("True when it was done.")] bool Done,
    [property: Description("How, or why not."), Personal] string Note
);

[Description("A review of a plan.")]
internal sealed record ReviewPlanInput(
    [property: Description("The case's id."), Id] string Case,
    [property: Description("What it comes to.")] PlanReviewOutcome Outcome,
    [property: Description("What was said."), Personal] string Notes,
    [property: Description("What the child says."), Personal] string? ChildView = null,
    [property: Description("How the child's view changed the decision."), Personal] string? ChildChanged = null,
    [property: Description("Why the child's view is missing."), Personal] string? ChildViewMissing = null,
    [property: Description("The next review; left out: at the end of the half term.")] DateOnly? NextOn = null
);
