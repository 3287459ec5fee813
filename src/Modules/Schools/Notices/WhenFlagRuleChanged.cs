using Attendance.Schools.Contracts.Facts;
using Attendance.SharedKernel.Facts;

namespace Attendance.Schools.Notices;

internal sealed class WhenFlagRuleChanged(NoticeWriter notices) : FactHandler<FlagRuleChanged>
{
    protected override Task HandleAsync(FlagRuleChanged fact, FactContext context) => notices.TellAsync(context.Transaction, fact);
}
