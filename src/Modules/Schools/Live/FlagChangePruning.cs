using Attendance.Schools.Data;
using Attendance.SharedKernel.Data;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Attendance.Schools.Live;

/// <summary>
/// Removes noted changes of flags after a day: who was away longer is told to read anew. How far a school's were removed is kept, so that nobody resumes across
/// the gap. Looks at the start and then every hour.
/// </summary>
internal sealed class FlagChangePruning(IWriter writer, TimeProvider time, ILogger<FlagChangePruning> log) : BackgroundService
{
    /// <summary>How long a change stays: a laptop that was closed overnight resumes.</summary>
    public static readonly TimeSpan Keep = TimeSpan.FromDays(1);

    private static readonly TimeSpan Interval = TimeSpan.FromHours(1);

    /// <summary>One look. Answers how many changes were removed.</summary>
    public Task<int> RunAsync(CancellationToken cancellation) =>
        writer.Run(
            async transaction =>
            {
                var before = time.GetUtcNow() - Keep;
                await transaction
                    .Command(
                        """
                        update schools_change_mark set pruned_pos = (
                            select max(c.pos) from schools_flag_change c where c.school_id = schools_change_mark.school_id and c.written_at < @before)
                        where exists (
                            select 1 from schools_flag_change c where c.school_id = schools_change_mark.school_id and c.written_at < @before)
                        """
                    )
                    .With("before", before)
                    .RunAsync(cancellation);
                return await transaction
                    .Command(
                        """
                        delete from schools_flag_change where pos <=
                            (select m.pruned_pos from schools_change_mark m where m.school_id = schools_flag_change.school_id)
                        """
                    )
                    .RunAsync(cancellation);
            },
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
#pragma warning disable CA1031 // They stay an hour longer.
            catch (Exception exception) when (exception is not OperationCanceledException)
#pragma warning restore CA1031
            {
                log.LogWarning(exception, "Old changes of flags could not be removed");
            }
        } while (await timer.WaitForNextTickAsync(stoppingToken));
    }
}
