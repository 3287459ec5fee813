namespace Attendance.SharedKernel;

/// <summary>A school year, 1 August to 31 July, named by the year in which it starts: 2006 is 2006/07.</summary>
[Orleans.GenerateSerializer, Orleans.Immutable, Orleans.Alias("AcademicYear")]
public readonly record struct AcademicYear([property: Orleans.Id(0)] int StartYear) : IComparable<AcademicYear>
{
    /// <summary>1 August.</summary>
    public DateOnly FirstDay => new(StartYear, 8, 1);

    /// <summary>31 July of the next calendar year.</summary>
    public DateOnly LastDay => new(StartYear + 1, 7, 31);

    /// <summary>The year that holds a date.</summary>
    public static AcademicYear Of(DateOnly date) => new(date.Month >= 8 ? date.Year : date.Year - 1);

    /// <summary>Reads "2006/07"; the second part must be the next year.</summary>
    public static bool TryParse(string? text, out AcademicYear year)
    {
        year = default;
        if (
            text is not { Length: 7 }
            || text[4] != '/'
            || !int.TryParse(text.AsSpan(0, 4), out var start)
            || !int.TryParse(text.AsSpan(5), out var end)
        )
            return false;
        if (start is < 1990 or > 2200 || (start + 1) % 100 != end)
            return false;
        year = new AcademicYear(start);
        return true;
    }

    public bool Contains(DateOnly date) => Of(date) == this;

    public int CompareTo(AcademicYear other) => StartYear.CompareTo(other.StartYear);

    public override string ToString() => $"{StartYear:0000}/{(StartYear + 1) % 100:00}";

    public static bool operator <(AcademicYear left, AcademicYear right) => left.StartYear < right.StartYear;

    public static bool operator >(AcademicYear left, AcademicYear right) => left.StartYear > right.StartYear;

    public static bool operator <=(AcademicYear left, AcademicYear right) => left.StartYear <= right.StartYear;

    public static bool operator >=(AcademicYear left, AcademicYear right) => left.StartYear >= right.StartYear;
}
