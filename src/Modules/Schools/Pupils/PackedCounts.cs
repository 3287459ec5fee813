using Attendance.Schools.Contracts;

namespace Attendance.Schools.Pupils;

/// <summary>
/// Sessions of one school year counted by half term, class and code, packed in three bytes each, sorted: half term times 8 plus class, code id, count.
/// A half term holds at most 175 half-days, so a byte is enough. Arrays are never changed: each step makes a new one.
/// </summary>
internal static class PackedCounts
{
    /// <summary>No sessions.</summary>
    public static byte[] Empty { get; } = [];

    /// <summary>The counts with one added (or with -1 taken away).</summary>
    public static byte[] Add(byte[] counts, HalfTerm half, MarkClass markClass, byte code, int by)
    {
        var key = (byte)(((int)half << 3) | (int)markClass);
        var at = 0;
        while (at < counts.Length && (counts[at] < key || (counts[at] == key && counts[at + 1] < code)))
            at += 3;
        if (at < counts.Length && counts[at] == key && counts[at + 1] == code)
        {
            var count = counts[at + 2] + by;
            if (count == 0)
            {
                var shorter = new byte[counts.Length - 3];
                counts.AsSpan(0, at).CopyTo(shorter);
                counts.AsSpan(at + 3).CopyTo(shorter.AsSpan(at));
                return shorter;
            }
            var same = counts.AsSpan().ToArray();
            same[at + 2] = checked((byte)count);
            return same;
        }
        var longer = new byte[counts.Length + 3];
        counts.AsSpan(0, at).CopyTo(longer);
        longer[at] = key;
        longer[at + 1] = code;
        longer[at + 2] = checked((byte)by);
        counts.AsSpan(at).CopyTo(longer.AsSpan(at + 3));
        return longer;
    }

    /// <summary>The counts, one by one.</summary>
    public static IEnumerable<PackedCount> Read(byte[] counts)
    {
        for (var at = 0; at < counts.Length; at += 3)
            yield return new PackedCount((HalfTerm)(counts[at] >> 3), (MarkClass)(counts[at] & 7), counts[at + 1], counts[at + 2]);
    }

    /// <summary>Sessions of a class in the half terms from the first up to and with <paramref name="through"/>.</summary>
    public static int Sum(byte[] counts, MarkClass markClass, HalfTerm through = HalfTerm.Sum2)
    {
        var sum = 0;
        for (var at = 0; at < counts.Length; at += 3)
        {
            if ((counts[at] & 7) == (int)markClass && counts[at] >> 3 <= (int)through)
                sum += counts[at + 2];
        }
        return sum;
    }
}

/// <summary>How many sessions of a half term had a code, and how they count.</summary>
internal readonly record struct PackedCount(HalfTerm HalfTerm, MarkClass Class, byte Code, int Sessions);
