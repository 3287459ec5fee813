using System.ComponentModel;
using Attendance.Casework.Cases;
using Attendance.Casework.Enforcement.Law;
using Attendance.SharedKernel;
using Attendance.SharedKernel.GraphQL;
using GraphQL.DataLoader;

namespace Attendance.Casework.Enforcement;

/// <summary>A matter in the GraphQL schema.</summary>
[Description("One way of enforcement against one parent about one child.")]
[GraphQL.Name("EnforcementMatter")]
internal sealed class MatterNode(MatterFile file, Circumstances facts, CaseReads reads)
{
    private readonly Matter _matter = file.Matter;

    [Description("Its number among the child's matters.")]
    public int Number => _matter.Number;

    [Description("Which way.")]
    public Track Track => _matter.Track;

    [Description("The way's name.")]
    public string Title => MatterWords.Title(_matter.Track);

    [Description("Where it stands.")]
    public Stage Stage => _matter.Stage;

    [Description("Where it stands, in words.")]
    public string Stands => MatterWords.Stands(_matter.Stage);

    [Description("True when nothing leads on.")]
    public bool Over => _matter.IsOver;

    [Description("Against whom.")]
    public string ParentName => file.ParentName;

    [Description("The day of the first step.")]
    public DateOnly? OpenedOn => _matter.OpenedOn;

    [Description("The matter that it followed from.")]
    public int? After => _matter.After;

    [Description("The first day of the evidence.")]
    public DateOnly? EvidenceFrom => _matter.Period?.From;

    [Description("The last day of the evidence.")]
    public DateOnly? EvidenceTo => _matter.Period?.To;

    [Description("Half-days that it rests on, as they were last judged.")]
    public int? EvidenceHalfDays => file.Evidence?.Count;

    [Description("The last day that a warning or notice to improve watches.")]
    public DateOnly? WatchUntil => _matter.Watch?.Until;

    [Description("Unauthorised half-days since that letter, as they are now.")]
    [Cost(1)]
    public IReadOnlyList<WatchedAbsence>? WatchAbsences =>
        _matter.Watch is { } watch
            ?
            [
                .. facts
                    .EvidenceOf(watch.From.AddDays(1), watch.Until)
                    .Admitted.Select(mark => new WatchedAbsence(mark.Session.Date, mark.Session.Half, mark.Code)),
            ]
            : null;

    [Description("The penalty notice, once issued.")]
    public NoticeNode? Notice =>
        _matter.Notice is { } notice
            ? new NoticeNode(
                notice.Number,
                notice.IssuedOn,
                notice.ReceivedOn,
                notice.Terms.Low,
                notice.LowUntil,
                notice.Terms.High,
                notice.HighUntil,
                notice.ProceedingsFrom
            )
            : null;

    [Description("Who warned, or issued the notice last; null before.")]
    public NoticeIssuer? Issuer => _matter.Issuer;

    [Description("The last day of a fast track's clock.")]
    public DateOnly? CourtBy => _matter.CourtBy;

    [Description("True when the fast track's clock ran out before it came to court.")]
    public bool CourtOverdue =>
        _matter.CourtBy is { } by
        && facts.Today > by
        && _matter.Stage is Stage.FastTrackEntered or Stage.PanelHeld or Stage.ActionPlan or Stage.Reviewed;

    [Description("The section of the offence.")]
    public string? Offence => _matter.Offence is { } offence ? OffenceLaw.Of(offence).Section : null;

    [Description("The next or last hearing.")]
    public DateOnly? Hearing => _matter.Hearing;

    [Description("The first day of an order or contract.")]
    public DateOnly? OrderFrom => _matter.Order?.From;

    [Description("The last day of an order or contract.")]
    public DateOnly? OrderTo => _matter.Order?.To;

    [Description("Directions of a supervisor, in order.")]
    [Cost(1)]
    public IReadOnlyList<DirectionNode> Directions =>
        [
            .. _matter.Directions.Select(
                (direction, i) =>
                    new DirectionNode(i + 1, direction.Due, direction.Followed, direction.Followed is null && direction.Due < facts.Today)
            ),
        ];

