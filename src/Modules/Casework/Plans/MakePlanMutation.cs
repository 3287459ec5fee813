using System.ComponentModel;
using Attendance.Access.Contracts;
using Attendance.Casework.Allocation;
using Attendance.Casework.Assessments;
using Attendance.Casework.Cases;
using Attendance.Casework.Terms;
using Attendance.Schools.Contracts;
using Attendance.SharedKernel;
using Attendance.SharedKernel.GraphQL;
using Attendance.SharedKernel.Time;
using MediatR;
using IdAttribute = GraphQL.IdAttribute;

namespace Attendance.Casework.Plans;

/// <summary>Makes a Personal Attendance Plan, or its next version.</summary>
[MutationRoot]
internal sealed class MakePlanMutation(CaseDesk desk, IWatchList watches, IMediator mediator, ReferralTermsStore terms, SchoolClock clock)
{
    private static readonly Caller Job = Caller.System("casework");

    [Description(
        "Makes the Personal Attendance Plan of a case, or its next version as a whole. It needs an assessment, a target, and at least one offer of support."
    )]
    [Cost(20)]
    public async Task<CasePayload?> MakePlan(
        Caller caller,
        [Description("The plan.")] PlanInput input,
        CancellationToken cancellation = default
    )
    {
        var folder = await desk.OpenAsync(caller, input.Case, cancellation);
        var pupil = folder.File.Pupil;
        var school = (await mediator.Send(new ReadPupils(Job, [pupil]), cancellation)).GetValueOrDefault(pupil)?.School;
        var agreed = (await terms.ReadAsync(school, cancellation)).ReviewOn(clock.Today);
        return await desk.ChangeAsync(
            caller,
            input.Case,
            Act.WorkCase,
            nameof(MakePlan),
            file => Decide(file, input, agreed),
            (transaction, _, _) => watches.AddAsync(transaction, caller, folder.File.Pupil, CaseGrants.Watcher(folder.File)),
            cancellation
        );
    }

    private Result<CaseEvent[]> Decide(CaseFile file, PlanInput input, DateOnly? agreedReview)
    {
        if (!file.IsOpen)
            return CaseDesk.Closed;
        if (!file.Of<AssessmentRecorded>().Any())
            return new Error("assessment-missing", "Assess the circumstances first: a plan rests on them.");
        var before = PlanState.Of(file);
        var today = clock.Today;
        var words = new Words();
        var aim = words.Need("aim", input.Aim, 500);
        words.Check(
            input.Targets.Count > 0,
            "targets",
            "targets-missing",
            "Name the attendance that is aimed at, for at least one half term."
        );
        var targets = input.Targets.Select((target, i) => Target(words, i, target)).ToList();
        words.Check(targets.Distinct().Count() == targets.Count, "targets", "target-twice", "One target for a half term.");
        words.Check(input.Actions.Any(action => action.Support), "actions", "support-missing", "Offer support: a plan is not only duties.");
        var actions = Actions(words, input.Actions, before, today);
        var childView = words.May("childView", input.ChildView);
        var missing = words.May("childViewMissing", input.ChildViewMissing, 500);
        words.Check(
            childView is not null || missing is not null,
            "childView",
            "child-view-missing",
            "Write what the child says, or why nobody knows."
        );
        var changes = before is null ? null : words.Need("changes", input.Changes, 500);
        var reviewOn = input.ReviewOn ?? agreedReview ?? PlanState.DefaultReview(today);
        words.Check(reviewOn > today, "reviewOn", "review-past", "A review is on a later day.");
        return words.Or(
            new PlanMade(
                (before?.Plan.Version ?? 0) + 1,
                aim,
                targets,
                actions,
                childView,
                childView is null ? missing : null,
                before?.NextReview ?? 1,
                reviewOn,
                changes
            )
        );
    }

    private static PlanTarget Target(Words words, int i, PlanTargetInput target)
    {
        words.Check(target.Percent is >= 1 and <= 100, $"targets/{i}/percent", "percent-invalid", "A whole number from 1 to 100.");
        words.Check(target.Year.StartYear is > 1990 and < 2200, $"targets/{i}/year", "year-invalid", "A school year.");
        return new PlanTarget(target.Year.StartYear, target.HalfTerm, target.Percent);
    }

    private static List<PlanAction> Actions(Words words, IReadOnlyList<PlanActionInput> given, PlanState? before, DateOnly today)
    {
        var known = before?.Plan.Actions.ToDictionary(action => action.Number) ?? [];
        var next = known.Count == 0 ? 1 : known.Keys.Max() + 1;
        var actions = new List<PlanAction>();
        foreach (var (action, i) in given.Select((action, i) => (action, i)))
        {
            var number = action.Number ?? next++;
            words.Check(
                action.Number is null || (known.ContainsKey(number) && actions.TrueForAll(other => other.Number != number)),
                $"actions/{i}/number",
                "action-unknown",
                "The version before has no such action, or it is named twice."
            );
            var done = before?.Settled.ContainsKey(number) == true;
            words.Check(done || action.DueOn >= today, $"actions/{i}/dueOn", "due-past", "An action is due today or later.");
            actions.Add(
                new PlanAction(
                    number,
                    action.Party,
                    words.Need($"actions/{i}/owner", action.Owner, 200),
                    words.Need($"actions/{i}/what", action.What, 500),
                    action.DueOn,
                    action.Support,
                    done
                )
            );
        }
        return actions;
    }
}

[Description("A Personal Attendance Plan.")]
internal sealed record PlanInput(
    [property: Description("The case's id."), Id] string Case,
    [property: Description("What the plan is for, in a sentence."), Personal] string Aim,
    [property: Description("The attendance aimed at.")] IReadOnlyList<PlanTargetInput> Targets,
    [property: Description("Who does what by when.")] IReadOnlyList<PlanActionInput> Actions,
    [property: Description("What the child says of the plan."), Personal] string? ChildView = null,
    [property: Description("Why the child's view is missing."), Personal] string? ChildViewMissing = null,
    [property: Description("When it is reviewed; left out: at the end of the half term.")] DateOnly? ReviewOn = null,
    [property: Description("What is new since the version before. Needed from the second version on."), Personal] string? Changes = null
);

[Description("The attendance aimed at in a half term.")]
internal sealed record PlanTargetInput(
    [property: Description("The school year.")] AcademicYear Year,
    [property: Description("The half term.")] HalfTerm HalfTerm,
    [property: Description("Whole per cent of the possible half-days, 1 to 100.")] int Percent
);

[Description("Something that somebody does by a day.")]
internal sealed record PlanActionInput(
    [property: Description("Who it falls to.")] Party Party,
    [property: Description("The person or service, 1 to 200 characters."), Personal] string Owner,
    [property: Description("What, 1 to 500 characters."), Personal] string What,
    [property: Description("By when.")] DateOnly DueOn,
    [property: Description("True for help that is offered to the family; false for a duty.")] bool Support,
    [property: Description("The action's number, when it is one of the version before.")] int? Number = null
);
