using System.Collections.Immutable;

namespace Attendance.Casework.Enforcement.Law;

/// <summary>
/// A step as it was taken: what was said, and what the law made of it on that day, so that a later change of options changes nothing that was done.
/// <paramref name="After"/>: the matter it followed from, for the first step of one that did.
/// </summary>
internal sealed record StepTaken(
    int Matter,
    Track Track,
    int Parent,
    Step Step,
    Stage To,
    DateOnly On,
    StepDetails Details,
    StepOutcome Outcome,
    int? After = null
)
{
    /// <summary>The matter after this step.</summary>
    public Matter Apply(Matter? before)
    {
        var matter = before ?? new Matter(Matter, Track, Parent) { After = After };
        return matter with
        {
            Stage = To,
            OpenedOn = matter.OpenedOn ?? On,
            LastOn = On,
            Period = Details is { From: { } from, To: { } to } ? (from, to) : matter.Period,
            Watch = Outcome.WatchUntil is { } watch ? (On, watch) : matter.Watch,
            Notice = Outcome.Notice ?? matter.Notice,
            Issuer = Step is Step.Warn or Step.RequireImprovement or Step.IssueNotice ? Details.Issuer : matter.Issuer,
            CourtBy = Outcome.CourtBy ?? matter.CourtBy,
            WaitUntil = Outcome.WaitUntil ?? matter.WaitUntil,
            Offence = Details.Offence ?? matter.Offence,
            Hearing = Details.Hearing ?? matter.Hearing,
            Order = Outcome.OrderTo is { } until ? (matter.Order?.From ?? On, until) : matter.Order,
            Directions = Step switch
            {
                Step.GiveDirection => matter.Directions.Add(new OrderDirection(Details.Until!.Value, null)),
                Step.RecordCompliance => Followed(matter.Directions, true),
                Step.RecordFailure => Followed(matter.Directions, false),
                _ => matter.Directions,
            },
            Amount = Step is Step.PayLowRate or Step.PayHighRate or Step.RecordFine ? Details.Amount : matter.Amount,
            Costs = Details.Costs ?? matter.Costs,
        };
    }

    private ImmutableList<OrderDirection> Followed(ImmutableList<OrderDirection> directions, bool followed) =>
        directions.SetItem(Details.Direction!.Value - 1, directions[Details.Direction.Value - 1] with { Followed = followed });
}

/// <summary>What the law made of a step on its day: the clocks it started.</summary>
internal sealed record StepOutcome
{
    /// <summary>Nothing.</summary>
    public static readonly StepOutcome None = new();

    /// <summary>The last day that a warning or a notice to improve watches.</summary>
    public DateOnly? WatchUntil { get; init; }

    /// <summary>The penalty notice issued.</summary>
    public PenaltyNotice? Notice { get; init; }

    /// <summary>The last day of the fast track's clock.</summary>
    public DateOnly? CourtBy { get; init; }

    /// <summary>The day up to which the next step has to wait.</summary>
    public DateOnly? WaitUntil { get; init; }

    /// <summary>The last day of an order.</summary>
    public DateOnly? OrderTo { get; init; }

    /// <summary>What is unusual: a sentence above the maximum.</summary>
    public string? Warning { get; init; }
}
