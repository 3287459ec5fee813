using Attendance.SharedKernel;

namespace Attendance.City.Plan;

/// <summary>
/// The authority's school days in one year: two terms and a half to the spring bank holiday, then the second half of the summer term.
/// 2006/07 has 160 days before the bank holiday. Bank holidays that governments moved (2002, 2012, 2022) are not known here.
/// </summary>
internal sealed class TermDates
{
    public TermDates(AcademicYear year)
    {
        Year = year;
        var start = year.StartYear;
        var autumn = Monday(new DateOnly(start, 9, 1));
        var octoberBreak = Monday(new DateOnly(start, 10, 19));
        var february = Monday(new DateOnly(start + 1, 2, 10));
        var easter = EasterSunday(start + 1);
        var mayDay = Monday(new DateOnly(start + 1, 5, 1));
        SpringBankHoliday = Monday(new DateOnly(start + 1, 5, 25));

        var spare = new List<DateOnly>();
        var firstHalf = new List<DateOnly>();
        for (var day = new DateOnly(start, 9, 1); day < SpringBankHoliday; day = day.AddDays(1))
        {
            if (day.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday || IsBankHoliday(day))
                continue;
            var holiday =
                day < autumn
                || Within(day, octoberBreak, 5)
                || (day > new DateOnly(start, 12, 20) && day < new DateOnly(start + 1, 1, 3))
                || Within(day, february, 5)
                || (day > easter.AddDays(-7) && day < easter.AddDays(6));
            (holiday ? spare : firstHalf).Add(day);
        }
        DaysToBankHoliday = firstHalf;
        SpareDays = spare;
        DaysAfterBankHoliday =
        [
            .. Enumerable
                .Range(7, 47)
                .Select(SpringBankHoliday.AddDays)
                .Where(day => day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday)),
        ];

        bool IsBankHoliday(DateOnly day) =>
            day == easter.AddDays(-2)
            || day == easter.AddDays(1)
            || day == mayDay
            || day is { Month: 12, Day: >= 25 and <= 28 }
            || day is { Month: 1, Day: 1 };
    }

    /// <summary>The school year.</summary>
    public AcademicYear Year { get; }

    /// <summary>The last Monday in May. Statistics of five half terms end on the day before.</summary>
    public DateOnly SpringBankHoliday { get; }

    /// <summary>The usual school days before the spring bank holiday, in order.</summary>
    public IReadOnlyList<DateOnly> DaysToBankHoliday { get; }

    /// <summary>Weekdays in the holidays before the spring bank holiday: a school whose row needs a longer year opens on some of them.</summary>
    public IReadOnlyList<DateOnly> SpareDays { get; }

    /// <summary>The usual school days after the half-term week that follows the bank holiday.</summary>
    public IReadOnlyList<DateOnly> DaysAfterBankHoliday { get; }

    /// <summary>The last day that counts: the Sunday before the spring bank holiday for five half terms, 31 July for six.</summary>
    public DateOnly LastCounted(int halfTerms) => halfTerms == 5 ? SpringBankHoliday.AddDays(-1) : Year.LastDay;

    /// <summary>Easter Sunday by the Gregorian computus (Meeus, Jones and Butcher).</summary>
    public static DateOnly EasterSunday(int year)
    {
        int a = year % 19,
            b = year / 100,
            c = year % 100,
            d = b / 4,
            e = b % 4,
            g = ((8 * b) + 13) / 25,
            h = ((19 * a) + b - d - g + 15) % 30,
            i = c / 4,
            k = c % 4,
            l = (32 + (2 * e) + (2 * i) - h - k) % 7,
            m = (a + (11 * h) + (22 * l)) / 451,
            n = h + l - (7 * m) + 114;
        return new DateOnly(year, n / 31, (n % 31) + 1);
    }

    private static DateOnly Monday(DateOnly from) => from.AddDays(((int)DayOfWeek.Monday - (int)from.DayOfWeek + 7) % 7);

    private static bool Within(DateOnly day, DateOnly first, int days) => day >= first && day < first.AddDays(days);
}
