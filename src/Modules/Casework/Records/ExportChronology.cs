using System.Text;
using Attendance.Access.Contracts;
using Attendance.Casework.Cases;
using Attendance.Casework.Contracts;
using Attendance.SharedKernel;
using Attendance.SharedKernel.Files;
using Attendance.SharedKernel.Problems;
using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Attendance.Casework.Records;

/// <summary>A case's chronology as a file, for who may read the case: restricted notes only for those they are for, as on the page (S78).</summary>
internal static class ExportChronology
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapGet(
                "/cases/{id}/chronology",
                async (string id, Caller caller, IPolicy policy, CaseReader cases, IMediator mediator, CancellationToken cancellation) =>
                {
                    var file = CaseId.TryParse(id, out var key) ? await cases.LoadAsync(key, cancellation) : null;
                    var rights = await policy.OfAsync(caller, file?.Pupil ?? default, cancellation);
                    if (file is null || !rights.May(Act.ReadCase))
                        return Problem.From(Error.NotFound);
                    AuditScope.Current?.Show(file.Pupil);
                    var entries = new CaseFolder(file, rights, caller).Readable.ToList();
                    var names = await mediator.Send(new ReadRecordedNames([.. entries.Select(entry => entry.By).Distinct()]), cancellation);
                    var text = new StringBuilder("number,at,by,kind,audience,text\r\n");
                    foreach (var entry in entries)
                        text.Append(
                                CsvFile.Line(
                                    entry.Number,
                                    entry.At.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture),
                                    names.GetValueOrDefault(entry.By, entry.By),
                                    entry.Kind,
                                    Stored.Name(entry.Audience),
                                    entry.Event?.Tell() ?? "This entry was erased with the child's key."
                                )
                            )
                            .Append("\r\n");
                    // The mark tells spreadsheets that it is UTF-8.
                    return Results.File(
                        [.. Encoding.UTF8.GetPreamble(), .. Encoding.UTF8.GetBytes(text.ToString())],
                        "text/csv; charset=utf-8",
                        $"chronology-{file.Id}.csv"
                    );
                }
            )
            .WithName("exportCaseChronology")
            .WithTags("Cases")
            .WithSummary("Export a case's chronology")
            .WithDescription("For people who may read the case. CSV, the first entry first; restricted notes only for those they are for.")
            .Produces(StatusCodes.Status200OK, contentType: "text/csv")
            .ProducesProblems(404);
}
