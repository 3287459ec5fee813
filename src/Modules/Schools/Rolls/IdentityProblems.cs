using Attendance.SharedKernel.Problems;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Attendance.Schools.Rolls;

/// <summary>Tells OpenAPI the refusals that every operation on children's identity has.</summary>
internal static class IdentityProblems
{
    public static RouteHandlerBuilder ProducesIdentityProblems(this RouteHandlerBuilder builder) =>
        builder.ProducesProblems(
            StatusCodes.Status400BadRequest,
            StatusCodes.Status404NotFound,
            StatusCodes.Status409Conflict,
            StatusCodes.Status413PayloadTooLarge,
            StatusCodes.Status415UnsupportedMediaType,
            StatusCodes.Status422UnprocessableEntity
        );
}
