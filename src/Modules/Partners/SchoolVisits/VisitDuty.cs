using Attendance.Schools.Contracts;
using Attendance.SharedKernel;

namespace Attendance.Partners.SchoolVisits;

/// <summary>
/// When a school is to be visited next: at least once a year, and each term while it is a concern. Source: the strategy's lines 675 to 679. Pure.
/// </summary>
internal static class VisitDuty
{
    /// <summary>
    /// The last day for the next visit; null: at once, because none is on record. <paramref name="concernSince"/>: the day from which the school is a concern; null: it is none. A concern is followed up by the
    /// end of the term in which it was found, and then by the end of each term after the one of the last visit.
    /// </summary>
    public static DateOnly? DueOn(DateOnly? lastVisit, DateOnly? concernSince)
    {
        if (lastVisit is not { } last)
            return null;
        var yearly = last.AddYears(1);
        if (concernSince is not { } since)
            return yearly;
        var termly = last >= since ? LastDayOfTerm(LastDayOfTerm(last).AddDays(1)) : LastDayOfTerm(since);
        return termly < yearly ? termly : yearly;
    }

    /// <summary>True when the day has passed, or no visit is on record.</summary>
    public static bool IsOverdue(DateOnly? due, DateOnly today) => due is not { } last || last < today;

    /// <summary>The first day of the term that holds a day.</summary>
    public static DateOnly FirstDayOfTerm(DateOnly day) =>
        StatisticalPeriods.FirstDay(AcademicYear.Of(day), (HalfTerm)(2 * (int)StatisticalPeriods.TermOf(day)));

    /// <summary>The last day of the term that holds a day.</summary>
    public static DateOnly LastDayOfTerm(DateOnly day) =>
        StatisticalPeriods.LastDay(AcademicYear.Of(day), (HalfTerm)((2 * (int)StatisticalPeriods.TermOf(day)) + 1));
}
