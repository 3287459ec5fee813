using Attendance.Access.Contracts;
using Attendance.SharedKernel;
using Attendance.SharedKernel.Problems;
using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace Attendance.Schools.Rolls;

/// <summary>Stores the children of one school's roll. For loaders. Errors: not-found, too-large, import-rejected (strict).</summary>
internal sealed record LoadRoll(Caller Caller, Laestab School, IReadOnlyList<RollLine?> Pupils, bool Strict) : IRequest<Result<LoadReport>>;

/// <summary>The body of PUT roll.</summary>
internal sealed record RollBody(IReadOnlyList<RollLine?> Pupils);

internal sealed class LoadRollHandler(IPolicy policy, RollLoader loader, RollReader reader) : IRequestHandler<LoadRoll, Result<LoadReport>>
{
    /// <summary>The most children in one request: more than the largest school has.</summary>
    public const int MostPupils = 10_000;

    /// <summary>The largest body of a roll, in bytes.</summary>
    public const long LargestBody = 16 * 1024 * 1024;

    public async Task<Result<LoadReport>> Handle(LoadRoll request, CancellationToken cancellationToken)
    {
        if (
            !await policy.MayAsync(request.Caller, Act.LoadReference, GrantTarget.All, cancellation: cancellationToken)
            || !await reader.ExistsAsync(request.School, cancellationToken)
        )
            return Error.NotFound;
        if (request.Pupils.Count > MostPupils)
            return new Error("too-large", $"At most {MostPupils} children at a time.");
        var lines = request.Pupils.Select((line, row) => (row, line)).ToList();
        return await loader.LoadAsync(
            request.Caller,
            [new RollInput(request.School, lines)],
            request.Strict,
            problem => LoadReport.Pointer("pupils", problem),
            cancellationToken
        );
    }

    public static void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapPut(
                "/schools/{laestab}/roll",
                async (
                    string laestab,
                    RollBody body,
                    Caller caller,
                    IMediator mediator,
                    CancellationToken cancellation,
                    bool strict = false
                ) =>
                {
                    if (!Laestab.TryParse(laestab, out var school))
                        return Problem.From(Error.NotFound);
                    var result = await mediator.Send(new LoadRoll(caller, school, body.Pupils, strict), cancellation);
                    return result.Error is { } error ? Problem.From(error) : Results.Ok(result.Value.Answer("pupils"));
                }
            )
            .WithMetadata(new RequestSizeLimitAttribute(LargestBody))
            .WithName("loadRoll")
            .WithTags("Rolls")
            .WithSummary("Load children of a school's roll")
            .WithDescription(
                "For the authority's loader. A child is found by UPN, also a former one, and an enrolment by its entry date; children not named "
                    + "stay as they are, and the same body twice changes nothing. A wrong row is reported and the others are stored; with strict none."
            )
            .Produces<LoadAnswer>()
            .ProducesProblems(
                StatusCodes.Status400BadRequest,
                StatusCodes.Status404NotFound,
                StatusCodes.Status413PayloadTooLarge,
                StatusCodes.Status415UnsupportedMediaType,
                StatusCodes.Status422UnprocessableEntity
            );
}
