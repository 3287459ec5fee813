using Attendance.Casework.Court;
using Attendance.SharedKernel.Time;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Attendance.Casework.Enforcement;

/// <summary>
/// Asks which steps the law takes by itself by <see cref="SchoolClock"/> (a penalty's time for payment is over, an order ended) and whose evidence a correction touched, and does them. What is
/// due stands in the database: it survives a restart, and how often this wakes changes nothing.
/// </summary>
internal sealed class EnforcementWork(
    MatterStore store,
    EnforcementDesk desk,
    CourtPackMaker packs,
    SchoolClock clock,
    TimeProvider time,
    ILogger<EnforcementWork> log
) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    /// <summary>Does what is due. Answers in how many cases something happened.</summary>
    public async Task<int> RunAsync(CancellationToken cancellation)
    {
        var count = 0;
        foreach (var id in await store.DueAsync(clock.Today, cancellation))
        {
            if (!await desk.CatchUpAsync(id, cancellation))
                continue;
            count++;
            await packs.ReissueAsync(id, cancellation);
        }
        return count;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await RunAsync(stoppingToken);
            }
#pragma warning disable CA1031 // What is due stays due; the next wake tries again.
            catch (Exception exception) when (exception is not OperationCanceledException)
#pragma warning restore CA1031
            {
                log.LogError(exception, "The work of enforcement failed; it comes again");
            }
        }
    }
}
