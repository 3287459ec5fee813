using Attendance.Access.Contracts;
using Attendance.SharedKernel;
using Attendance.SharedKernel.Problems;
using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Attendance.Schools.SchoolRecords;

/// <summary>A school's record, for the school and for loaders. Error: not-found.</summary>
internal sealed record ReadSchool(Caller Caller, Laestab School) : IRequest<Result<SchoolView>>;

/// <summary>A school: its record, its groups, and how far its roll and calendar have come (0: nothing loaded).</summary>
internal sealed record SchoolView(
    string Laestab,
    string Name,
    int? Urn,
    string Phase,
    IReadOnlyList<string> Groups,
    long RollVersion,
    long CalendarVersion
);

internal sealed class ReadSchoolHandler(IPolicy policy, SchoolReader reader) : IRequestHandler<ReadSchool, Result<SchoolView>>
{
    public async Task<Result<SchoolView>> Handle(ReadSchool request, CancellationToken cancellationToken)
    {
        if (!await policy.MayAsync(request.Caller, Act.ReadSchool, GrantTarget.Of(request.School), cancellation: cancellationToken))
            return Error.NotFound;
        return await reader.LoadAsync(request.School, cancellationToken) is { } view ? view : Error.NotFound;
    }

    public static void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapGet(
                "/schools/{laestab}",
                async (string laestab, Caller caller, IMediator mediator, CancellationToken cancellation) =>
                {
                    if (!Laestab.TryParse(laestab, out var school))
                        return Problem.From(Error.NotFound);
                    var result = await mediator.Send(new ReadSchool(caller, school), cancellation);
                    return result.Error is { } error ? Problem.From(error) : Results.Ok(result.Value);
                }
            )
            .WithName("readSchool")
            .WithTags("Schools")
            .WithSummary("Read a school's record")
            .WithDescription("For the school's own system and the authority's loader.")
            .Produces<SchoolView>()
            .ProducesProblems(StatusCodes.Status404NotFound);
}
