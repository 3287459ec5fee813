using Attendance.SharedKernel.Data;
using Dapper;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Attendance.SharedKernel.Facts;

/// <summary>
/// Removes the inbox notes that no repeat can need any more: older than 30 days, and their fact is gone from the outbox (a parked one may still be told again).
/// Looks at the start and then every hour; two Hosts that look at once do no harm.
/// </summary>
internal sealed class InboxPruning(IWriter writer, TimeProvider time, ILogger<InboxPruning> log) : BackgroundService
{
    /// <summary>How long a note stays. A fact told twice comes within seconds; this leaves room for a restored backup.</summary>
    public static readonly TimeSpan Keep = TimeSpan.FromDays(30);

    private static readonly TimeSpan Interval = TimeSpan.FromHours(1);

    /// <summary>One look. Answers how many notes were removed.</summary>
    public Task<int> RunAsync(CancellationToken cancellation) =>
        writer.Run(
            transaction =>
                transaction.Connection!.ExecuteAsync(
                    """
                    delete from inbox where handled_at < @before and not exists (
                        select 1 from outbox o where o.stream = inbox.stream and o.position = inbox.position and o.ordinal = inbox.ordinal)
                    """,
                    new { before = time.GetUtcNow() - Keep },
                    transaction
                ),
            cancellation
        );

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        do
        {
            try
            {
                await RunAsync(stoppingToken);
            }
#pragma warning disable CA1031 // The notes stay an hour longer.
            catch (Exception exception) when (exception is not OperationCanceledException)
#pragma warning restore CA1031
            {
                log.LogWarning(exception, "Old notes of the inbox could not be removed");
            }
        } while (await timer.WaitForNextTickAsync(stoppingToken));
    }
}
