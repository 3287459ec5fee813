namespace Attendance.Schools.Journal;

/// <summary>
/// Short forms of the keys that a school's submissions came with: eight bytes each, for a school keeps thousands of them in memory. Two keys may share a
/// short form, so a hit must be looked up in the journal; a miss is certain.
/// </summary>
internal sealed class KeySet(IEnumerable<ulong> keys)
{
    /// <summary>Keys that wait to be sorted in; a set costs three times as much for each.</summary>
    private const int Most = 1_000;

    private readonly HashSet<ulong> _recent = [];
    private ulong[] _sorted = [.. keys.Order()];

    public bool Contains(ulong key) => _recent.Contains(key) || Array.BinarySearch(_sorted, key) >= 0;

    public void Add(ulong key)
    {
        if (!_recent.Add(key) || _recent.Count < Most)
            return;
        _sorted = [.. _sorted.Concat(_recent).Order()];
        _recent.Clear();
        _recent.TrimExcess();
    }
}
