using Attendance.SharedKernel.Problems;

namespace Attendance.Host.Web;

/// <summary>The page that the <c>type</c> of a problem document names.</summary>
internal static class ProblemPages
{
    public static void MapProblemPages(this IEndpointRouteBuilder routes) =>
        routes
            .MapGet(
                "/problems/{slug}",
                (string slug) =>
                {
                    if (!ProblemCatalog.Codes.Contains(slug))
                        return Problem.From("not-found");
                    var kind = ProblemCatalog.Of(slug);
                    var again = kind.RetryAfterSeconds is null ? "" : "\nThe header Retry-After says in how many seconds to try again.";
                    return Results.Text($"{slug} (HTTP {kind.Status})\n{kind.Title}.{again}\n");
                }
            )
            .AllowAnonymous()
            .ExcludeFromDescription();
}
