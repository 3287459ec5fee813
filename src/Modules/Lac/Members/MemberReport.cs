using System.Globalization;
using Attendance.Lac.TenDays;
using Attendance.SharedKernel.Documents;
using Attendance.SharedKernel.Time;

namespace Attendance.Lac.Members;

/// <summary>
/// The report of a quarter for elected members. <paramref name="SubmittedBy"/> and <paramref name="ReleasedBy"/>: as records name people; <paramref name="Words"/>: what the team says of
/// the figures.
/// </summary>
internal sealed record MemberReport(
    Quarter Quarter,
    DateTimeOffset KnownAt,
    IReadOnlyList<MemberRow> Rows,
    MemberReportState State,
    string? Words,
    string? SubmittedBy,
    DateTimeOffset? ReleasedAt,
    string? ReleasedBy
)
{
    /// <summary>On paper and as a workbook.</summary>
    public ReportDocument Document() =>
        new(
            "Looked-after children: attendance, for elected members",
            [
                $"Quarter: {Quarter}.",
                $"As it was known on {SchoolClock.Local(KnownAt).ToString("d MMMM yyyy 'at' HH:mm", CultureInfo.InvariantCulture)}.",
                "A count under 5 is hidden, and so are others from which one could be worked out. Half-days are those of the quarter while in care.",
                .. Words is { } words ? new[] { words } : [],
            ],
            [
                new ReportTable(
                    "Figures",
                    "Figures",
                    [
                        new ReportColumn("Children", 0.3),
                        new ReportColumn("Number", 0.1),
                        new ReportColumn("Reached 10 days", 0.12),
                        new ReportColumn("Reached 25 days", 0.12),
                        new ReportColumn("Possible half-days", 0.12),
                        new ReportColumn("Missed", 0.12),
                        new ReportColumn("Attendance %", 0.12),
                    ],
                    [
                        .. Rows.Select(row =>
                            (IReadOnlyList<object?>)
                                [
                                    row.Group is null ? row.Name : $"{row.Group}: {row.Name}",
                                    MemberRow.Print(row.Children),
                                    MemberRow.Print(row.ReachedTen),
                                    MemberRow.Print(row.ReachedTwentyFive),
                                    MemberRow.Print(row.Possible),
                                    MemberRow.Print(row.Missed),
                                    MemberRow.Print(row.Attendance),
                                ]
                        ),
                    ],
                    ""
                ),
            ],
            KnownAt
        );
}
