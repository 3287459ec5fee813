namespace Attendance.SharedKernel;

/// <summary>
/// A child's identity inside this system: opaque, never reused, never shown as a name. A <see cref="GrowingNumber"/>, so that the children of one
/// roll lie side by side in every table.
/// </summary>
[Orleans.GenerateSerializer, Orleans.Immutable, Orleans.Alias("PupilId")]
public readonly record struct PupilId([property: Orleans.Id(0)] long Value) : IComparable<PupilId>
{
    /// <summary>A new id.</summary>
    public static PupilId New(TimeProvider clock) => new(GrowingNumber.Next(clock));

    /// <summary>Reads the decimal form used in URLs and GraphQL ids.</summary>
    public static bool TryParse(string? text, out PupilId id)
    {
        var ok = long.TryParse(text, System.Globalization.NumberStyles.None, null, out var value) && value > 0;
        id = ok ? new PupilId(value) : default;
        return ok;
    }

    public int CompareTo(PupilId other) => Value.CompareTo(other.Value);

    public override string ToString() => Value.ToString();

    public static bool operator <(PupilId left, PupilId right) => left.Value < right.Value;

    public static bool operator >(PupilId left, PupilId right) => left.Value > right.Value;

    public static bool operator <=(PupilId left, PupilId right) => left.Value <= right.Value;

    public static bool operator >=(PupilId left, PupilId right) => left.Value >= right.Value;
}
