namespace Attendance.SharedKernel.GraphQL;

/// <summary>
/// Keeps a subscription from running ahead of its reader: events that were made and not yet sent take a place, and there are only so many. A source takes a
/// place before each event; the transport gives it back when the event has left.
/// </summary>
public sealed class SubscriptionPace(int places) : IDisposable
{
    private readonly SemaphoreSlim _free = new(places, places);

    /// <summary>Waits for a place.</summary>
    public Task TakeAsync(CancellationToken cancellation) => _free.WaitAsync(cancellation);

    /// <summary>Gives a place back. The transport calls it once for each event.</summary>
    public void Give() => _free.Release();

    public void Dispose() => _free.Dispose();
}
