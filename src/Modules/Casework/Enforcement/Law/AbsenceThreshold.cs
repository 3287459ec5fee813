using Attendance.Schools.Contracts;

namespace Attendance.Casework.Enforcement.Law;

/// <summary>
/// When unauthorised absence reaches the threshold of the code in force on a day: ten half-days in a rolling ten school weeks under the national framework,
/// and before it those of the local code in one term. A school week is a week, from Monday, with at least one session; weeks may span terms and school years.
/// Pure. Source: RULES 6.3 and 6.4.
/// </summary>
internal static class AbsenceThreshold
{
    /// <summary>Half-days of the national threshold.</summary>
    public const int National = 10;

    /// <summary>School weeks of the national threshold.</summary>
    public const int Weeks = 10;

    /// <summary>The Monday of a day's week.</summary>
    public static DateOnly Monday(DateOnly day) => day.AddDays(-(((int)day.DayOfWeek + 6) % 7));

    /// <summary>The most unauthorised half-days in any ten consecutive school weeks.</summary>
    public static int MostInTenWeeks(IEnumerable<DateOnly> unauthorised, IEnumerable<DateOnly> schoolDays)
    {
        var absent = unauthorised.Select(Monday).GroupBy(week => week).ToDictionary(week => week.Key, week => week.Count());
        // A week with a mark had a session, whatever the calendar says.
        var weeks = schoolDays.Select(Monday).Concat(absent.Keys).Distinct().Order().ToList();
        var most = 0;
        var sum = 0;
        for (var i = 0; i < weeks.Count; i++)
        {
            sum += absent.GetValueOrDefault(weeks[i]);
            if (i >= Weeks)
                sum -= absent.GetValueOrDefault(weeks[i - Weeks]);
            most = Math.Max(most, sum);
        }
        return most;
    }

    /// <summary>The most unauthorised half-days in any one term.</summary>
    public static int MostInTerm(IEnumerable<DateOnly> unauthorised) =>
        unauthorised
            .GroupBy(day => (StatisticalPeriods.YearOf(day.DayNumber), StatisticalPeriods.TermOf(day)))
            .Select(term => term.Count())
            .DefaultIfEmpty(0)
            .Max();
}
