using System.Collections.Concurrent;
using Attendance.Access.People;

namespace Attendance.Access.Identity;

/// <summary>
/// What was read of a session or token is believed for <see cref="AccessNews.Believed"/>, so that an end or a leaving bites within two seconds on every Host; and not
/// at all once anything about people changed on this one. What does not exist takes no memory.
/// </summary>
internal sealed class Believed<T>(TimeProvider time, AccessNews news)
    where T : class
{
    private const int Plenty = 10_000;

    private readonly ConcurrentDictionary<string, Entry> _found = new(StringComparer.Ordinal);

    /// <summary>The version under which something is about to be read.</summary>
    public long Version => news.Version;

    /// <summary>What is believed under a name, or null.</summary>
    public T? Find(string name) => _found.TryGetValue(name, out var entry) && IsFresh(entry) ? entry.Value : null;

    /// <summary>Remembers what was read, unless something changed since <paramref name="version"/>.</summary>
    public void Keep(string name, T value, long version)
    {
        if (_found.Count > Plenty)
        {
            foreach (var (old, entry) in _found)
            {
                if (!IsFresh(entry))
                    _found.TryRemove(old, out _);
            }
        }
        _found[name] = new Entry(value, time.GetTimestamp(), version);
    }

    private bool IsFresh(Entry entry) => entry.Version == news.Version && time.GetElapsedTime(entry.ReadAt) < AccessNews.Believed;

    private sealed record Entry(T Value, long ReadAt, long Version);
}
