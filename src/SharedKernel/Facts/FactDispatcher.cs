using System.Collections.Concurrent;
using Attendance.SharedKernel.Data;
using MediatR;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Attendance.SharedKernel.Facts;

/// <summary>
/// Tells stored facts to their handlers: at least once, in the order of each stream, from one Host at a time. Grains never publish; this does, after the
/// commit and away from them. A fact that is raised again, by a fold that is repeated after a crash, is told again, and the inbox lets that pass without effect.
/// </summary>
internal sealed class FactDispatcher(
    FactTypes types,
    OutboxStore store,
    FactSignal signal,
    FactOptions options,
    Database database,
    IWriter writer,
    TimeProvider time,
    IServiceScopeFactory scopes,
    ILogger<FactDispatcher> log
) : BackgroundService
{
    private readonly ConcurrentDictionary<string, DateTimeOffset> _notBefore = new(StringComparer.Ordinal);

    /// <summary>One pass over what waits. Returns true when something was removed, so that there may be more.</summary>
    public async Task<bool> RunOnceAsync(CancellationToken cancellation)
    {
        if (!await store.AnyWaitingAsync(cancellation))
            return false;
        var now = time.GetUtcNow();
        var resting = _notBefore.Where(pair => pair.Value > now).Select(pair => pair.Key).ToHashSet(StringComparer.Ordinal);
        var (streams, until) = await store.LeaseAsync(await store.WaitingAsync(resting, cancellation), cancellation);
        var moved = 0;
        await Parallel.ForEachAsync(
            streams,
            new ParallelOptions { MaxDegreeOfParallelism = database.IsSqlite ? 1 : options.Streams, CancellationToken = cancellation },
            async (stream, stopping) =>
            {
                if (await RunStreamAsync(stream, until, stopping))
                    Interlocked.Exchange(ref moved, 1);
            }
        );
        return moved == 1;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            while (!stoppingToken.IsCancellationRequested)
            {
                try
                {
                    if (!await RunOnceAsync(stoppingToken))
                        await signal.WaitAsync(NextLook(), stoppingToken);
                    await Task.Delay(options.Gather, TimeProvider.System, stoppingToken);
                }
#pragma warning disable CA1031 // A database that is away comes back; the dispatcher must still be there then.
                catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
#pragma warning restore CA1031
                {
                    log.LogWarning("Facts wait: {Error}", exception.GetType().Name);
                    await Task.Delay(TimeSpan.FromSeconds(1), TimeProvider.System, stoppingToken);
                }
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            log.LogDebug("The dispatcher stops");
        }
        await ReleaseAsync();
    }

    private async Task ReleaseAsync()
    {
        try
        {
            await store.ReleaseAsync();
        }
#pragma warning disable CA1031 // The leases run out by themselves.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            log.LogWarning("The leases of streams were not given back: {Error}", exception.GetType().Name);
        }
    }

    /// <summary>Tells a stream's facts in order until one fails, or the lease is nearly over.</summary>
    private async Task<bool> RunStreamAsync(string stream, DateTimeOffset until, CancellationToken cancellation)
    {
        _notBefore.TryRemove(stream, out _);
        var waiting = await store.ReadAsync(stream, cancellation);
        var done = 0;
        while (done < waiting.Count && !cancellation.IsCancellationRequested && time.GetUtcNow() <= until - (options.Lease / 3))
        {
            var (handled, error) = await TellSomeAsync(waiting, done, apart: false, cancellation);
            // What a handler wrote that throws must go and what the others wrote must stay: once more, each for itself.
            if (error is not null)
                (handled, error) = await TellSomeAsync(waiting, done, apart: true, cancellation);
            done += handled;
            if (error is null)
                continue;
            await FailAsync(waiting[done], error);
            break;
        }
        return done > 0;
    }

    /// <summary>
    /// Tells facts from a place on and removes those that all handlers took, in one transaction: a commit for each handler of each fact would cost more than the
    /// handlers do. Ends at the first that failed, and between two facts when the Host stops; says how many were taken and what went wrong. With
    /// <paramref name="apart"/> each handler stands behind a savepoint of its own and those that did not fail keep what they wrote; without it, which costs less, a
    /// failure takes back everything and none is taken.
    /// </summary>
    private async Task<(int Handled, string? Error)> TellSomeAsync(
        IReadOnlyList<WaitingFact> waiting,
        int from,
        bool apart,
        CancellationToken cancellation
    )
    {
        try
        {
            return await TellSomeInOneAsync(waiting, from, apart, cancellation);
        }
        catch (HandlerFailedException failed)
        {
            return (0, failed.Message);
        }
    }

    private Task<(int Handled, string? Error)> TellSomeInOneAsync(
        IReadOnlyList<WaitingFact> waiting,
        int from,
        bool apart,
        CancellationToken cancellation
    ) =>
        writer.Run(
            async transaction =>
            {
                var lent = new LentWriter(transaction, apart);
                var begun = TimeProvider.System.GetTimestamp();
                var handled = new List<FactPlace>();
                string? error = null;
                while (
                    from + handled.Count < waiting.Count
                    && handled.Count < options.Together
                    && TimeProvider.System.GetElapsedTime(begun) < options.LongestTransaction
                    && !cancellation.IsCancellationRequested
                )
                {
                    var next = waiting[from + handled.Count];
                    error = await TellAsync(next, lent);
                    if (error is not null && !apart)
                        throw new HandlerFailedException(error);
                    if (error is not null)
                        break;
                    handled.Add(next.Place);
                }
                if (handled.Count > 0)
                    await OutboxStore.RemoveAsync(transaction, handled);
                return (handled.Count, error);
            },
            CancellationToken.None
        );

    private async Task FailAsync(WaitingFact waiting, string error)
    {
        await store.FailAsync(waiting.Place, error);
        if (waiting.Tries + 1 >= options.Tries)
        {
            log.LogError("A fact of type {Type} is parked after {Tries} tries; its stream goes on", waiting.Type, waiting.Tries + 1);
            return;
        }
        var pause = options.FirstRetry * Math.Pow(2, waiting.Tries);
        _notBefore[waiting.Stream] = time.GetUtcNow() + (pause < options.LongestRetry ? pause : options.LongestRetry);
    }

    /// <summary>Tells one fact to all its handlers. Returns what went wrong, or null.</summary>
    private async Task<string?> TellAsync(WaitingFact waiting, LentWriter lent)
    {
        if (types.Find(waiting.Type) is not { } type)
            return "This version does not know the type of the fact.";
        Delivery delivery;
        try
        {
            delivery = type.Deliver(FactTypes.Read(type, waiting.Payload), waiting.Place, waiting.RaisedAt, lent, time);
        }
        catch (System.Text.Json.JsonException exception)
        {
            return $"The payload cannot be read: {exception.Message}";
        }
        await using var scope = scopes.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<IMediator>().Publish(delivery, CancellationToken.None);
        if (delivery.Failures.Count == 0)
            return null;
        var errors = string.Join("; ", delivery.Failures.Select(failure => $"{failure.GetType().Name}: {failure.Message}"));
        return errors.Length <= 1000 ? errors : errors[..1000];
    }

    /// <summary>The poll, or sooner when a stream that failed is due.</summary>
    private TimeSpan NextLook()
    {
        var now = time.GetUtcNow();
        var next = options.Poll;
        foreach (var (_, due) in _notBefore)
        {
            if (due > now && due - now < next)
                next = due - now;
        }
        return next;
    }

    /// <summary>Takes a transaction back in which a handler failed.</summary>
    private sealed class HandlerFailedException(string message) : Exception(message);
}
