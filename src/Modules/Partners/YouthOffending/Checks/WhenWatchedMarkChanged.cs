using Attendance.Schools.Contracts.Facts;
using Attendance.SharedKernel;
using Attendance.SharedKernel.Facts;

namespace Attendance.Partners.YouthOffending.Checks;

/// <summary>A mark of a young person changed: conditions and returns are looked at again. The look reads the marks themselves, so order and repeats of facts change nothing.</summary>
internal sealed class WhenWatchedMarkChanged(Rechecks rechecks) : FactHandler<WatchedMarkChanged>
{
    protected override Task HandleAsync(WatchedMarkChanged fact, FactContext context) =>
        rechecks.AskIfConcernedAsync(context.Transaction, new PupilId(fact.Pupil));
}
