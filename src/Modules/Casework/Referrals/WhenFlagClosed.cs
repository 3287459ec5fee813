using Attendance.Schools.Contracts.Facts;
using Attendance.SharedKernel;
using Attendance.SharedKernel.Facts;

namespace Attendance.Casework.Referrals;

internal sealed class WhenFlagClosed(FlagJoining flags) : FactHandler<FlagClosed>
{
    protected override Task HandleAsync(FlagClosed fact, FactContext context) =>
        flags.CloseAsync(
            context.Transaction,
            new FlagClosedInCase(fact.Rule, fact.Episode, fact.At, fact.Sentence),
            new PupilId(fact.Pupil)
        );
}
