using Attendance.Access.Contracts;
using Attendance.SharedKernel.Data;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Attendance.Lac.Children;

/// <summary>
/// Lets the times in care of a merged child follow it: within a second who may see the survivor is as its care has it, and the child is counted again. A merge that is
/// taken back takes this back too.
/// </summary>
internal sealed class FollowMerges(CareFamily family, CareBook care, IWriter writer, TimeProvider time, ILogger<FollowMerges> log)
    : BackgroundService
{
    private static readonly Caller Job = Caller.System("lac-merges");
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromSeconds(1);

    /// <summary>Follows every merge since the last call. Answers how many children.</summary>
    public async Task<int> RunAsync(CancellationToken cancellation)
    {
        var moved = await family.MovedAsync(cancellation);
        foreach (var child in moved)
            await writer.Run(
                async transaction =>
                {
                    await CareFamily.NoteAsync(transaction, child);
                    await care.FollowAsync(transaction, Job, child.Pupil, cancellation);
                    if (child.Known != child.Pupil)
                        await care.FollowAsync(transaction, Job, child.Known, cancellation);
                },
                cancellation
            );
        return moved.Count;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await RunAsync(stoppingToken);
            }
#pragma warning disable CA1031 // What was not followed is found again at the next look.
            catch (Exception exception) when (exception is not OperationCanceledException)
#pragma warning restore CA1031
            {
                log.LogError(exception, "Merged children in care could not be followed; it comes again");
            }
            await Task.Delay(BetweenLooks, time, stoppingToken);
        }
    }
}
