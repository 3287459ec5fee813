using Attendance.Partners.Directory;
using Attendance.SharedKernel;
using Attendance.SharedKernel.Time;

namespace Attendance.Partners.WorkLog;

/// <summary>Work for a row of the strategy's tables this school year that names no child.</summary>
internal sealed class WorkMeasures(WorkBook book, SchoolClock clock) : IOutcomeMeasures
{
    public IReadOnlyDictionary<string, CountOutcome> Measures =>
        new Dictionary<string, CountOutcome>
        {
            ["work"] = async (row, cancellation) => OutcomeFigure.Of("Times this year", (await OfAsync(row, cancellation)).Count),
            ["work-people"] = async (row, cancellation) =>
                OutcomeFigure.Of("People who took part this year", (await OfAsync(row, cancellation)).Sum(work => work.People)),
            ["work-schools"] = async (row, cancellation) =>
                OutcomeFigure.Of(
                    "Schools where it was done this year",
                    (await OfAsync(row, cancellation)).Select(work => work.School).Distinct().Count(school => school is not null)
                ),
        };

    private async Task<List<WorkDone>> OfAsync(AskedRow row, CancellationToken cancellation) =>
        [
            .. (await row.OnceOfAgencyAsync(() => book.SinceAsync(AcademicYear.Of(clock.Today).FirstDay, row.Agency, cancellation))).Where(
                work => work.Kind.Row == row.Row
            ),
        ];
}
