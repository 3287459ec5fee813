using System.Diagnostics.CodeAnalysis;

namespace Attendance.SharedKernel;

/// <summary>
/// The number of a school: 3 digits of local authority and 4 of establishment, 1000001 to 9999999 (Salford's are 355xxxx). Source: RULES 1.
/// It is the school's identity everywhere: in URLs, as <c>school_id</c> in tables, as the key of its grain.
/// </summary>
[Orleans.GenerateSerializer, Orleans.Immutable, Orleans.Alias("Laestab")]
public readonly record struct Laestab : IComparable<Laestab>
{
    private Laestab(int value) => Value = value;

    /// <summary>The seven digits as a number.</summary>
    [Orleans.Id(0)]
    public int Value { get; init; }

    /// <summary>The local authority's number, 100 to 999.</summary>
    public int Authority => Value / 10_000;

    /// <summary>Reads exactly seven ASCII digits that do not start with 0.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out Laestab laestab)
    {
        laestab = default;
        if (text is not { Length: 7 } || text[0] == '0')
            return false;
        var value = 0;
        foreach (var c in text)
        {
            if (!char.IsAsciiDigit(c))
                return false;
            value = (value * 10) + (c - '0');
        }
        laestab = new Laestab(value);
        return true;
    }

    /// <summary>Makes one from a stored number. Throws when it has not seven digits.</summary>
    public static Laestab From(long value) =>
        value is >= 1_000_000 and <= 9_999_999
            ? new Laestab((int)value)
            : throw new ArgumentOutOfRangeException(nameof(value), value, "A LAESTAB has seven digits.");

    public int CompareTo(Laestab other) => Value.CompareTo(other.Value);

    public override string ToString() => Value.ToString();

    public static bool operator <(Laestab left, Laestab right) => left.Value < right.Value;

    public static bool operator >(Laestab left, Laestab right) => left.Value > right.Value;

    public static bool operator <=(Laestab left, Laestab right) => left.Value <= right.Value;

    public static bool operator >=(Laestab left, Laestab right) => left.Value >= right.Value;
}
