namespace Attendance.Schools.Journal;

/// <summary>
/// Short forms of the keys that a school's submissions came with: four bytes each, for a school keeps thousands of them in memory. Two keys may share a
/// short form, one in a million does, so a hit must be looked up in the journal; a miss is certain.
/// </summary>
internal sealed class KeySet(IEnumerable<ulong> keys)
{
    /// <summary>Keys that wait to be sorted in; a set costs three times as much for each.</summary>
    private const int Most = 1_000;

    private readonly HashSet<uint> _recent = [];
    private uint[] _sorted = [.. keys.Select(Short).Order()];

    public bool Contains(ulong key) => _recent.Contains(Short(key)) || Array.BinarySearch(_sorted, Short(key)) >= 0;

    public void Add(ulong key)
    {
        if (!_recent.Add(Short(key)) || _recent.Count < Most)
            return;
        _sorted = [.. _sorted.Concat(_recent).Order()];
        _recent.Clear();
        _recent.TrimExcess();
    }

    private static uint Short(ulong key) => (uint)(key >> 32);
}
