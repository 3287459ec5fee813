using Attendance.Schools.Contracts;
using Attendance.SharedKernel;
using Attendance.SharedKernel.Time;

namespace Attendance.Lac.Updates;

/// <summary>A term that an update is about, by the statistical periods: 1 August to 31 December, to Easter Sunday, to 31 July.</summary>
internal readonly record struct Term(AcademicYear Year, SchoolTerm Of)
{
    /// <summary>The first day.</summary>
    public DateOnly FirstDay => StatisticalPeriods.FirstDay(Year, (HalfTerm)(2 * (int)Of));

    /// <summary>The last day, included.</summary>
    public DateOnly LastDay => StatisticalPeriods.LastDay(Year, (HalfTerm)((2 * (int)Of) + 1));

    /// <summary>The last instant: what was recorded by then is known at the end of the term.</summary>
    public DateTimeOffset End => SchoolClock.Instant(LastDay.AddDays(1), TimeOnly.MinValue).AddMilliseconds(-1);

    /// <summary>The term after it.</summary>
    public Term Next => On(LastDay.AddDays(1));

    /// <summary>The term before it.</summary>
    public Term Before => On(FirstDay.AddDays(-1));

    /// <summary>The term that holds a date.</summary>
    public static Term On(DateOnly date) => new(AcademicYear.Of(date), StatisticalPeriods.TermOf(date));

    /// <summary>As people say it: Autumn term 2006/07.</summary>
    public override string ToString() => $"{Of} term {Year}";
}
