using Attendance.Schools.Contracts.Facts;
using Attendance.SharedKernel.Facts;

namespace Attendance.Schools.Notices;

internal sealed class WhenCorrectionAnswered(NoticeWriter notices) : FactHandler<CorrectionAnswered>
{
    protected override Task HandleAsync(CorrectionAnswered fact, FactContext context) => notices.TellAsync(context.Transaction, fact);
}
