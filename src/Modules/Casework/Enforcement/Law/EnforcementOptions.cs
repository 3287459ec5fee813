namespace Attendance.Casework.Enforcement.Law;

/// <summary>
/// What the law leaves to the authority's own code of conduct. Section <c>Casework:Enforcement</c>. Defaults are those of RULES 6; Salford's own of 2007 were not
/// found.
/// </summary>
internal sealed record EnforcementOptions
{
    /// <summary>The authority's name on letters and court packs.</summary>
    public string Authority { get; init; } = "Salford City Council";

    /// <summary>How a penalty is paid, as a sentence.</summary>
    public string HowToPay { get; init; } = "Pay online or by telephone at the council's payment line.";

    /// <summary>School days that a warning watches. 15; 5 to 60.</summary>
    public int WarningSchoolDays { get; init; } = 15;

    /// <summary>Unauthorised half-days in the warning period from which a notice may follow. 1; 1 to 20.</summary>
    public int AbsencesInWarning { get; init; } = 1;

    /// <summary>Unauthorised half-days in a term from which a notice may follow, before the national framework. 10; 1 to 40.</summary>
    public int TermThreshold { get; init; } = 10;

    /// <summary>Shortest and longest school weeks of a notice to improve. 3 and 6.</summary>
    public int ImprovementWeeksLeast { get; init; } = 3;

    /// <summary>See <see cref="ImprovementWeeksLeast"/>.</summary>
    public int ImprovementWeeksMost { get; init; } = 6;

    /// <summary>Working days after first-class posting on which a letter is deemed received. 2; 1 to 5.</summary>
    public int DeemedServiceDays { get; init; } = 2;

    /// <summary>How three years are counted. <see cref="LedgerRule.Rolling"/>.</summary>
    public LedgerRule Ledger { get; init; } = LedgerRule.Rolling;

    /// <summary>Percent of possible half-days that were missed without leave, from which a fast track may start. 15; 5 to 50.</summary>
    public int FastTrackPercent { get; init; } = 15;

    /// <summary>Weeks from entry of the fast track to court. 12; 8 to 20.</summary>
    public int FastTrackWeeks { get; init; } = 12;

    /// <summary>Weeks that a fast track's action plan runs. 4; 2 to 6.</summary>
    public int ActionPlanWeeks { get; init; } = 4;

    /// <summary>Directions not followed from which failing is persistent. 2; 1 to 5.</summary>
    public int PersistentFailures { get; init; } = 2;

    /// <summary>The first day on which the authority, and not only a court, may seek a parenting order. Anti-social Behaviour Act 2003 s20 as widened in September 2007.</summary>
    public DateOnly ParentingOrderByApplicationFrom { get; init; } = new(2007, 9, 1);

    /// <summary>The least days of a school attendance order's first notice, counted from the day of service. 15; the law's own.</summary>
    public int AttendanceOrderDays { get; init; } = 15;
}