    [Description("Pounds: paid, or fined.")]
    public decimal? Amount => _matter.Amount;

    [Description("Costs awarded, in pounds.")]
    public decimal? Costs => _matter.Costs;

    [Description("What a correction changed of the evidence after it was used, and waits for a decision.")]
    [Cost(1)]
    public EvidenceChangeNode? Changed =>
        file.Changed is { } changed ? new EvidenceChangeNode(changed.On, Sessions(changed.Gone), Sessions(changed.New)) : null;

    [Description("Its steps, the first first.")]
    [Cost(2)]
    public IReadOnlyList<MatterStepNode> Steps => [.. file.Steps.Select(step => new MatterStepNode(step.Recorded, step.Step, reads))];

    [Description("What could be done next, and what keeps it back.")]
    [Cost(2)]
    public IReadOnlyList<StepOption> Options => file.IsPresent ? StepOption.Of(_matter, facts) : [];

    private static List<string> Sessions(IReadOnlyList<EvidenceMark> marks) =>
        [.. marks.Select(mark => new SessionKey(mark.Session).ToString())];
}

[Description("An unauthorised half-day in a period that is watched.")]
internal sealed record WatchedAbsence(
    [property: Description("The date.")] DateOnly Date,
    [property: Description("AM or PM.")] HalfDay Half,
    [property: Description("The code.")] string Code
);

[Description("A penalty notice.")]
[GraphQL.Name("PenaltyNotice")]
internal sealed record NoticeNode(
    [property: Description("Its number, which is on the letter.")] string Number,
    [property: Description("When it was issued.")] DateOnly IssuedOn,
    [property: Description("When it was received, or is deemed to have been.")] DateOnly ReceivedOn,
    [property: Description("The lower amount in pounds; null for a second notice in three years.")] decimal? Low,
    [property: Description("Its last day.")] DateOnly? LowUntil,
    [property: Description("The full amount in pounds.")] decimal High,
    [property: Description("The last day of payment.")] DateOnly HighUntil,
    [property: Description("The first day of proceedings.")] DateOnly ProceedingsFrom
);

[Description("A direction under a supervision order.")]
[GraphQL.Name("OrderDirection")]
internal sealed record DirectionNode(
    [property: Description("From 1.")] int Number,
    [property: Description("By when.")] DateOnly Due,
    [property: Description("Whether it was followed; null: not known yet.")] bool? Followed,
    [property: Description("True when its day has passed and nobody said whether it was followed.")] bool Overdue
);

[Description("What a correction changed of the evidence of a matter.")]
[GraphQL.Name("EvidenceChange")]
internal sealed record EvidenceChangeNode(
    [property: Description("When that was seen.")] DateOnly On,
    [property: Description("Half-days that no longer count.")] IReadOnlyList<string> Gone,
    [property: Description("Half-days that count now.")] IReadOnlyList<string> New
);

/// <summary>A step taken.</summary>
[Description("A step taken in a matter.")]
[GraphQL.Name("EnforcementStepTaken")]
internal sealed class MatterStepNode(RecordedEvent recorded, MatterStepTaken step, CaseReads reads)
{
    [Description("The day of the step.")]
    public DateOnly On => step.Taken.On;

    [Description("What was done.")]
    public string Text => step.Tell();

    [Description("Who recorded it, or approved it.")]
    [Cost(1)]
    public IDataLoaderResult<string> By() => reads.By(recorded.By);

    [Description("Who proposed it, when a second person approved it.")]
    [Cost(1)]
    public IDataLoaderResult<string>? ProposedBy() => step.ProposedBy is { } by ? reads.By(by) : null;

    [Description("The locality team that discharged the duty.")]
    public string? Team => step.Team;

    [Description("Something unusual: a sentence above the maximum.")]
    public string? Warning => step.Taken.Outcome.Warning;
}
