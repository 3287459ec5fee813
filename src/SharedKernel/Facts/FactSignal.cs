namespace Attendance.SharedKernel.Facts;

/// <summary>Wakes the dispatcher in this process when facts were added; what other processes add is found by looking now and then.</summary>
internal sealed class FactSignal : IDisposable
{
    private readonly SemaphoreSlim _added = new(0, 1);
    private int _raised;

    public void Raise()
    {
        if (Interlocked.Exchange(ref _raised, 1) == 0)
            _added.Release();
    }

    /// <summary>Waits until facts are added, at most for the given time.</summary>
    public async Task WaitAsync(TimeSpan atMost, CancellationToken cancellation)
    {
        if (await _added.WaitAsync(atMost, cancellation))
            Volatile.Write(ref _raised, 0);
    }

    public void Dispose() => _added.Dispose();
}
