namespace Attendance.Access.People;

/// <summary>Tells this Host at once that what people may do has changed. Other Hosts learn within two seconds, because nothing is believed longer.</summary>
internal sealed class AccessNews
{
    private long _version;

    /// <summary>Rises with every change made on this Host: what was read under an older version is not believed.</summary>
    public long Version => Interlocked.Read(ref _version);

    /// <summary>Says that roles, grants or places changed. Called after the commit.</summary>
    public void Changed() => Interlocked.Increment(ref _version);
}
