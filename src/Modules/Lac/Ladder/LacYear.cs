using Attendance.SharedKernel;

namespace Attendance.Lac.Ladder;

/// <summary>
/// The year in which a looked-after child's missed days are counted: 1 September to 31 August, named by the year it starts in. It is the school year without its
/// August. Source: RULES 5.2.
/// </summary>
internal readonly record struct LacYear(int StartYear)
{
    /// <summary>1 September.</summary>
    public DateOnly FirstDay => new(StartYear, 9, 1);

    /// <summary>31 August.</summary>
    public DateOnly LastDay => new(StartYear + 1, 8, 31);

    /// <summary>The year after it.</summary>
    public LacYear Next => new(StartYear + 1);

    /// <summary>The year before it.</summary>
    public LacYear Before => new(StartYear - 1);

    /// <summary>The year that holds a date.</summary>
    public static LacYear Of(DateOnly date) => new(date.Month >= 9 ? date.Year : date.Year - 1);

    /// <summary>As schools write it: 2006/07.</summary>
    public override string ToString() => new AcademicYear(StartYear).ToString();
}
