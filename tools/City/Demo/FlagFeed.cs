using Attendance.Schools.Contracts.Facts;
using Attendance.SharedKernel;
using Attendance.SharedKernel.Facts;

namespace Attendance.City.Demo;

/// <summary>Keeps the flags that opened at sessions of one day, newest first, for the screen. Those of the history before it are not news.</summary>
internal sealed class FlagFeed(DateOnly day)
{
    private readonly Lock _lock = new();
    private readonly LinkedList<FlagOpened> _newest = new();
    private int _count;

    /// <summary>How many opened.</summary>
    public int Count
    {
        get
        {
            lock (_lock)
                return _count;
        }
    }

    public void Add(FlagOpened flag)
    {
        if (new SessionKey(flag.At).Date < day)
            return;
        lock (_lock)
        {
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
