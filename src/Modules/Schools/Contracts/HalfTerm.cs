using Attendance.SharedKernel;

namespace Attendance.Schools.Contracts;

/// <summary>The six half terms of a school year, in order. Absence statistics before 2012/13 use the first five (RULES 1).</summary>
public enum HalfTerm : byte
{
    /// <summary>1 August to the Sunday before the Monday in 22 to 28 October.</summary>
    Aut1 = 0,

    /// <summary>To 31 December.</summary>
    Aut2 = 1,

    /// <summary>1 January to the Sunday before the Monday in 12 to 18 February.</summary>
    Spr1 = 2,

    /// <summary>To Easter Sunday.</summary>
    Spr2 = 3,

    /// <summary>Easter Monday to the Sunday before the spring bank holiday.</summary>
    Sum1 = 4,

    /// <summary>The spring bank holiday's week to 31 July.</summary>
    Sum2 = 5,
}

/// <summary>The three terms.</summary>
public enum SchoolTerm : byte
{
    /// <summary>1 August to 31 December.</summary>
    Autumn = 0,

    /// <summary>1 January to Easter Sunday.</summary>
    Spring = 1,

    /// <summary>Easter Monday to 31 July.</summary>
    Summer = 2,
}

/// <summary>
/// The periods that absence statistics use, the same for every school: they follow from the date alone. Source: RULES 3.5 (DfE guide to absence
/// statistics); the autumn and February borders are the product's reading of the usual half-term weeks. Pure.
/// </summary>
public static class StatisticalPeriods
{
    private const int FirstYear = 1990;
    private static readonly Borders?[] Cache = new Borders?[300];
    private static Span _last = new(0, 0, HalfTerm.Aut1);

    /// <summary>The half term that holds a date.</summary>
    public static HalfTerm HalfTermOf(DateOnly date) => HalfTermOf(date.DayNumber);

    /// <summary>The same on the hot path, by day number.</summary>
    public static HalfTerm HalfTermOf(int dayNumber)
    {
        // Registers come by date, so the last answer is nearly always the next one. A record is replaced whole: no lock is needed.
        var last = _last;
        if (dayNumber >= last.From && dayNumber < last.Before)
            return last.Half;
        var starts = Of(YearOf(dayNumber)).Starts;
        var half = 5;
        while (half > 0 && dayNumber < starts[half])
            half--;
        var before = half == 5 ? Of(new AcademicYear(YearOf(dayNumber).StartYear + 1)).Starts[0] : starts[half + 1];
        _last = new Span(starts[half], before, (HalfTerm)half);
        return (HalfTerm)half;
    }

    /// <summary>The term that holds a date.</summary>
    public static SchoolTerm TermOf(DateOnly date) => (SchoolTerm)((int)HalfTermOf(date) / 2);

    /// <summary>The school year (1 August to 31 July) that holds a day number.</summary>
    public static AcademicYear YearOf(int dayNumber)
    {
        var guess = (int)(dayNumber / 365.2425);
        var year = guess + 1;
        while (FirstDayNumber(year) > dayNumber)
            year--;
        return new AcademicYear(year);
    }

    /// <summary>First day of a half term.</summary>
    public static DateOnly FirstDay(AcademicYear year, HalfTerm half) => DateOnly.FromDayNumber(Of(year).Starts[(int)half]);

    /// <summary>Last day of a half term.</summary>
    public static DateOnly LastDay(AcademicYear year, HalfTerm half) =>
        half == HalfTerm.Sum2 ? year.LastDay : DateOnly.FromDayNumber(Of(year).Starts[(int)half + 1] - 1);

    /// <summary>How many half terms the yearly statistics of a school year cover: five, and six from 2012/13.</summary>
    public static int HalfTermsIn(AcademicYear year) => year.StartYear >= 2012 ? 6 : 5;

    /// <summary>
    /// True when sessions of the half term count in the year's statistics for a child of this <see cref="SchoolAge.Statistical"/> age: the second half
    /// of summer never before 2012/13, nor at 15.
    /// </summary>
    public static bool Counts(AcademicYear year, HalfTerm half, int statisticalAge) =>
        half != HalfTerm.Sum2 || (year.StartYear >= 2012 && statisticalAge < 15);

    /// <summary>Easter Sunday of a calendar year (Gregorian computus).</summary>
    public static DateOnly EasterSunday(int year)
    {
        var a = year % 19;
        var b = year / 100;
        var c = year % 100;
        var h = ((19 * a) + b - (b / 4) - ((b - ((b + 8) / 25) + 1) / 3) + 15) % 30;
        var l = (32 + (2 * (b % 4)) + (2 * (c / 4)) - h - (c % 4)) % 7;
        var m = (a + (11 * h) + (22 * l)) / 451;
        var n = h + l - (7 * m) + 114;
        return new DateOnly(year, n / 31, (n % 31) + 1);
    }

    /// <summary>The spring bank holiday: the last Monday in May, but 4 June 2002, 4 June 2012 and 2 June 2022.</summary>
    public static DateOnly SpringBankHoliday(int year) =>
        year switch
        {
            2002 => new DateOnly(2002, 6, 4),
            2012 => new DateOnly(2012, 6, 4),
            2022 => new DateOnly(2022, 6, 2),
            _ => LastBefore(new DateOnly(year, 6, 1), DayOfWeek.Monday),
        };

    /// <summary>The last such weekday before a date.</summary>
    internal static DateOnly LastBefore(DateOnly date, DayOfWeek weekday)
    {
        var day = date.AddDays(-1);
        while (day.DayOfWeek != weekday)
            day = day.AddDays(-1);
        return day;
    }

    private static int FirstDayNumber(int startYear) => Of(new AcademicYear(startYear)).Starts[0];

    private static Borders Of(AcademicYear year)
    {
        var index = year.StartYear - FirstYear;
        if (unchecked((uint)index) >= (uint)Cache.Length)
            return Calculate(year.StartYear);
        return Cache[index] ??= Calculate(year.StartYear);
    }

    private static Borders Calculate(int year) =>
        new([
            new DateOnly(year, 8, 1).DayNumber,
            LastBefore(new DateOnly(year, 10, 29), DayOfWeek.Monday).DayNumber,
            new DateOnly(year + 1, 1, 1).DayNumber,
            LastBefore(new DateOnly(year + 1, 2, 19), DayOfWeek.Monday).DayNumber,
            EasterSunday(year + 1).DayNumber + 1,
            LastBefore(SpringBankHoliday(year + 1), DayOfWeek.Sunday).DayNumber + 1,
        ]);

    private sealed record Borders(int[] Starts);

    private sealed record Span(int From, int Before, HalfTerm Half);
}
