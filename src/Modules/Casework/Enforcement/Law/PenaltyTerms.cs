using System.ComponentModel;
using GraphQL;

namespace Attendance.Casework.Enforcement.Law;

/// <summary>
/// Amounts and days of a penalty notice, by its date of issue. Pounds and calendar days. Day 1 is the day on which the notice is received.
/// <paramref name="Low"/> is null for a second notice under the national framework: one flat amount. Source: SI 2004/181, SI 2007/1867 and their amendments (RULES 6.2).
/// </summary>
internal sealed record PenaltyTerms(decimal? Low, int LowDays, decimal High, int HighDays, string Source)
{
    /// <summary>The day on which penalty notices for absence began: Anti-social Behaviour Act 2003 s23.</summary>
    public static readonly DateOnly First = new(2004, 2, 27);

    /// <summary>The national framework's first day.</summary>
    public static readonly DateOnly NationalFramework = new(2024, 8, 19);

    /// <summary>The first day of notices for an excluded child in a public place.</summary>
    public static readonly DateOnly ExcludedFrom = new(2007, 9, 1);

    private static readonly (DateOnly From, PenaltyTerms Terms)[] ByDate =
    [
        (First, new(50, 28, 100, 42, "SI 2004/181")),
        (new(2012, 9, 1), new(60, 28, 120, 42, "SI 2012/1046")),
        (new(2013, 9, 1), new(60, 21, 120, 28, "SI 2013/757")),
    ];

    private static readonly PenaltyTerms FirstNational = new(80, 21, 160, 28, "national framework 2024, first notice");
    private static readonly PenaltyTerms SecondNational = new(null, 0, 160, 28, "national framework 2024, second notice in three years");

    /// <summary>
    /// The terms of a notice issued on a day, when the ledger counts <paramref name="earlier"/> notices. Null: no notice may be issued (before the power, or the
    /// third in three years).
    /// </summary>
    public static PenaltyTerms? On(DateOnly issued, PenaltyKind kind, int earlier)
    {
        if (issued < (kind is PenaltyKind.Absence ? First : ExcludedFrom))
            return null;
        if (kind is PenaltyKind.Absence && issued >= NationalFramework)
            return earlier switch
            {
                0 => FirstNational,
                1 => SecondNational,
                _ => null,
            };
        return ByDate.Last(row => row.From <= issued).Terms;
    }

    /// <summary>The last day of the lower amount; null when there is none.</summary>
    public DateOnly? LowUntil(DateOnly received) => Low is null ? null : received.AddDays(LowDays - 1);

    /// <summary>The last day on which the penalty can be paid at all.</summary>
    public DateOnly HighUntil(DateOnly received) => received.AddDays(HighDays - 1);

    /// <summary>The first day of proceedings: the day after the last day of payment.</summary>
    public DateOnly ProceedingsFrom(DateOnly received) => HighUntil(received).AddDays(1);
}

/// <summary>What a penalty notice is given for: the two kinds keep different amounts after August 2024 (RULES 6.2).</summary>
[Description("What a penalty notice is given for.")]
[Name("PenaltyKind")]
internal enum PenaltyKind
{
    [Description("Education Act 1996 s444A: a registered child fails to attend regularly.")]
    Absence,

    [Description(
        "Education and Inspections Act 2006 s105: an excluded child in a public place in the first five days; from September 2007."
    )]
    ExcludedInPublic,
}
