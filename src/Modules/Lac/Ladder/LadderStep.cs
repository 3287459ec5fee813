namespace Attendance.Lac.Ladder;

/// <summary>
/// A step of the ladder: so many half-days missed in the year. Two of them carry a duty, the others warn on the way. Source: the strategy's child protection
/// table (10 and 25 days); RULES 5.2 (warnings at 10, 30 and 40 half-days, ours).
/// </summary>
internal static class LadderStep
{
    /// <summary>10 days: an entry in the quarter's report, and an item of the next progress meeting.</summary>
    public const int TenDays = 20;

    /// <summary>25 days: an audit with an agreed action plan.</summary>
    public const int TwentyFiveDays = 50;

    /// <summary>Every step in half-days, in order.</summary>
    public static readonly IReadOnlyList<int> All = [10, TenDays, 30, 40, TwentyFiveDays];
}
