using Attendance.Access.Contracts;
using Attendance.Lac.Reports;
using Attendance.SharedKernel;
using Attendance.SharedKernel.Problems;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Attendance.Lac.Years;

/// <summary>Hands an annual report out.</summary>
internal static class ReadYearReport
{
    /// <summary>The address of a report; <paramref name="format"/>: pdf or xlsx.</summary>
    public static string Link(AcademicYear year, string format) =>
        $"/api/v1/looked-after/years/{year.ToString().Replace('/', '-')}/{format}";

    public static void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapGet(
                "/looked-after/years/{year}/{format}",
                async (string year, string format, Caller caller, YearReports reports, CancellationToken cancellation) =>
                {
                    // A school year in a path has a hyphen: 2006-07.
                    _ = AcademicYear.TryParse(year.Replace('-', '/'), out var parsed);
                    return await reports.ReadAsync(caller, parsed, cancellation) is { } report
                        ? ReportFile.Of(report.Document(), $"looked-after-{year}", format)
                        : Problem.From(Error.NotFound);
                }
            )
            .WithName("readLookedAfterYear")
            .WithTags("Looked-after children")
            .WithSummary("Read the annual report on looked-after children's attendance")
            .WithDescription(
                "For the looked-after team, reviewing officers and the authority. The year is written 2006-07; the format is pdf or xlsx."
            )
            .Produces(StatusCodes.Status200OK, contentType: ReportFile.Pdf, additionalContentTypes: ReportFile.Workbook)
            .ProducesProblems(404);
}
