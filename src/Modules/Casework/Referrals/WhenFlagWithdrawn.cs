using Attendance.Schools.Contracts.Facts;
using Attendance.SharedKernel;
using Attendance.SharedKernel.Facts;

namespace Attendance.Casework.Referrals;

internal sealed class WhenFlagWithdrawn(FlagJoining flags) : FactHandler<FlagWithdrawn>
{
    protected override Task HandleAsync(FlagWithdrawn fact, FactContext context) =>
        flags.WithdrawAsync(context.Transaction, fact.Rule, fact.Episode, fact.At, fact.Sentence, new PupilId(fact.Pupil));
}
