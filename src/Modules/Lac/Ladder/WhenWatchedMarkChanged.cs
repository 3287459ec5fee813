using Attendance.Schools.Contracts.Facts;
using Attendance.SharedKernel;
using Attendance.SharedKernel.Facts;
using Attendance.SharedKernel.Time;

namespace Attendance.Lac.Ladder;

/// <summary>A looked-after child's mark is another: the child is counted again. The count reads the marks themselves, so order and repeats of facts change nothing.</summary>
internal sealed class WhenWatchedMarkChanged(Recounts recounts, SchoolClock clock) : FactHandler<WatchedMarkChanged>
{
    protected override Task HandleAsync(WatchedMarkChanged fact, FactContext context) =>
        recounts.AskIfLookedAfterAsync(context.Transaction, new PupilId(fact.Pupil), clock.Now);
}
