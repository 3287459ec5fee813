using System.Globalization;
using Attendance.Access.Contracts;
using Attendance.Casework.Cases;
using Attendance.Casework.Contracts;
using Attendance.SharedKernel;
using Attendance.SharedKernel.Problems;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Attendance.Casework.Court;

/// <summary>Hands a document of a case out to who may read the case: the link comes from GraphQL, and scope is judged again.</summary>
internal static class ReadDocument
{
    /// <summary>The address of a document.</summary>
    public static string Link(CaseId id, long document) =>
        $"/api/v1/cases/{id}/documents/{document.ToString(CultureInfo.InvariantCulture)}";

    public static void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapGet(
                "/cases/{id}/documents/{document}",
                async (
                    string id,
                    string document,
                    Caller caller,
                    IPolicy policy,
                    CaseReader cases,
                    DocumentStore documents,
                    CancellationToken cancellation
                ) =>
                {
                    var file = CaseId.TryParse(id, out var key) ? await cases.LoadAsync(key, cancellation) : null;
                    var rights = await policy.OfAsync(caller, file?.Pupil ?? default, cancellation);
                    if (
                        file is null
                        || !rights.May(Act.ReadCase)
                        || !long.TryParse(document, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
                    )
                        return Problem.From(Error.NotFound);
                    AuditScope.Current?.Show(file.Pupil);
                    return await documents.FindAsync(file, number, cancellation) is { } found
                        ? Results.File(found.Content, "application/pdf", found.Name)
                        : Problem.From(Error.NotFound);
                }
            )
            .WithName("readCaseDocument")
            .WithTags("Cases")
            .WithSummary("Read a document of a case")
            .WithDescription("For people who may read the case. A PDF.")
            .Produces(StatusCodes.Status200OK, contentType: "application/pdf")
            .ProducesProblems(404);
}
