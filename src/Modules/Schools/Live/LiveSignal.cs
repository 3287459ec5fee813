namespace Attendance.Schools.Live;

/// <summary>
/// Wakes the live feed of this Host when standings were written here. A hint: what other Hosts write, and a hint that was lost, the feed finds by looking.
/// </summary>
internal sealed class LiveSignal : IDisposable
{
    private readonly SemaphoreSlim _written = new(0, 1);
    private int _raised;

    /// <summary>Something was written.</summary>
    public void Raise()
    {
        if (Interlocked.Exchange(ref _raised, 1) == 0)
            _written.Release();
    }

    /// <summary>Waits until something is written, at most for the given time.</summary>
    public async Task WaitAsync(TimeSpan atMost, CancellationToken cancellation)
    {
        if (await _written.WaitAsync(atMost, cancellation))
            Volatile.Write(ref _raised, 0);
    }

    public void Dispose() => _written.Dispose();
}
