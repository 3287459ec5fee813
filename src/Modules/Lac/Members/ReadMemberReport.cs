using System.Globalization;
using Attendance.Access.Contracts;
using Attendance.Lac.Reports;
using Attendance.SharedKernel;
using Attendance.SharedKernel.Problems;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Attendance.Lac.Members;

/// <summary>Hands a members' report out as it was released; to those who work on it also before.</summary>
internal static class ReadMemberReport
{
    /// <summary>The address of a report; <paramref name="format"/>: pdf or xlsx.</summary>
    public static string Link(DateOnly quarter, string format) =>
        $"/api/v1/looked-after/members/{quarter.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}/{format}";

    public static void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapGet(
                "/looked-after/members/{quarter}/{format}",
                async (string quarter, string format, Caller caller, MemberReports reports, CancellationToken cancellation) =>
                {
                    var found = await reports.ListAsync(caller, cancellation);
                    return
                        ReportFile.TryDate(quarter, out var firstDay)
                        && found?.FirstOrDefault(report => report.Quarter.FirstDay == firstDay) is { } report
                        ? ReportFile.Of(report.Document(), $"looked-after-members-{quarter}", format)
                        : Problem.From(Error.NotFound);
                }
            )
            .WithName("readMemberReport")
            .WithTags("Looked-after children")
            .WithSummary("Read the report of a quarter on looked-after children for elected members")
            .WithDescription(
                "For elected members once it is released. The quarter is written by its first day; the format is pdf or xlsx. A hidden count is under 5, or would give one away."
            )
            .Produces(StatusCodes.Status200OK, contentType: ReportFile.Pdf, additionalContentTypes: ReportFile.Workbook)
            .ProducesProblems(404);
}
