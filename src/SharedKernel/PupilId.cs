using System.Security.Cryptography;

namespace Attendance.SharedKernel;

/// <summary>
/// A child's identity inside this system: opaque, never reused, never shown as a name. Positive 63-bit number that grows with the time of its
/// making, so that the children of one roll lie side by side in every table (41 bits of milliseconds since 2000, 22 bits of counter).
/// </summary>
[Orleans.GenerateSerializer, Orleans.Immutable, Orleans.Alias("PupilId")]
public readonly record struct PupilId([property: Orleans.Id(0)] long Value) : IComparable<PupilId>
{
    private static long _last = RandomNumberGenerator.GetInt32(1 << 20);

    /// <summary>A new id, above every one this process made before. Two processes can only collide within a millisecond; the primary key then refuses.</summary>
    public static PupilId New(TimeProvider clock)
    {
        var sinceMillennium = clock.GetUtcNow() - new DateTimeOffset(2000, 1, 1, 0, 0, 0, TimeSpan.Zero);
        var floor = ((long)sinceMillennium.TotalMilliseconds << 22) + RandomNumberGenerator.GetInt32(1 << 20);
        while (true)
        {
            var last = Interlocked.Read(ref _last);
            var next = Math.Max(last + 1, floor);
            if (Interlocked.CompareExchange(ref _last, next, last) == last)
                return new PupilId(next);
        }
    }

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
