using Attendance.Schools.Contracts.Facts;
using Attendance.SharedKernel.Facts;

namespace Attendance.City.Demo;

/// <summary>Keeps the flags that opened since the day began, newest first, for the screen.</summary>
internal sealed class FlagFeed
{
    private readonly Lock _lock = new();
    private readonly LinkedList<FlagOpened> _newest = new();
    private int _count;
    private bool _listening;

    /// <summary>How many opened.</summary>
    public int Count
    {
        get
        {
            lock (_lock)
                return _count;
        }
    }

    /// <summary>From now on flags are kept; those of the history before are not news.</summary>
    public void Listen()
    {
        lock (_lock)
            _listening = true;
    }

    public void Add(FlagOpened flag)
    {
        lock (_lock)
        {
            if (!_listening)
                return;
            _count++;
            _newest.AddFirst(flag);
            if (_newest.Count > 100)
                _newest.RemoveLast();
        }
    }

    public IReadOnlyList<FlagOpened> Newest(int most)
    {
        lock (_lock)
            return [.. _newest.Take(most)];
    }
}

/// <summary>Hears of flags as any module does.</summary>
internal sealed class WhenFlagOpened(FlagFeed feed) : FactHandler<FlagOpened>
{
    protected override Task HandleAsync(FlagOpened fact, FactContext context)
    {
        feed.Add(fact);
        return Task.CompletedTask;
    }
}
