namespace Attendance.SharedKernel.Facts;

/// <summary>How facts are dispatched.</summary>
internal sealed record FactOptions
{
    /// <summary>How often to look when nothing was added in this process. Default 500 ms: what a second Host adds is seen within it.</summary>
    public TimeSpan Poll { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>How long to gather after the first new fact. Default 100 ms: at a morning's peak some hundred facts go in one transaction.</summary>
    public TimeSpan Gather { get; init; } = TimeSpan.FromMilliseconds(100);

    /// <summary>How long a stream stays with one Host without a sign of life. Default 30 s; a Host that stops gives its streams back at once.</summary>
    public TimeSpan Lease { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>The pause before the second try; it doubles with each, up to <see cref="LongestRetry"/>. Default 50 ms.</summary>
    public TimeSpan FirstRetry { get; init; } = TimeSpan.FromMilliseconds(50);

    /// <summary>The longest pause between tries. Default 5 s.</summary>
    public TimeSpan LongestRetry { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Tries before a fact is parked. Default 10.</summary>
    public int Tries { get; init; } = 10;

    /// <summary>Facts of a stream that are read at a time. Default 200.</summary>
    public int Batch { get; init; } = 200;

    /// <summary>Facts of a stream that are told in one transaction at most. Default 50.</summary>
    public int Together { get; init; } = 50;

    /// <summary>A transaction that has told facts for so long takes no more: on SQLite everybody's writing waits for it. Default 5 ms.</summary>
    public TimeSpan LongestTransaction { get; init; } = TimeSpan.FromMilliseconds(5);

    /// <summary>Streams that are dispatched at the same time on PostgreSQL. Default 8. On SQLite there is one writer, so one.</summary>
    public int Streams { get; init; } = 8;
}
