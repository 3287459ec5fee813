using Attendance.Schools.Contracts.Facts;
using Attendance.SharedKernel.Facts;

namespace Attendance.Schools.Notices;

internal sealed class WhenFlagChanged(NoticeWriter notices) : FactHandler<FlagChanged>
{
    protected override Task HandleAsync(FlagChanged fact, FactContext context) =>
        notices.TellFlagAsync(context.Transaction, fact.Pupil, fact.Rule, fact.Episode, fact.Severity, fact.Sentence);
}
