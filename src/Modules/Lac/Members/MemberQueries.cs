using System.ComponentModel;
using Attendance.Access.Contracts;
using Attendance.SharedKernel.GraphQL;
using GraphQL;
using MediatR;

namespace Attendance.Lac.Members;

/// <summary>The quarter's reports for elected members.</summary>
[QueryRoot]
internal sealed class MemberQueries(MemberReports reports, IMediator mediator)
{
    [Description(
        "The quarter's reports on looked-after children for elected members, the newest first, small counts hidden: for members those that were released. Null with NOT_FOUND when there are none for this caller."
    )]
    [Cost(10)]
    public async Task<IReadOnlyList<MemberReportNode>?> MemberReports(Caller caller, CancellationToken cancellation = default)
    {
        if (await reports.ListAsync(caller, cancellation) is not { } found)
            throw Refusal.NotFound();
        var names = await mediator.Send(
            new ReadRecordedNames([.. found.SelectMany(report => new[] { report.SubmittedBy, report.ReleasedBy }).OfType<string>()]),
            cancellation
        );
        return [.. found.Select(report => MemberReportNode.Of(report, names))];
    }
}

[Description("The report of a quarter on looked-after children for elected members.")]
[Name("MemberReport")]
internal sealed record MemberReportNode(
    [property: Description("The quarter's first day.")] DateOnly FirstDay,
    [property: Description("The quarter's last day.")] DateOnly LastDay,
    [property: Description("The instant at which what it says was known.")] DateTimeOffset KnownAt,
    [property: Description("Where it stands.")] MemberReportState State,
    [property: Description("What the team says of the figures.")] string? Words,
    [property: Description("Who handed it over for release.")] string? SubmittedBy,
    [property: Description("When it was released.")] DateTimeOffset? ReleasedAt,
    [property: Description("Who released it.")] string? ReleasedBy,
    [property: Description("All children, then by age and by placement.")] IReadOnlyList<MemberReportLine> Rows,
    [property: Description("Where it is as a PDF.")] string Pdf,
    [property: Description("Where it is as a workbook (XLSX).")] string Workbook
)
{
    public static MemberReportNode Of(MemberReport report, IReadOnlyDictionary<string, string> names) =>
        new(
            report.Quarter.FirstDay,
            report.Quarter.LastDay,
            report.KnownAt,
            report.State,
            report.Words,
            report.SubmittedBy is { } submitted ? names.GetValueOrDefault(submitted, submitted) : null,
            report.ReleasedAt,
            report.ReleasedBy is { } released ? names.GetValueOrDefault(released, released) : null,
            [
                .. report.Rows.Select(row => new MemberReportLine(
                    row.Group,
                    row.Name,
                    row.Children,
                    row.ReachedTen,
                    row.ReachedTwentyFive,
                    row.Possible,
                    row.Missed,
                    row.Attendance
                )),
            ],
            ReadMemberReport.Link(report.Quarter.FirstDay, "pdf"),
            ReadMemberReport.Link(report.Quarter.FirstDay, "xlsx")
        );
}

[Description("A row of a members' report. A count is null where it is hidden.")]
internal sealed record MemberReportLine(
    [property: Description("What the row is a part by (Age, Placement); null for all children.")] string? Group,
    [property: Description("Which children.")] string Name,
    [property: Description("Children in care in the quarter.")] long? Children,
    [property: Description("Those who reached ten missed days in it.")] long? ReachedTen,
    [property: Description("Those who reached 25 missed days in it.")] long? ReachedTwentyFive,
    [property: Description("Half-days at which they could have attended while in care.")] long? Possible,
    [property: Description("Half-days missed.")] long? Missed,
    [property: Description("Attended of possible, in per cent to 1 place; null where one of them is hidden.")] decimal? AttendancePercent
);
