using Attendance.Schools.Contracts.Facts;
using Attendance.SharedKernel.Facts;

namespace Attendance.Schools.Notices;

internal sealed class WhenFlagOpened(NoticeWriter notices) : FactHandler<FlagOpened>
{
    protected override Task HandleAsync(FlagOpened fact, FactContext context) =>
        notices.TellFlagAsync(context.Transaction, fact.Pupil, fact.Rule, fact.Episode, fact.Severity, fact.Sentence);
}
