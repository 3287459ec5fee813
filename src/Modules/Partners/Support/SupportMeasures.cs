using Attendance.Partners.Directory;
using Attendance.Partners.Referrals;
using Attendance.SharedKernel;
using Attendance.SharedKernel.Time;

namespace Attendance.Partners.Support;

/// <summary>What was done for a row of the strategy's tables this school year: the kinds of support that come from that row.</summary>
internal sealed class SupportMeasures(SupportBook book, SchoolClock clock) : IOutcomeMeasures
{
    public IReadOnlyDictionary<string, CountOutcome> Measures =>
        new Dictionary<string, CountOutcome>
        {
            ["support"] = async (row, cancellation) =>
            {
                var records = await OfAsync(row, cancellation);
                return OutcomeFigure.Of("Children in this work this year", records.Sum(record => record.Children.Count));
            },
            ["support-helped"] = async (row, cancellation) =>
            {
                var over = (await OfAsync(row, cancellation))
                    .SelectMany(record => record.Children)
                    .Where(child => child.Outcome is not null)
                    .ToList();
                return OutcomeFigure.Of(
                    "Children for whom it is over and helped",
                    over.Count(child => child.Outcome is ReferralOutcome.Helped or ReferralOutcome.PartlyHelped),
                    over.Count
                );
            },
            ["support-sessions"] = async (row, cancellation) =>
                OutcomeFigure.Of("Meetings held this year", (await OfAsync(row, cancellation)).Sum(record => record.Sessions.Count)),
            ["support-exclusions"] = async (row, cancellation) =>
                OutcomeFigure.Of(
                    "Exclusions avoided this year",
                    (await OfAsync(row, cancellation)).Count(record => record.ExclusionAvoided)
                ),
            ["support-onward"] = async (row, cancellation) =>
            {
                var onward = (await OfAsync(row, cancellation))
                    .SelectMany(record => record.Children)
                    .Where(child => child.OnwardState is not null)
                    .ToList();
                return OutcomeFigure.Of(
                    "Referrals onward that were taken",
                    onward.Count(child => child.OnwardState is OnwardState.Taken or OnwardState.Over),
                    onward.Count
                );
            },
            ["support-scale"] = async (row, cancellation) =>
            {
                var both = (await OfAgencyAsync(row, cancellation))
                    .SelectMany(record => record.Children)
                    .Where(child => child.Start is not null && child.End is not null)
                    .ToList();
                return OutcomeFigure.Of(
                    "Young people whose six outcomes together are better at the end",
                    both.Count(child => child.End!.Values.Sum() > child.Start!.Values.Sum()),
                    both.Count
                );
            },
        };

    private async Task<IReadOnlyList<SupportRecord>> OfAsync(AskedRow row, CancellationToken cancellation) =>
        [.. (await OfAgencyAsync(row, cancellation)).Where(record => record.Kind.Row == row.Row)];

    private Task<IReadOnlyList<SupportRecord>> OfAgencyAsync(AskedRow row, CancellationToken cancellation) =>
        row.OnceOfAgencyAsync(() => book.OfAgencyAsync(row.Agency, AcademicYear.Of(clock.Today).FirstDay, cancellation));
}
