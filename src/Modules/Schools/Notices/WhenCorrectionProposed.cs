using Attendance.Schools.Contracts.Facts;
using Attendance.SharedKernel.Facts;

namespace Attendance.Schools.Notices;

internal sealed class WhenCorrectionProposed(NoticeWriter notices) : FactHandler<CorrectionProposed>
{
    protected override Task HandleAsync(CorrectionProposed fact, FactContext context) => notices.TellAsync(context.Transaction, fact);
}
