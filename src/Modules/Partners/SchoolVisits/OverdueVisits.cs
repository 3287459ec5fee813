using System.Globalization;
using Attendance.Partners.ConcernSchools;
using Attendance.Schools.Contracts;
using Attendance.SharedKernel.Data;
using Attendance.SharedKernel.Time;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Attendance.Partners.SchoolVisits;

/// <summary>
/// Tells school improvement, once for each day that was due, of a school whose next visit is overdue: from the first minute after the day on, or at the next start. A visit falls due with the day alone, so a
/// look a day is enough; two Hosts make the same notice. Schools without any visit on record have no day that was due, and stand on the board alone.
/// </summary>
internal sealed class OverdueVisits(
    VisitBook visits,
    ConcernBook concerns,
    ISharedNotices notices,
    IWriter writer,
    SchoolClock clock,
    TimeProvider time,
    ILogger<OverdueVisits> log
) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);
    private DateOnly? _looked;

    /// <summary>Tells of what is overdue today.</summary>
    public async Task RunAsync(CancellationToken cancellation)
    {
        var today = clock.Today;
        if (_looked == today)
            return;
        var standing = ConcernBook.Standing(await concerns.ListAsync(cancellation));
        var due = (await visits.ListAsync(null, cancellation))
            .GroupBy(visit => visit.School)
            .Select(made =>
                (School: made.Key, On: VisitDuty.DueOn(made.Max(visit => visit.VisitedOn), standing.GetValueOrDefault(made.Key).Since))
            )
            .Where(each => VisitDuty.IsOverdue(each.On, today))
            .ToList();
        await writer.Run(
            async transaction =>
            {
                foreach (var (school, on) in due)
                    await notices.TellAsync(
                        transaction,
                        new VisitNotice(
                            $"{school}/{on:yyyy-MM-dd}",
                            school,
                            string.Create(CultureInfo.InvariantCulture, $"A visit was due by {on:d MMMM yyyy}, and none is on record."),
                            $"/schools/{school}/improvement"
                        )
                    );
            },
            cancellation
        );
        _looked = today;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        do
        {
            try
            {
                await RunAsync(stoppingToken);
            }
#pragma warning disable CA1031 // What is overdue stays so; the next wake tries again.
            catch (Exception exception) when (exception is not OperationCanceledException)
#pragma warning restore CA1031
            {
                log.LogError(exception, "The look for overdue visits failed; it comes again");
            }
        } while (await timer.WaitForNextTickAsync(stoppingToken));
    }
}
