using System.Globalization;
using Attendance.Access.Contracts;
using Attendance.Lac.Reports;
using Attendance.SharedKernel;
using Attendance.SharedKernel.Problems;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Attendance.Lac.Updates;

/// <summary>Hands a termly update out, with the children in the caller's scope; that a person fetched it is logged.</summary>
internal static class ReadTermlyUpdate
{
    /// <summary>The address of an update, or of a part of it; <paramref name="format"/>: pdf or xlsx.</summary>
    public static string Link(DateOnly term, UpdatePart part, string format)
    {
        var culture = CultureInfo.InvariantCulture;
        var address = $"/api/v1/looked-after/updates/{term.ToString("yyyy-MM-dd", culture)}/{format}";
        return part switch
        {
            { Unit: { } unit } => $"{address}?unit={unit.ToString(culture)}",
            { Worker: { } worker } => $"{address}?worker={worker.ToString(culture)}",
            _ => address,
        };
    }

    public static void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapGet(
                "/looked-after/updates/{term}/{format}",
                async (
                    string term,
                    string format,
                    Caller caller,
                    UpdateReports reports,
                    CancellationToken cancellation,
                    long? unit = null,
                    long? worker = null
                ) =>
                {
                    var part = new UpdatePart(unit, worker);
                    if (
                        !ReportFile.TryDate(term, out var firstDay)
                        || await reports.ReadAsync(caller, firstDay, part, DistributionStep.Fetched, cancellation) is not { } update
                    )
                        return Problem.From(Error.NotFound);
                    return ReportFile.Of(
                        UpdateEntry.Document(
                            Term.On(firstDay),
                            update.Of(part),
                            update.Report.KnownAt,
                            [.. update.Entries.Select(entry => entry.Entry)]
                        ),
                        $"termly-update-{term}",
                        format
                    );
                }
            )
            .WithName("readTermlyUpdate")
            .WithTags("Looked-after children")
            .WithSummary("Read a term's update on looked-after children")
            .WithDescription(
                "For residential units, carers' workers, key workers and the looked-after team, each with the children in scope. The term is written by its first day; the format is pdf or xlsx."
            )
            .Produces(StatusCodes.Status200OK, contentType: ReportFile.Pdf, additionalContentTypes: ReportFile.Workbook)
            .ProducesProblems(404);
}
