using Attendance.Schools.Contracts;
using Attendance.SharedKernel.Data;
using Dapper;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Attendance.Schools.Registers;

/// <summary>
/// Wakes schools whose journal goes beyond their standings, for those that nobody calls: after a crash, or when a standing could not be written in time.
/// </summary>
internal sealed class RecoveryPass(Database database, IGrainFactory grains, TimeProvider time, ILogger<RecoveryPass> log)
    : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    /// <summary>One pass. Answers how many schools were behind.</summary>
    public async Task<int> RunAsync(CancellationToken cancellation)
    {
        List<long> behind;
        await using (var connection = await database.OpenAsync(cancellation))
        {
            behind =
            [
                .. await connection.QueryAsync<long>(
                    """
                    select school_id from (
                        select s.school_id, coalesce(m.folded_seq, 0) as folded,
                            (select j.last_seq from schools_submission j where j.school_id = s.school_id order by j.first_seq desc limit 1) as last
                        from schools_school s left join schools_mark m on m.school_id = s.school_id) t
                    where last > folded
                    """
                ),
            ];
        }
        foreach (var school in behind)
            await grains.GetGrain<ISchoolGrain>(school).Recover();
        return behind.Count;
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
#pragma warning disable CA1031 // The pass comes again; what cannot be folded is said and stays behind.
            catch (Exception exception) when (exception is not OperationCanceledException)
#pragma warning restore CA1031
            {
                log.LogError(exception, "The recovery pass failed; it comes again");
            }
        } while (await timer.WaitForNextTickAsync(stoppingToken));
    }
}
