using System.Net.Mime;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Attendance.SharedKernel.Problems;

/// <summary>Tells OpenAPI which refusals an operation has.</summary>
public static class ProblemDescriptions
{
    /// <summary>Adds problem documents with these statuses; 401 is added to every operation.</summary>
    public static RouteHandlerBuilder ProducesProblems(this RouteHandlerBuilder builder, params IReadOnlyList<int> statuses)
    {
        foreach (var status in statuses.Append(StatusCodes.Status401Unauthorized).Distinct().Order())
            builder.Produces<ProblemBody>(status, MediaTypeNames.Application.ProblemJson);
        return builder;
    }
}
