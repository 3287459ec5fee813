using System.Runtime.CompilerServices;
using Attendance.SharedKernel.GraphQL;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Attendance.Schools.Live;

/// <summary>
/// Reads what becomes visible once for all who follow on this Host, and keeps the latest of it in memory. It looks when this Host wrote standings, and four times a
/// second for what others wrote (ADR 0014); it does nothing while nobody follows. A follower who falls behind what is kept reads the truth again.
/// </summary>
internal sealed class LiveFeed(LiveReader reader, LiveChildren children, LiveSignal signal, TimeProvider time, ILogger<LiveFeed> log)
    : BackgroundService
{
    /// <summary>Changes kept in memory. With thirty children each some 4 MB.</summary>
    public const int Kept = 8_192;

    /// <summary>Changes that a follower may have missed and still resume; more is quicker read anew.</summary>
    public const int MostMissed = 20_000;

    private const int LargestBatch = 500;

    /// <summary>The latest changes whose children are kept with them, lines and places: with thirty each some 5 MB. Who is further behind reads them for itself.</summary>
    private const int KeptChildren = 512;

    // A burst of registers is read in one go, and told in one go.
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan BetweenBatches = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LookForOthers = TimeSpan.FromMilliseconds(250);

    private static readonly TimeSpan JudgeAgain = TimeSpan.FromSeconds(1);

    private readonly SemaphoreSlim _reading = new(1, 1);
    private readonly Lock _lock = new();
    private readonly LiveChange[] _kept = new LiveChange[Kept];
    private long _next;
    private LivePosition _position = new();
    private int _followers;
    private TaskCompletionSource _news = New();

    /// <summary>
    /// Follows from a position, or from now. Batches come in order; within each school nothing is left out or told twice. An empty batch comes at least every second,
    /// so that the follower can judge whether it still may. Throws the refusal RESYNC when the position is too old.
    /// </summary>
    public async Task<LiveFollower> FollowAsync(LivePosition? from, CancellationToken cancellation)
    {
        await _reading.WaitAsync(cancellation);
        try
        {
            if (_followers == 0)
                (_position, _) = await reader.NowAsync(cancellation);
            else
                await LookAsync(cancellation);
            _followers++;
        }
        finally
        {
            _reading.Release();
        }
        try
        {
            var (position, next) = Here();
            if (from is null)
                return new LiveFollower(this, position, next, []);
            var (missed, now) = await reader.SinceAsync(from, MostMissed, cancellation) ?? throw Refusal.Resync();
            // What was read goes at least as far as the feed did before: what the feed tells of it again is passed over.
            return new LiveFollower(this, from.Copy(), next, missed);
        }
        catch
        {
            Leave();
            throw;
        }
    }

    internal void Leave() => Interlocked.Decrement(ref _followers);

    internal async IAsyncEnumerable<IReadOnlyList<LiveChange>> BatchesAsync(
        LivePosition position,
        long next,
        IReadOnlyList<LiveChange> missed,
        [EnumeratorCancellation] CancellationToken cancellation
    )
    {
        foreach (var some in missed.Chunk(LargestBatch))
            yield return some;
        while (true)
        {
            var (batch, after, news) = Take(next);
            if (batch is null)
            {
                // Fell behind what is kept: the truth still has it.
                (_, after) = Here();
                var read = await reader.SinceAsync(position, MostMissed, cancellation) ?? throw Refusal.Resync();
                foreach (var some in read.Changes.Chunk(LargestBatch))
                    yield return some;
                next = after;
                continue;
            }
            next = after;
            if (batch.Count == 0)
            {
                yield return batch;
                await Task.WhenAny(news, Task.Delay(JudgeAgain, time, cancellation));
                cancellation.ThrowIfCancellationRequested();
                continue;
            }
            yield return batch;
            await Task.Delay(BetweenBatches, time, cancellation);
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            await signal.WaitAsync(LookForOthers, stoppingToken);
            if (Volatile.Read(ref _followers) == 0)
                continue;
            try
            {
                await _reading.WaitAsync(stoppingToken);
                try
                {
                    await LookAsync(stoppingToken);
                }
                finally
                {
                    _reading.Release();
                }
            }
#pragma warning disable CA1031 // The feed outlives a database that is away for a while: it goes on where it stopped.
            catch (Exception exception) when (exception is not OperationCanceledException)
#pragma warning restore CA1031
            {
                log.LogWarning(exception, "The live feed could not look; it tries again");
            }
            await Task.Delay(BetweenLooks, time, stoppingToken);
        }
    }

    public override void Dispose()
    {
        _reading.Dispose();
        base.Dispose();
    }

    /// <summary>Reads what is new and tells it. Only one at a time.</summary>
    private async Task LookAsync(CancellationToken cancellation)
    {
        if (await reader.SinceAsync(_position, MostMissed, cancellation) is not { } read)
        {
            // More than anybody keeps: everybody who follows reads the truth, or is told to begin anew.
            var (now, _) = await reader.NowAsync(cancellation);
            lock (_lock)
            {
                _position = now;
                _next += Kept + 1;
                Array.Clear(_kept);
                Tell();
            }
            return;
        }
        if (read.Changes.Count == 0)
            return;
        // Read once for all followers, unless there is so much that most of it will be passed over.
        var known = read.Changes.Count <= KeptChildren ? await children.OfAsync(read.Changes, cancellation) : null;
        lock (_lock)
        {
            foreach (var change in read.Changes)
            {
                if (_kept[(_next + Kept - KeptChildren) % Kept] is { Children: not null } old)
                    _kept[(_next + Kept - KeptChildren) % Kept] = old with { Children = null };
                _kept[_next++ % Kept] = change with { Children = known };
            }
            _position = read.Now;
            Tell();
        }
    }

    private void Tell()
    {
        var news = _news;
        _news = New();
        news.SetResult();
    }

    private (LivePosition Position, long Next) Here()
    {
        lock (_lock)
            return (_position.Copy(), _next);
    }

    /// <summary>What is kept from a place on; null when it is kept no more.</summary>
    private (IReadOnlyList<LiveChange>? Batch, long After, Task News) Take(long next)
    {
        lock (_lock)
        {
            if (next < _next - Kept)
                return (null, next, _news.Task);
            var batch = new List<LiveChange>();
            while (next < _next && batch.Count < LargestBatch)
                batch.Add(_kept[next++ % Kept]);
            return (batch, next, _news.Task);
        }
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}

/// <summary>One who follows. Dispose it to leave.</summary>
internal sealed class LiveFollower(LiveFeed feed, LivePosition position, long next, IReadOnlyList<LiveChange> missed) : IDisposable
{
    private int _left;

    /// <summary>How far it has come: the changes that <see cref="IsNew"/> let pass.</summary>
    public LivePosition Position => position;

    /// <summary>The batches, from the beginning of the following on.</summary>
    public IAsyncEnumerable<IReadOnlyList<LiveChange>> BatchesAsync(CancellationToken cancellation) =>
        feed.BatchesAsync(position, next, missed, cancellation);

    /// <summary>Takes a change; false when it was taken before, because the truth was read while the feed told it.</summary>
    public bool IsNew(LiveChange change)
    {
        var (seq, pos) = position[change.School];
        if (change.Seq <= seq && change.Pos <= pos)
            return false;
        position.Follow(change);
        return true;
    }

    public void Dispose()
    {
        if (Interlocked.Exchange(ref _left, 1) == 0)
            feed.Leave();
    }
}
