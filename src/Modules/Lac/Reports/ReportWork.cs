using Attendance.Lac.Members;
using Attendance.Lac.TenDays;
using Attendance.Lac.Updates;
using Attendance.Lac.Years;
using Attendance.SharedKernel.Time;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Attendance.Lac.Reports;

/// <summary>
/// Makes the reports whose quarter, term or year has ended, once a day begins; a Host that was away makes them when it is back, as they were known at the end of the period. Every Host tries,
/// and the first to store a report has made it.
/// </summary>
internal sealed class ReportWork(
    TenDayMaker tenDays,
    UpdateMaker updates,
    MemberMaker members,
    YearMaker years,
    SchoolClock clock,
    TimeProvider time,
    ILogger<ReportWork> log
) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan AfterFailure = TimeSpan.FromSeconds(30);

    private DateOnly? _day;

    /// <summary>Makes what is due today and not made yet. Answers how many reports.</summary>
    public async Task<int> RunAsync(CancellationToken cancellation)
    {
        var today = clock.Today;
        if (_day == today)
            return 0;
        var made =
            await tenDays.FreezeAsync(today, cancellation)
            + await updates.FreezeAsync(today, cancellation)
            + await members.FreezeAsync(today, cancellation)
            + await years.FreezeAsync(today, cancellation);
        _day = today;
        return made;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            var pause = Interval;
            try
            {
                await RunAsync(stoppingToken);
            }
#pragma warning disable CA1031 // The report stays due; the next look makes it.
            catch (Exception exception) when (exception is not OperationCanceledException)
#pragma warning restore CA1031
            {
                log.LogError(exception, "Reports of looked-after children could not be made; it comes again");
                pause = AfterFailure;
            }
            await Task.Delay(pause, time, stoppingToken);
        }
    }
}
