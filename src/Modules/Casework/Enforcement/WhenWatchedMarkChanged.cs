using Attendance.Schools.Contracts.Facts;
using Attendance.SharedKernel;
using Attendance.SharedKernel.Facts;

namespace Attendance.Casework.Enforcement;

/// <summary>A mark of a child with a running matter changed: the matter's evidence is compared again, in the background, because that reads the journal.</summary>
internal sealed class WhenWatchedMarkChanged : FactHandler<WatchedMarkChanged>
{
    protected override Task HandleAsync(WatchedMarkChanged fact, FactContext context) =>
        MatterStore.RecheckAsync(context.Transaction, new PupilId(fact.Pupil));
}
