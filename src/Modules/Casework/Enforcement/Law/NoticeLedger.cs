namespace Attendance.Casework.Enforcement.Law;

/// <summary>
/// The ledger of penalty notices of one parent for one child: under the national framework the second in three years is dearer and a third is forbidden.
/// Notices from before 19 August 2024 never count. The other parent, and a brother or sister, have ledgers of their own. Pure. Source: RULES 6.4.
/// </summary>
internal static class NoticeLedger
{
    /// <summary>The number of notices in three years from which on a further one is forbidden.</summary>
    public const int Most = 2;

    private const int Years = 3;

    /// <summary>Notices that count against one to be issued on a day.</summary>
    public static int Counted(IEnumerable<LedgerNotice> notices, DateOnly on, LedgerRule rule)
    {
        if (on < PenaltyTerms.NationalFramework)
            return 0;
        var counted = notices
            .Where(notice =>
                notice.Counts
                && notice.Kind is PenaltyKind.Absence
                && notice.IssuedOn >= PenaltyTerms.NationalFramework
                && notice.IssuedOn <= on
            )
            .Select(notice => notice.IssuedOn)
            .Order()
            .ToList();
        return rule switch
        {
            LedgerRule.Rolling => counted.Count(issued => issued > on.AddYears(-Years)),
            LedgerRule.FromFirstNotice => FromFirst(counted, on),
        };
    }

    private static int FromFirst(List<DateOnly> issued, DateOnly on)
    {
        DateOnly? first = null;
        var count = 0;
        foreach (var day in issued)
        {
            if (first is null || day >= first.Value.AddYears(Years))
                (first, count) = (day, 0);
            count++;
        }
        return first is { } began && on < began.AddYears(Years) ? count : 0;
    }
}

/// <summary>How three years are counted after the first notice under the national framework: sources differ (RULES 6.4).</summary>
internal enum LedgerRule
{
    /// <summary>A notice counts while less than three years have passed since its own issue.</summary>
    Rolling,

    /// <summary>Three years run from the first notice; the first one after them begins a new ledger.</summary>
    FromFirstNotice,
}

/// <summary>A penalty notice as the ledger of one parent and one child keeps it. <paramref name="Counts"/>: false once withdrawn, or when a court found no guilt.</summary>
internal sealed record LedgerNotice(string Number, PenaltyKind Kind, DateOnly IssuedOn, bool Counts);
