using Attendance.Schools.Contracts.Facts;
using Attendance.SharedKernel.Facts;

namespace Attendance.Schools.Notices;

internal sealed class WhenRegisterMissed(NoticeWriter notices) : FactHandler<RegisterMissed>
{
    protected override Task HandleAsync(RegisterMissed fact, FactContext context) => notices.TellAsync(context.Transaction, fact);
}
