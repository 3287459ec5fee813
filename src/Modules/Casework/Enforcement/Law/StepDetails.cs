using System.ComponentModel;
using GraphQL;

namespace Attendance.Casework.Enforcement.Law;

/// <summary>
/// What is said with a step; each step reads what it needs and refuses when that is missing. Dates are days of the step's own kind, money is pounds.
/// </summary>
internal sealed record StepDetails
{
    /// <summary>The first and last day of the evidence, for steps that rest on absences.</summary>
    public DateOnly? From { get; init; }

    /// <summary>See <see cref="From"/>.</summary>
    public DateOnly? To { get; init; }

    /// <summary>The day on which a letter was received when it was handed over; null: posted first class on the day of the step.</summary>
    public DateOnly? ReceivedOn { get; init; }

    /// <summary>The day until which something runs: a warning, a notice to improve, a direction, an order.</summary>
    public DateOnly? Until { get; init; }

    /// <summary>The day of a hearing or meeting.</summary>
    public DateOnly? Hearing { get; init; }

    /// <summary>A payment, or a fine.</summary>
    public decimal? Amount { get; init; }

    /// <summary>Costs awarded.</summary>
    public decimal? Costs { get; init; }

    /// <summary>Months of custody.</summary>
    public int? Months { get; init; }

    /// <summary>The offence prosecuted.</summary>
    public Offence? Offence { get; init; }

    /// <summary>What a penalty notice is for.</summary>
    public PenaltyKind Kind { get; init; }

    /// <summary>Who warns or issues. What others than the authority gave, they gave: no letter goes with it.</summary>
    public NoticeIssuer Issuer { get; init; }

    /// <summary>Why a notice is withdrawn.</summary>
    public WithdrawalGround? Ground { get; init; }

    /// <summary>True when a parenting order is made on conviction; false when the authority applies for one.</summary>
    public bool OnConviction { get; init; }

    /// <summary>The direction that is followed or not, from 1.</summary>
    public int? Direction { get; init; }

    /// <summary>Free words: reasons, conditions, a direction, best interests, an outcome. At most 2,000 characters.</summary>
    public string? Words { get; init; }
}

/// <summary>Why a penalty notice may be withdrawn: the only grounds there are. Source: SI 2007/1867 reg 8 (RULES 6.2).</summary>
[Description("Why a penalty notice may be withdrawn.")]
[Name("WithdrawalGround")]
internal enum WithdrawalGround
{
    [Description("It should not have been issued.")]
    ShouldNotHaveBeenIssued,

    [Description("It was issued to the wrong person.")]
    WrongPerson,

    [Description("It contains material errors.")]
    MaterialErrors,

    [Description("It stayed unpaid and the authority does not prosecute.")]
    UnpaidAndNotProsecuted,
}
