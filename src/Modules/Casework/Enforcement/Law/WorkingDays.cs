using Attendance.Schools.Contracts;

namespace Attendance.Casework.Enforcement.Law;

/// <summary>
/// Working days in England: Monday to Friday without bank holidays. Used for the day on which a posted letter is deemed received. Pure. Source: Banking and
/// Financial Dealings Act 1971 and the proclamations of the years named.
/// </summary>
internal static class WorkingDays
{
    // Holidays that were added or moved by proclamation.
    private static readonly HashSet<DateOnly> Added =
    [
        new(2011, 4, 29),
        new(2012, 6, 4),
        new(2012, 6, 5),
        new(2020, 5, 8),
        new(2022, 6, 2),
        new(2022, 6, 3),
        new(2022, 9, 19),
        new(2023, 5, 8),
    ];

    private static readonly HashSet<DateOnly> Moved = [new(2012, 5, 28), new(2020, 5, 4), new(2022, 5, 30)];

    /// <summary>True on a working day.</summary>
    public static bool Is(DateOnly day) => day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday) && !IsBankHoliday(day);

    /// <summary>The working day that is a number of working days after a day.</summary>
    public static DateOnly After(DateOnly day, int workingDays)
    {
        for (var left = workingDays; left > 0; )
        {
            day = day.AddDays(1);
            if (Is(day))
                left--;
        }
        return day;
    }

    private static bool IsBankHoliday(DateOnly day)
    {
        if (Added.Contains(day))
            return true;
        if (Moved.Contains(day))
            return false;
        var easter = StatisticalPeriods.EasterSunday(day.Year);
        return day == easter.AddDays(-2)
            || day == easter.AddDays(1)
            || (day.DayOfWeek is DayOfWeek.Monday && (day.Month, day.Day) is (5, <= 7) or (5, >= 25) or (8, >= 25))
            || day == Observed(new DateOnly(day.Year, 1, 1))
            || day == Observed(new DateOnly(day.Year, 12, 25))
            || day == Boxing(day.Year);
    }

    /// <summary>A holiday on a weekend is kept on the next Monday.</summary>
    private static DateOnly Observed(DateOnly day) =>
        day.DayOfWeek switch
        {
            DayOfWeek.Saturday => day.AddDays(2),
            DayOfWeek.Sunday => day.AddDays(1),
            _ => day,
        };

    private static DateOnly Boxing(int year)
    {
        var christmas = new DateOnly(year, 12, 25);
        return christmas.DayOfWeek switch
        {
            // Christmas on a Friday: Boxing Day's Monday. On a Saturday or Sunday: the Tuesday, after Christmas's own Monday.
            DayOfWeek.Friday => christmas.AddDays(3),
            DayOfWeek.Saturday => christmas.AddDays(3),
            DayOfWeek.Sunday => christmas.AddDays(2),
            _ => christmas.AddDays(1),
        };
    }
}
