using System.Globalization;
using Attendance.SharedKernel.Time;

namespace Attendance.Lac.TenDays;

/// <summary>
/// Three months that a report is about. The strategy does not say which; the authority's choice is the month in which one of them begins (<c>Lac:QuartersBegin</c>), usually April:
/// the quarters of the financial year. Source: RULES 5.5.
/// </summary>
internal readonly record struct Quarter(DateOnly FirstDay)
{
    /// <summary>The last day, included.</summary>
    public DateOnly LastDay => FirstDay.AddMonths(3).AddDays(-1);

    /// <summary>The last instant of the quarter: what was recorded by then is known at its end.</summary>
    public DateTimeOffset End => SchoolClock.Instant(Next.FirstDay, TimeOnly.MinValue).AddMilliseconds(-1);

    /// <summary>The quarter after it.</summary>
    public Quarter Next => new(FirstDay.AddMonths(3));

    /// <summary>The quarter before it.</summary>
    public Quarter Before => new(FirstDay.AddMonths(-3));

    /// <summary>The quarter that holds a date. <paramref name="begins"/>: a month, 1 to 12, in which a quarter begins.</summary>
    public static Quarter Of(DateOnly date, int begins)
    {
        var into = (date.Month - begins + 12) % 3;
        return new Quarter(new DateOnly(date.Year, date.Month, 1).AddMonths(-into));
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{FirstDay:d MMMM yyyy} to {LastDay:d MMMM yyyy}");
}
