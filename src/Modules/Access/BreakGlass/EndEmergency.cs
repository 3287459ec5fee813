using Attendance.Access.Contracts;
using Attendance.Access.People;
using Attendance.SharedKernel;
using Attendance.SharedKernel.Data;
using Attendance.SharedKernel.Problems;
using Dapper;
using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Attendance.Access.BreakGlass;

/// <summary>
/// Ends emergency access before its time, at once on this Host, or withdraws a request that waits. For who asked, who approved, and who reviews. Again: nothing changes. Error:
/// not-found.
/// </summary>
internal sealed record EndEmergency(Caller Caller, string Id) : IRequest<Result<string>>;

internal sealed class EndEmergencyHandler(
    IPolicy policy,
    IAuditTrail audit,
    EmergencyStore emergencies,
    IWriter writer,
    PersonStore people,
    AccessNews news,
    TimeProvider time
) : IRequestHandler<EndEmergency, Result<string>>
{
    public async Task<Result<string>> Handle(EndEmergency request, CancellationToken cancellationToken)
    {
        if (
            request.Caller.Person is not { } person
            || await emergencies.FindAsync(request.Id, cancellationToken) is not { } asked
            || (
                asked.Person != person
                && asked.DecidedBy != person
                && !await policy.MayAsync(request.Caller, Act.ReviewEmergency, GrantTarget.All, cancellation: cancellationToken)
            )
        )
            return Error.NotFound;
        await audit.ChangingAsync(request.Caller, nameof(EndEmergency), "", $"emergency/{asked.Id}", cancellationToken);
        await writer.Run(
            async transaction =>
            {
                await transaction.Connection!.ExecuteAsync(
                    "update access_emergency set ended_at = @now, ended_by = @by where id = @id and ended_at is null",
                    new
                    {
                        id = asked.Id,
                        by = request.Caller.Name,
                        now = time.GetUtcNow(),
                    },
                    transaction
                );
                await people.EndSourceAsync(transaction, asked.Id, request.Caller.Name, "Emergency over");
            },
            cancellationToken
        );
        news.Changed();
        return asked.Id;
    }

    public static void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapDelete(
                "/emergencies/{id}",
                async (string id, Caller caller, IMediator mediator, CancellationToken cancellation) =>
                {
                    var result = await mediator.Send(new EndEmergency(caller, id), cancellation);
                    return result.Error is { } error ? Problem.From(error) : Results.NoContent();
                }
            )
            .WithName("endEmergency")
            .WithMetadata(new OnRecordElsewhere())
            .WithTags("Emergencies")
            .WithSummary("End emergency access, or withdraw the request")
            .WithDescription("For who asked, who approved, and the attendance leader.")
            .Produces(StatusCodes.Status204NoContent)
            .ProducesProblems(404, 503);
}
