using Attendance.Schools.Contracts.Facts;
using Attendance.SharedKernel;
using Attendance.SharedKernel.Facts;

namespace Attendance.Casework.Referrals;

internal sealed class WhenFlagChanged(FlagJoining flags) : FactHandler<FlagChanged>
{
    protected override Task HandleAsync(FlagChanged fact, FactContext context) =>
        flags.JoinAsync(
            context.Transaction,
            new FlagJoined(fact.Rule, fact.RuleVersion, fact.Episode, fact.Severity, fact.At, fact.Sentence),
            new PupilId(fact.Pupil)
        );
}
