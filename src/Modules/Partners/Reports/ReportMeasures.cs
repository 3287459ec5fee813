using Attendance.Partners.Directory;

namespace Attendance.Partners.Reports;

/// <summary>How the agency of a row takes part: figures of its report.</summary>
internal sealed class ReportMeasures(AgencyReports reports) : IOutcomeMeasures
{
    public IReadOnlyDictionary<string, CountOutcome> Measures =>
        new Dictionary<string, CountOutcome>
        {
            ["referrals"] = Of(
                "Referrals to the agency this year, answered before they were due",
                report => report.AnsweredInTime,
                report => report.Received
            ),
            ["helped"] = Of("Referrals that are over and helped", report => report.Helped, report => report.Ended),
            ["meetings"] = Of("Meetings this year that the agency came to", report => report.MeetingsAttended, report => report.Meetings),
            ["actions"] = Of("Actions of meetings that were done on time", report => report.ActionsInTime, report => report.ActionsDue),
            ["children"] = async (row, cancellation) =>
                (await row.OnceOfAgencyAsync(() => reports.OfAsync(row.Agency, cancellation))).Children is { } children
                    ? OutcomeFigure.Of(Shared, children)
                    : OutcomeFigure.Unsaid(Shared),
            ["disclosures"] = async (row, cancellation) =>
                OutcomeFigure.Of(
                    "Looks at children this year, each in the ledger",
                    (await row.OnceOfAgencyAsync(() => reports.OfAsync(row.Agency, cancellation))).Looks
                ),
        };

    private const string Shared = "Children that live agreements share with the agency";

    private CountOutcome Of(string name, Func<AgencyReport, int> count, Func<AgencyReport, int> outOf) =>
        async (row, cancellation) =>
        {
            var report = await row.OnceOfAgencyAsync(() => reports.OfAsync(row.Agency, cancellation));
            return OutcomeFigure.Of(name, count(report), outOf(report));
        };
}
