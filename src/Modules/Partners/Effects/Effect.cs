using Attendance.Schools.Contracts;

namespace Attendance.Partners.Effects;

/// <summary>
/// Attendance before and after a day, in half-days over two periods of as many days. Counts are summed before anything is divided, and whoever is compared is the same before and after. It says that something
/// changed, not why: <see cref="Caveat"/>.
/// </summary>
/// <param name="Days">The two periods.</param>
/// <param name="Compared">How many are compared: children, or schools.</param>
/// <param name="Children">How many children; of schools: the most that were due at one half-day. Under five nothing is told.</param>
/// <param name="Before">Half-days before the day.</param>
/// <param name="After">Half-days from the day on.</param>
/// <param name="Beside">All schools of the authority over the same days; null where they were not asked for.</param>
internal sealed record Effect(
    EffectDays Days,
    int Compared,
    int Children,
    HalfDays Before,
    HalfDays After,
    (HalfDays Before, HalfDays After)? Beside
)
{
    /// <summary>Fewer children than this are never counted for others. Source: PROMISES 4.</summary>
    public const int Fewest = Directory.AbsenceSums.Fewest;

    /// <summary>What every comparison of this kind leaves open.</summary>
    public const string Caveat =
        "Before and after of the same children or schools, over as many days. It shows that attendance changed, not that this changed it: "
        + "the season, illness and other help count too.";

    /// <summary>True when there are children, but too few to be told of.</summary>
    public bool IsHidden => Children is > 0 and < Fewest;

    /// <summary>Percentage points of attendance from before to after; null when one of the two has no possible half-day.</summary>
    public decimal? Change => Points(Before, After);

    /// <summary>The same for all schools.</summary>
    public decimal? ChangeBeside => Beside is { } all ? Points(all.Before, all.After) : null;

    /// <summary>
    /// Of children, each by its own sessions. Only those with a possible half-day both before and after are compared.
    /// </summary>
    public static Effect OfChildren(EffectDays days, IEnumerable<ChildSessions> children, (HalfDays, HalfDays)? beside = null)
    {
        var (count, before, after) = (0, default(HalfDays), default(HalfDays));
        foreach (var child in children)
        {
            var (first, second) = (HalfDays.Of(child.Count(days.From, days.Day.AddDays(-1))), HalfDays.Of(child.Count(days.Day, days.To)));
            if (first.Possible == 0 || second.Possible == 0)
                continue;
            (count, before, after) = (count + 1, before + first, after + second);
        }
        return new Effect(days, count, count, before, after, beside);
    }

    /// <summary>
    /// Of schools, by their registers of the days. Only those with a possible half-day both before and after are compared.
    /// </summary>
    public static Effect OfSchools(EffectDays days, IEnumerable<HalfDayCounts> registers, (HalfDays, HalfDays)? beside = null)
    {
        var (count, children, before, after) = (0, 0, default(HalfDays), default(HalfDays));
        foreach (var school in registers.GroupBy(register => register.School))
        {
            var (first, second) = Split(days, school);
            if (first.Possible == 0 || second.Possible == 0)
                continue;
            (count, before, after) = (count + 1, before + first, after + second);
            children += school.Max(register => register.Possible);
        }
        return new Effect(days, count, children, before, after, beside);
    }

    /// <summary>Registers before the day, and from it on, summed.</summary>
    public static (HalfDays Before, HalfDays After) Split(EffectDays days, IEnumerable<HalfDayCounts> registers)
    {
        var (before, after) = (default(HalfDays), default(HalfDays));
        foreach (var register in registers)
        {
            var counts = new HalfDays(register.Possible, register.Authorised, register.Unauthorised);
            if (register.Session.Date < days.From || register.Session.Date > days.To)
                continue;
            if (register.Session.Date < days.Day)
                before += counts;
            else
                after += counts;
        }
        return (before, after);
    }

    private static decimal? Points(HalfDays before, HalfDays after) =>
        before.Possible == 0 || after.Possible == 0
            ? null
            : Math.Round(
                100m * after.Attended / after.Possible - 100m * before.Attended / before.Possible,
                1,
                MidpointRounding.AwayFromZero
            );
}

/// <summary>
/// The days that are compared: from <paramref name="From"/> to the day before <paramref name="Day"/>, and from <paramref name="Day"/> to <paramref name="To"/>, as many on each side. Empty
/// (<paramref name="To"/> before <paramref name="Day"/>) while no day has passed.
/// </summary>
internal readonly record struct EffectDays(DateOnly From, DateOnly Day, DateOnly To)
{
    /// <summary>Weeks on each side unless another number is asked for: about two half terms. Ours.</summary>
    public const int UsualWeeks = 12;

    /// <summary>The most weeks on each side.</summary>
    public const int MostWeeks = 52;

    /// <summary>Days on each side.</summary>
    public int Length => To.DayNumber - Day.DayNumber + 1;

    /// <summary>So many weeks before and after, or as many days as have passed since when they are fewer: a day counts once it is over or today.</summary>
    public static EffectDays Of(DateOnly day, int weeks, DateOnly today)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(weeks, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(weeks, MostWeeks);
        var length = Math.Clamp(today.DayNumber - day.DayNumber + 1, 0, weeks * 7);
        return new EffectDays(day.AddDays(-length), day, day.AddDays(length - 1));
    }
}

/// <summary>Half-days at which children could attend, and those missed with and without leave.</summary>
internal readonly record struct HalfDays(long Possible, long Authorised, long Unauthorised)
{
    /// <summary>Attended, at school or elsewhere with its approval.</summary>
    public long Attended => Possible - Missed;

    /// <summary>Missed, with leave or without.</summary>
    public long Missed => Authorised + Unauthorised;

    /// <summary>A child's counts.</summary>
    public static HalfDays Of(SessionCounts counts) => new(counts.Possible, counts.Authorised, counts.Unauthorised);

    /// <summary>A school's sums.</summary>
    public static HalfDays Of(SchoolSums sums) => new(sums.Possible, sums.Authorised, sums.Unauthorised);

    /// <summary>Registers, summed.</summary>
    public static HalfDays Sum(IEnumerable<HalfDayCounts> registers) =>
        registers.Aggregate(
            default(HalfDays),
            (sum, register) => sum + new HalfDays(register.Possible, register.Authorised, register.Unauthorised)
        );

    /// <summary>Attended of possible, in per cent and not rounded; null without a possible half-day.</summary>
    public decimal? Percent => Possible == 0 ? null : 100m * Attended / Possible;

    public static HalfDays operator +(HalfDays left, HalfDays right) =>
        new(left.Possible + right.Possible, left.Authorised + right.Authorised, left.Unauthorised + right.Unauthorised);
}
