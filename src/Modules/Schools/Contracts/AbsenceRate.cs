namespace Attendance.Schools.Contracts;

/// <summary>
/// Percentages of sessions, made only at the edge: sum first, then divide, then round half up. Comparisons never use them. Source: RULES 3.2 and 3.3,
/// checked against the published figures of 2006/07.
/// </summary>
public static class AbsenceRate
{
    /// <summary>
    /// 100 times a number of sessions by the possible ones, to so many decimal places (the published files have 5, the looked-after file 1). Null when no
    /// session was possible: then there is no rate, and the enrolment is in no denominator.
    /// </summary>
    public static decimal? Percent(long sessions, long possible, int decimals = 5) =>
        possible == 0 ? null : Math.Round(100m * sessions / possible, decimals, MidpointRounding.AwayFromZero);

    /// <summary>Half-days as days: two make one.</summary>
    public static decimal Days(long sessions) => sessions / 2m;
}
