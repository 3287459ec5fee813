namespace Attendance.Schools.Flags;

/// <summary>Every rule. The order is the wire contract of snapshots: append only, never reorder.</summary>
internal static class FlagRules
{
    /// <summary>The rules, by the index that episodes store.</summary>
    public static FlagRule[] All { get; } =
    [
        new PersistentlyAbsent(),
        new PersistentAbsenceTrack(),
        new SeverelyAbsent(),
        new AttendanceBand(),
        new UnauthorisedTenInTen(),
        new UnauthorisedFastTrack(),
        new ContinuousUnauthorised(),
        new ContinuousTwentyDays(),
        new SickFifteenDays(),
        new NoContact(),
        new ConsecutiveAbsence(),
        new LateAfterClose(),
        new LateBeforeClose(),
        new MondayFriday(),
        new BrokenWeeks(),
        new Spells(),
        new Downturn(),
        new HolidayInTerm(),
        new Reintegration(),
        new AfternoonsOnly(),
        new AfterHoliday(),
        new StartOfYear(),
        new UnresolvedReason(),
    ];

    /// <summary>The index of the one rule that the daily work judges.</summary>
    public static int Daily { get; } = IndexOf("UNRESOLVED_N");

    // Health, leave, lateness, reasons not given, suspension: whoever may not see the code may not see what follows from it alone.
    private static readonly HashSet<string> OfCodes =
    [
        "SICK_15D",
        "HOLIDAY",
        "LATE_U",
        "LATE_L",
        "UNRESOLVED_N",
        "NO_CONTACT",
        "REINTEGRATE",
    ];

    /// <summary>True when an open flag of the rule tells which register code a child has, not only its class (RULES 8, sensitivity of codes).</summary>
    public static bool TellsCode(string id) => OfCodes.Contains(id);

    /// <summary>The index of a rule; -1 when there is none of that name.</summary>
    public static int IndexOf(string id) => Array.FindIndex(All, rule => rule.Id == id);

    /// <summary>A rule in plain words; its id when this version does not know it.</summary>
    public static string TitleOf(string id) => IndexOf(id) is >= 0 and var index ? All[index].Title : id;
}
