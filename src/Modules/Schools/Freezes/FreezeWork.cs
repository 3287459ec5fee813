using Attendance.Schools.Reading;
using Attendance.SharedKernel;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Attendance.Schools.Freezes;

/// <summary>
/// Works freezes out, one at a time and one school after another, so that registers keep their processor. A freeze whose Host died is begun again by another,
/// or by this one when it starts: its positions are stored, so the answer is the same.
/// </summary>
internal sealed class FreezeWork(FreezeStore store, SchoolFigures figures, ILogger<FreezeWork> log) : BackgroundService
{
    private readonly string _worker = Guid.NewGuid().ToString("N");
    private readonly SemaphoreSlim _news = new(0);

    /// <summary>Something new was stored.</summary>
    public void Wake() => _news.Release();

    public override void Dispose()
    {
        _news.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            while (true)
            {
                try
                {
                    foreach (var freeze in await store.RunningAsync(stoppingToken))
                    {
                        if (await store.ClaimAsync(freeze.Id, _worker, stoppingToken))
                            await WorkAsync(freeze, stoppingToken);
                    }
                }
#pragma warning disable CA1031 // The work outlives a database that is away for a while; what was claimed is begun again.
                catch (Exception exception) when (exception is not OperationCanceledException)
#pragma warning restore CA1031
                {
                    log.LogWarning(exception, "Looking for freezes failed; the next look is later");
                }
                await _news.WaitAsync(FreezeStore.Silence, stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The server stops.
        }
    }

    private async Task WorkAsync(Freeze freeze, CancellationToken cancellation)
    {
        var sums = new Dictionary<int, SessionSums>();
        try
        {
            var moment = new Contracts.Moment(freeze.AsOf, freeze.KnownAt);
            foreach (var (school, position) in freeze.Positions.OrderBy(pair => pair.Key))
            {
                sums[school] = await figures.FrozenAsync(Laestab.From(school), freeze.Year, moment, position, cancellation);
                await store.ProgressAsync(freeze.Id, _worker, sums.Count, cancellation);
            }
            await store.DoneAsync(freeze.Id, _worker, sums, cancellation);
        }
#pragma warning disable CA1031 // Whatever it was, whoever waits must hear of it.
        catch (Exception exception) when (exception is not OperationCanceledException)
#pragma warning restore CA1031
        {
            log.LogError(exception, "Freeze {Id} failed after {Done} schools", freeze.Id, sums.Count);
            await store.FailedAsync(freeze.Id, _worker, sums.Count, cancellation);
        }
    }
}
