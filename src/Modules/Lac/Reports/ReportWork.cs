using Attendance.Lac.TenDays;
using Attendance.SharedKernel.Time;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Attendance.Lac.Reports;

/// <summary>
/// Makes the reports whose quarter or term has ended, once a day begins; a Host that was away makes them when it is back, as they were known at the end of the period. Every Host tries,
/// and the first to store a report has made it.
/// </summary>
internal sealed class ReportWork(TenDayMaker tenDays, SchoolClock clock, TimeProvider time, ILogger<ReportWork> log) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private DateOnly? _day;

    /// <summary>Makes what is due today and not made yet. Answers how many reports.</summary>
    public async Task<int> RunAsync(CancellationToken cancellation)
    {
        var today = clock.Today;
        if (_day == today)
            return 0;
        var made = await tenDays.FreezeAsync(today, cancellation);
        _day = today;
        return made;
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
#pragma warning disable CA1031 // The report stays due; the next look makes it.
            catch (Exception exception) when (exception is not OperationCanceledException)
#pragma warning restore CA1031
            {
                log.LogError(exception, "Reports of looked-after children could not be made; it comes again");
            }
        }
    }
}
