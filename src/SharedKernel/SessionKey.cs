namespace Attendance.SharedKernel;

/// <summary>
/// One half-day session: the school's local date with AM or PM. Ordered in time; <see cref="Number"/> is the compact form
/// (twice the day number since 0001-01-01, plus one for PM).
/// </summary>
[Orleans.GenerateSerializer, Orleans.Immutable, Orleans.Alias("SessionKey")]
public readonly record struct SessionKey([property: Orleans.Id(0)] int Number) : IComparable<SessionKey>
{
    public SessionKey(DateOnly date, HalfDay half)
        : this((date.DayNumber * 2) + (int)half) { }

    /// <summary>The school's local date.</summary>
    public DateOnly Date => DateOnly.FromDayNumber(Number >> 1);

    /// <summary>AM or PM.</summary>
    public HalfDay Half => (HalfDay)(Number & 1);

    /// <summary>Reads "AM" or "PM", exactly.</summary>
    public static bool TryParseHalf(string? text, out HalfDay half)
    {
        half = text == "PM" ? HalfDay.PM : HalfDay.AM;
        return text is "AM" or "PM";
    }

    public int CompareTo(SessionKey other) => Number.CompareTo(other.Number);

    public override string ToString() => $"{Date:yyyy-MM-dd} {Half}";

    public static bool operator <(SessionKey left, SessionKey right) => left.Number < right.Number;

    public static bool operator >(SessionKey left, SessionKey right) => left.Number > right.Number;

    public static bool operator <=(SessionKey left, SessionKey right) => left.Number <= right.Number;

    public static bool operator >=(SessionKey left, SessionKey right) => left.Number >= right.Number;
}

/// <summary>Which half of a school day a register is for.</summary>
public enum HalfDay : byte
{
    /// <summary>The morning session.</summary>
    AM = 0,

    /// <summary>The afternoon session.</summary>
    PM = 1,
}
