using Attendance.Access.Contracts;
using Attendance.Lac.Reports;
using Attendance.SharedKernel;
using Attendance.SharedKernel.Problems;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Attendance.Lac.TenDays;

/// <summary>Hands a frozen quarter's report out, with the children in the caller's scope. The same report has the same bytes whenever it is asked for.</summary>
internal static class ReadTenDayReport
{
    /// <summary>The address of a report; <paramref name="format"/>: pdf or xlsx.</summary>
    public static string Link(DateOnly quarter, string format) =>
        $"/api/v1/looked-after/ten-days/{quarter.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture)}/{format}";

    public static void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapGet(
                "/looked-after/ten-days/{quarter}/{format}",
                async (string quarter, string format, Caller caller, TenDayReports reports, CancellationToken cancellation) =>
                {
                    if (
                        !ReportFile.TryDate(quarter, out var firstDay)
                        || await reports.ReadAsync(caller, firstDay, cancellation) is not { Quarter.Frozen: true } found
                    )
                        return Problem.From(Error.NotFound);
                    return ReportFile.Of(
                        TenDayEntry.Document(new Quarter(firstDay), found.Quarter.KnownAt, [.. found.Entries.Select(entry => entry.Entry)]),
                        $"ten-days-{quarter}",
                        format
                    );
                }
            )
            .WithName("readTenDayReport")
            .WithTags("Looked-after children")
            .WithSummary("Read the frozen report of a quarter on children who missed ten days")
            .WithDescription(
                "For the looked-after team and reviewing officers. The quarter is written by its first day; the format is pdf or xlsx."
            )
            .Produces(StatusCodes.Status200OK, contentType: ReportFile.Pdf, additionalContentTypes: ReportFile.Workbook)
            .ProducesProblems(404);
}
