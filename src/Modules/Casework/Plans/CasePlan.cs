using System.ComponentModel;
using Attendance.Access.Contracts;
using Attendance.Casework.Cases;
using Attendance.Schools.Contracts;
using Attendance.SharedKernel;
using Attendance.SharedKernel.GraphQL;
using Attendance.SharedKernel.Time;
using GraphQL.DataLoader;
using MediatR;

namespace Attendance.Casework.Plans;

/// <summary>The plan of a case.</summary>
[Extends(typeof(CaseNode))]
internal sealed class CasePlan(CaseReads reads)
{
    [Description("The Personal Attendance Plan as it stands; null before the first.")]
    [Cost(1)]
    public PlanNode? Plan(CaseNode node) =>
        PlanState.Of(node.Folder.File) is { } state ? new PlanNode(state, node.Folder.File.Pupil, reads) : null;
}

/// <summary>A plan in the GraphQL schema.</summary>
[Description("A Personal Attendance Plan: who does what by when, and what attendance is aimed at.")]
[GraphQL.Name("AttendancePlan")]
internal sealed class PlanNode(PlanState state, PupilId pupil, CaseReads reads)
{
    /// <summary>What the plan is made from.</summary>
    internal PlanState State => state;

    /// <summary>Whose it is.</summary>
    internal PupilId Pupil => pupil;

    [Description("The first is 1.")]
    public int Version => state.Plan.Version;

    [Description("When this version was made.")]
    public DateTimeOffset MadeAt => state.Recorded.At;

    [Description("By whom.")]
    [Cost(1)]
    public IDataLoaderResult<string> MadeBy() => reads.By(state.Recorded.By);

    [Description("What it is for.")]
    public string Aim => state.Plan.Aim;

    [Description("What is new since the version before.")]
    public string? Changes => state.Plan.Changes;

    [Description("What the child says of it; null when that is missing.")]
    public string? ChildView => state.Plan.ChildView;

    [Description("Why the child's view is missing.")]
    public string? ChildViewMissing => state.Plan.ChildViewMissing;

    [Description("Who does what by when.")]
    public IReadOnlyList<PlanActionNode> Actions =>
        [
            .. state.Plan.Actions.Select(action =>
            {
                var settled = state.Settled.GetValueOrDefault(action.Number);
                return new PlanActionNode(
                    action.Number,
                    action.Party,
                    action.Owner,
                    action.What,
                    action.DueOn,
                    action.IsSupport,
                    settled?.Done,
                    settled?.Note,
                    settled?.On
                );
            }),
        ];

    [Description("Who agreed to this version, or did not.")]
    public IReadOnlyList<PlanSignature> Signatures =>
        [.. state.Signatures.Select(signed => new PlanSignature(signed.Party, signed.Name, signed.Agreed, signed.View, signed.On))];

    [Description("Reviews so far, over all versions.")]
    public IReadOnlyList<PlanReview> Reviews =>
        [
            .. state.Reviews.Select(review => new PlanReview(
                review.Number,
                review.On,
                review.Outcome,
                review.Notes,
                review.ChildView,
                review.ChildChanged,
                review.ChildViewMissing,
                review.Possible,
                review.Attended
            )),
        ];
}

/// <summary>The targets of a plan, held against the marks at every look.</summary>
[Extends(typeof(PlanNode))]
internal sealed class PlanTargets(IMediator mediator, SchoolClock clock)
{
    private static readonly Caller Job = Caller.System("casework");

    [Description("The attendance aimed at, held against every mark so far.")]
    [Cost(5)]
    public async Task<IReadOnlyList<PlanTargetNode>> Targets(PlanNode plan, CancellationToken cancellation = default)
    {
        var today = clock.Today;
        var targets = plan.State.Plan.Targets;
        var read = await mediator.Send(
            new ReadSessions(Job, plan.Pupil, targets.Min(target => target.From), targets.Max(target => target.To)),
            cancellation
        );
        return
        [
            .. targets
                .OrderBy(target => target.From)
                .Select(target =>
                {
                    var counts = read.IsOk ? read.Value.Count(target.From, target.To) : default;
                    return new PlanTargetNode(
                        new AcademicYear(target.Year),
                        target.HalfTerm,
                        target.From,
                        target.To,
                        target.Percent,
                        counts.Possible,
                        counts.Attended,
                        PlanTracking.Judge(target.Percent, counts, Left(read, today, target.To), today > target.To)
                    );
                }),
        ];
    }

    /// <summary>Half-days after today, up to and with a day, at which the child's school is open.</summary>
    private static int Left(Result<ChildSessions> read, DateOnly today, DateOnly to) =>
        read.IsOk ? read.Value.Due.Count(session => session.Date > today && session.Date <= to) : 0;
}

[Description("The attendance aimed at in a half term, and how it stands.")]
[GraphQL.Name("PlanTarget")]
internal sealed record PlanTargetNode(
    [property: Description("The school year.")] AcademicYear Year,
    [property: Description("The half term.")] HalfTerm HalfTerm,
    [property: Description("Its first day.")] DateOnly From,
    [property: Description("Its last day.")] DateOnly To,
    [property: Description("Aimed at, in per cent of the possible half-days.")] int Percent,
    [property: Description("Possible half-days so far.")] int Possible,
    [property: Description("Attended so far.")] int Attended,
    [property: Description("How it stands.")] TargetState State
);

[Description("Something that somebody does by a day.")]
[GraphQL.Name("PlanAction")]
internal sealed record PlanActionNode(
    [property: Description("The action's number in the case.")] int Number,
    [property: Description("Who it falls to.")] Party Party,
    [property: Description("The person or service.")] string Owner,
    [property: Description("What.")] string What,
    [property: Description("By when.")] DateOnly DueOn,
    [property: Description("True for help that is offered to the family; false for a duty.")] bool Support,
    [property: Description("Whether it was done; null while it is open.")] bool? Done,
    [property: Description("How, or why not.")] string? Note,
    [property: Description("When that was written down.")] DateOnly? SettledOn
);

[Description("Somebody's agreement to a plan.")]
internal sealed record PlanSignature(
    [property: Description("As what.")] Party Party,
    [property: Description("Name.")] string Name,
    [property: Description("False when it was not signed.")] bool Agreed,
    [property: Description("What they say of the plan.")] string? View,
    [property: Description("When.")] DateOnly On
);

[Description("A review of a plan.")]
internal sealed record PlanReview(
    [property: Description("The first is 1.")] int Number,
    [property: Description("When.")] DateOnly On,
    [property: Description("What it came to.")] PlanReviewOutcome Outcome,
    [property: Description("What was said.")] string Notes,
    [property: Description("What the child says.")] string? ChildView,
    [property: Description("How the child's view changed the decision.")] string? ChildChanged,
    [property: Description("Why the child's view is missing.")] string? ChildViewMissing,
    [property: Description("Possible half-days since the plan, or the review before.")] int Possible,
    [property: Description("Attended of these.")] int Attended
);
