using System.Collections.Immutable;

namespace Attendance.Casework.Enforcement.Law;

/// <summary>
/// One enforcement matter: a track against one parent about one child, folded from the steps taken. Pure. <see cref="Parent"/> is the parent's number in the child's cases:
/// ledgers are kept by it.
/// </summary>
internal sealed record Matter(int Number, Track Track, int Parent)
{
    public Stage Stage { get; init; }

    /// <summary>The matter that this one followed from, when it did: a notice that stayed unpaid, an order that was breached.</summary>
    public int? After { get; init; }

    /// <summary>The day of the first step.</summary>
    public DateOnly? OpenedOn { get; init; }

    /// <summary>The evidence period of the last step that rests on one.</summary>
    public (DateOnly From, DateOnly To)? Period { get; init; }

    /// <summary>When the warning or notice to improve was issued, and the last day that it watches.</summary>
    public (DateOnly From, DateOnly Until)? Watch { get; init; }

    /// <summary>The penalty notice, once issued.</summary>
    public PenaltyNotice? Notice { get; init; }

    /// <summary>Who warned, or issued the notice last; null before.</summary>
    public NoticeIssuer? Issuer { get; init; }

    /// <summary>The last day of the fast track's clock.</summary>
    public DateOnly? CourtBy { get; init; }

    /// <summary>The last day of a fast track's action plan, or of an attendance order's first notice.</summary>
    public DateOnly? WaitUntil { get; init; }

    public Offence? Offence { get; init; }

    /// <summary>The next or last hearing.</summary>
    public DateOnly? Hearing { get; init; }

    /// <summary>First and last day of an order in force.</summary>
    public (DateOnly From, DateOnly To)? Order { get; init; }

    /// <summary>Directions in order: when due, and whether followed (null: not known yet).</summary>
    public ImmutableList<OrderDirection> Directions { get; init; } = [];

    /// <summary>Pounds: paid, or fined; and costs awarded.</summary>
    public decimal? Amount { get; init; }

    /// <summary>See <see cref="Amount"/>.</summary>
    public decimal? Costs { get; init; }

    /// <summary>The day of the last step.</summary>
    public DateOnly? LastOn { get; init; }

    /// <summary>True when no step leads on.</summary>
    public bool IsOver => Stage is not Stage.New && !TrackTable.From(Track, Stage).Any();
}

/// <summary>
/// A penalty notice as issued: its number, when it was issued and received, and the terms it was issued under.
/// </summary>
internal sealed record PenaltyNotice(string Number, PenaltyKind Kind, DateOnly IssuedOn, DateOnly ReceivedOn, PenaltyTerms Terms)
{
    public DateOnly? LowUntil => Terms.LowUntil(ReceivedOn);

    public DateOnly HighUntil => Terms.HighUntil(ReceivedOn);

    public DateOnly ProceedingsFrom => Terms.ProceedingsFrom(ReceivedOn);
}

/// <summary>A direction of a supervisor: when it is due, and whether it was followed.</summary>
internal sealed record OrderDirection(DateOnly Due, bool? Followed);
