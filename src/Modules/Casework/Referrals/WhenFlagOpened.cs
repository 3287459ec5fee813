using Attendance.Schools.Contracts.Facts;
using Attendance.SharedKernel;
using Attendance.SharedKernel.Facts;

namespace Attendance.Casework.Referrals;

internal sealed class WhenFlagOpened(FlagJoining flags) : FactHandler<FlagOpened>
{
    protected override Task HandleAsync(FlagOpened fact, FactContext context) =>
        flags.JoinAsync(
            context.Transaction,
            new FlagJoined(fact.Rule, fact.RuleVersion, fact.Episode, fact.Severity, fact.At, fact.Sentence),
            new PupilId(fact.Pupil)
        );
}
