using System.ComponentModel;
using Attendance.Partners.Reports;
using Attendance.Schools.Contracts;

namespace Attendance.Partners.Directory;

/// <summary>What has come of a responsibility, counted from what the product holds at this moment.</summary>
internal sealed class OutcomeFigures(AbsenceFigures absence, ProgrammeBook programmes, AgencyReports reports)
{
    private const string Bip = "bip";

    /// <summary>The figures that a row names, in its order.</summary>
    public async Task<IReadOnlyList<OutcomeFigure>> OfAsync(Responsibility row, CancellationToken cancellation)
    {
        var figures = new List<OutcomeFigure>();
        foreach (var measure in row.Measures)
            figures.Add(await OfAsync(measure, row.Agency, cancellation));
        return figures;
    }

    private async Task<OutcomeFigure> OfAsync(string measure, string agency, CancellationToken cancellation) =>
        measure switch
        {
            "attendance" => Attended("Attendance of all schools this year", await absence.SumAsync(absence.Year)),
            "authorised" => Missed(
                "Authorised absence of all schools this year",
                await absence.SumAsync(absence.Year),
                sums => sums.Authorised
            ),
            "unauthorised" => Missed(
                "Unauthorised absence of all schools this year",
                await absence.SumAsync(absence.Year),
                sums => sums.Unauthorised
            ),
            "bip-attendance" => Attended("Attendance of the programme's schools this year", await BipAsync(cancellation)),
            "bip-unauthorised" => Missed(
                "Unauthorised absence of the programme's schools this year",
                await BipAsync(cancellation),
                sums => sums.Unauthorised
            ),
            "referrals" => Counted(
                "Referrals to the agency this year, answered before they were due",
                await reports.OfAsync(agency, cancellation),
                all => all.AnsweredInTime,
                all => all.Received
            ),
            "helped" => Counted(
                "Referrals that are over and helped",
                await reports.OfAsync(agency, cancellation),
                all => all.Helped,
                all => all.Ended
            ),
            "meetings" => Counted(
                "Meetings this year that the agency came to",
                await reports.OfAsync(agency, cancellation),
                all => all.MeetingsAttended,
                all => all.Meetings
            ),
            "actions" => Counted(
                "Actions of meetings that were done on time",
                await reports.OfAsync(agency, cancellation),
                all => all.ActionsInTime,
                all => all.ActionsDue
            ),
            "children" => Children(await reports.OfAsync(agency, cancellation)),
            "disclosures" => Counted(
                "Looks at children this year, each in the ledger",
                await reports.OfAsync(agency, cancellation),
                all => all.Looks,
                _ => null
            ),
            _ => throw new InvalidOperationException($"No figure is called {measure}."),
        };

    private static OutcomeFigure Counted(string name, AgencyReport report, Func<AgencyReport, int> count, Func<AgencyReport, int?> outOf) =>
        outOf(report) is { } all
            ? new OutcomeFigure(name, count(report), all, AbsenceRate.Percent(count(report), all, 1), false)
            : new OutcomeFigure(name, count(report), null, null, false);

    private static OutcomeFigure Children(AgencyReport report) =>
        new("Children that live agreements share with the agency", report.Children, null, null, report.Children is null);

    private async Task<AbsenceSums> BipAsync(CancellationToken cancellation) =>
        await absence.SumAsync(absence.Year, (await programmes.ListAsync(cancellation)).Single(programme => programme.Id == Bip).Schools);

    private static OutcomeFigure Attended(string name, AbsenceSums sums) =>
        Missed(name, sums, all => all.Possible - all.Authorised - all.Unauthorised);

    private static OutcomeFigure Missed(string name, AbsenceSums sums, Func<AbsenceSums, long> count) =>
        sums.IsHidden
            ? new OutcomeFigure(name, null, null, null, true)
            : new OutcomeFigure(name, count(sums), sums.Possible, AbsenceRate.Percent(count(sums), sums.Possible, 1), false);
}

[Description("A figure that shows what came of a responsibility, counted at this moment.")]
internal sealed record OutcomeFigure(
    [property: Description("What is counted, in words.")] string Name,
    [property: Description("The count. Attendance and absence are in half-days.")] long? Count,
    [property: Description("Of how many; null where nothing is divided.")] long? OutOf,
    [property: Description("The count of those, in per cent; null when there are none.")] decimal? Percent,
    [property: Description("True when the group is under five children, so that nothing is told.")] bool Hidden
);
