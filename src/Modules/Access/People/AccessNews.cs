using System.Collections.Concurrent;

namespace Attendance.Access.People;

/// <summary>Tells this Host at once that what people may do has changed. Other Hosts learn within two seconds, because nothing is believed longer.</summary>
internal sealed class AccessNews(TimeProvider time)
{
    /// <summary>
    /// How long what was read of keys, tokens, sessions and grants is believed on a Host that heard of no change, and how long nothing is believed of a person whose
    /// grants are about to change: short enough that an answer that rests on it is out within the two seconds that are promised.
    /// </summary>
    public static readonly TimeSpan Believed = TimeSpan.FromSeconds(1.5);

    private readonly ConcurrentDictionary<long, long> _changing = new();
    private long _version;

    /// <summary>Rises with every change made on this Host: what was read under an older version is not believed.</summary>
    public long Version => Interlocked.Read(ref _version);

    /// <summary>Says that roles, grants or places changed. Called after the commit.</summary>
    public void Changed() => Interlocked.Increment(ref _version);

    /// <summary>
    /// Says that a person's grants change when somebody else's transaction commits: for two seconds nothing is believed of the person. A commit that comes later
    /// bites within two seconds, as on another Host.
    /// </summary>
    public void Changing(long person)
    {
        _changing[person] = time.GetTimestamp();
        Changed();
    }

    /// <summary>True while a person's grants may change at any moment.</summary>
    public bool IsChanging(long person)
    {
        if (!_changing.TryGetValue(person, out var since))
            return false;
        if (time.GetElapsedTime(since) < Believed)
            return true;
        _changing.TryRemove(KeyValuePair.Create(person, since));
        return false;
    }
}
