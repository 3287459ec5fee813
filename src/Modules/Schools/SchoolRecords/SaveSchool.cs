using Attendance.Access.Contracts;
using Attendance.SharedKernel;
using Attendance.SharedKernel.Problems;
using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Attendance.Schools.SchoolRecords;

/// <summary>Records a school, or what changed of it. For loaders. Errors: not-found, validation.</summary>
internal sealed record SaveSchool(Caller Caller, Laestab School, SchoolBody Body) : IRequest<Result<SchoolView>>;

/// <summary>The body of PUT school. Phase: nursery, primary, middle, secondary, all-through, special, alternative-provision.</summary>
internal sealed record SchoolBody(string Name, string Phase, int? Urn = null);

internal sealed class SaveSchoolHandler(IPolicy policy, SchoolLoader loader, SchoolReader reader)
    : IRequestHandler<SaveSchool, Result<SchoolView>>
{
    public async Task<Result<SchoolView>> Handle(SaveSchool request, CancellationToken cancellationToken)
    {
        if (!await policy.MayAsync(request.Caller, Act.LoadReference, GrantTarget.All, cancellation: cancellationToken))
            return Error.NotFound;
        var line = (0, new SchoolLine(request.School.ToString(), request.Body.Name, request.Body.Urn, request.Body.Phase));
        var (_, problems) = SchoolCheck.Check([line]);
        if (problems.Count > 0)
            return new Error(
                "validation",
                "Some values are not valid.",
                problems.Select(problem => new FieldError($"/{problem.Field}", problem.Code, problem.Detail)).ToList()
            );
        var result = await loader.LoadAsync(request.Caller, [line], strict: true, cancellationToken);
        if (result.Error is { } error)
            return error;
        return await reader.LoadAsync(request.School, cancellationToken) is { } view ? view : Error.NotFound;
    }

    public static void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapPut(
                "/schools/{laestab}",
                async (string laestab, SchoolBody body, Caller caller, IMediator mediator, CancellationToken cancellation) =>
                {
                    if (!Laestab.TryParse(laestab, out var school))
                        return Problem.From(Error.NotFound);
                    var result = await mediator.Send(new SaveSchool(caller, school, body), cancellation);
                    return result.Error is { } error ? Problem.From(error) : Results.Ok(result.Value);
                }
            )
            .WithName("saveSchool")
            .WithTags("Schools")
            .WithSummary("Record a school")
            .WithDescription("For the authority's loader. The same body twice changes nothing.")
            .Produces<SchoolView>()
            .ProducesProblems(
                StatusCodes.Status400BadRequest,
                StatusCodes.Status404NotFound,
                StatusCodes.Status413PayloadTooLarge,
                StatusCodes.Status415UnsupportedMediaType,
                StatusCodes.Status422UnprocessableEntity
            );
}
