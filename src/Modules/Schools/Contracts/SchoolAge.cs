using Attendance.SharedKernel;

namespace Attendance.Schools.Contracts;

/// <summary>Ages that the law and the statistics use. Pure. Source: Education Act 1996 s8 and RULES 1.</summary>
public static class SchoolAge
{
    /// <summary>First day of compulsory school age: the prescribed day (31 December, 31 March, 31 August) on or next after the fifth birthday.</summary>
    public static DateOnly CompulsoryFrom(DateOnly birthDate)
    {
        var five = birthDate.AddYears(5);
        if (five.Month > 8)
            return new DateOnly(five.Year, 12, 31);
        return five.Month <= 3 ? new DateOnly(five.Year, 3, 31) : new DateOnly(five.Year, 8, 31);
    }

    /// <summary>Last day of compulsory school age, included: the last Friday in June of the school year (September to August) in which the child turns 16.</summary>
    public static DateOnly CompulsoryTo(DateOnly birthDate)
    {
        var sixteen = birthDate.AddYears(16);
        return StatisticalPeriods.LastBefore(new DateOnly(sixteen.Month >= 9 ? sixteen.Year + 1 : sixteen.Year, 7, 1), DayOfWeek.Friday);
    }

    /// <summary>True when a child is of compulsory school age on a date.</summary>
    public static bool IsCompulsory(DateOnly birthDate, DateOnly on) => on >= CompulsoryFrom(birthDate) && on <= CompulsoryTo(birthDate);

    /// <summary>Age in whole years at 31 August before the school year: absence statistics cover 5 to 15.</summary>
    public static int Statistical(DateOnly birthDate, AcademicYear year)
    {
        var at = new DateOnly(year.StartYear, 8, 31);
        var age = at.Year - birthDate.Year;
        return birthDate.AddYears(age) > at ? age - 1 : age;
    }

    /// <summary>True for a statistical age of 5 to 15.</summary>
    public static bool InStatistics(DateOnly birthDate, AcademicYear year) => Statistical(birthDate, year) is >= 5 and <= 15;
}
