namespace Attendance.City.Plan;

/// <summary>
/// A stream of random numbers that is the same on every machine and every version of .NET for the same seed (SplitMix64, Steele, Lea and Flood 2014).
/// </summary>
internal sealed class CityRandom(ulong seed)
{
    private ulong _state = seed;

    /// <summary>A stream of its own for each combination of numbers.</summary>
    public static CityRandom For(params ReadOnlySpan<long> parts)
    {
        var mixed = 0UL;
        foreach (var part in parts)
            mixed = Mix(unchecked(mixed + (ulong)part + 0x9E3779B97F4A7C15UL));
        return new CityRandom(mixed);
    }

    /// <summary>0 (included) to <paramref name="below"/> (excluded).</summary>
    public int Next(int below) => (int)(Take() % (ulong)below);

    /// <summary>Both ends included.</summary>
    public int Between(int low, int high) => low + Next(high - low + 1);

    /// <summary>0 (included) to 1 (excluded).</summary>
    public double Share() => (Take() >> 11) * (1.0 / (1UL << 53));

    /// <summary>True with the given chance.</summary>
    public bool Chance(double share) => Share() < share;

    /// <summary>Normally distributed about 0 with deviation 1 (Box and Muller).</summary>
    public double Normal() => Math.Sqrt(-2 * Math.Log(1 - Share())) * Math.Cos(2 * Math.PI * Share());

    /// <summary>Any of them.</summary>
    public T Of<T>(IReadOnlyList<T> items) => items[Next(items.Count)];

    /// <summary>Puts them in random order.</summary>
    public void Shuffle<T>(IList<T> items)
    {
        for (var i = items.Count - 1; i > 0; i--)
        {
            var j = Next(i + 1);
            (items[i], items[j]) = (items[j], items[i]);
        }
    }

    private ulong Take()
    {
        _state = unchecked(_state + 0x9E3779B97F4A7C15UL);
        return Mix(_state);
    }

    private static ulong Mix(ulong z)
    {
        unchecked
        {
            z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9UL;
            z = (z ^ (z >> 27)) * 0x94D049BB133111EBUL;
            return z ^ (z >> 31);
        }
    }
}
