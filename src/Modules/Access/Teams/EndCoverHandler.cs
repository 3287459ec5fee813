using Attendance.Access.Contracts;
using Attendance.Access.People;
using Attendance.SharedKernel;
using Attendance.SharedKernel.Data;
using Attendance.SharedKernel.Problems;
using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Attendance.Access.Teams;

internal sealed class EndCoverHandler(
    IAuditTrail audit,
    IWriter writer,
    Database database,
    TeamRights rights,
    TeamStore store,
    PersonStore people,
    AccessNews news
) : IRequestHandler<EndCover, Result<string>>
{
    public async Task<Result<string>> Handle(EndCover request, CancellationToken cancellationToken)
    {
        CoverRow? cover;
        await using (var connection = await database.OpenAsync(cancellationToken))
            cover = await TeamStore.FindCoverAsync(connection, request.Id);
        if (cover is null || !await rights.ForPersonAsync(request.Caller, cover.Absent, cancellationToken))
            return Error.NotFound;
        if (PersonRules.Reason(request.Reason) is not { } reason)
            return Error.Validation("/reason", "reason-invalid");
        var by = request.Caller.Name;
        await audit.ChangingAsync(request.Caller, nameof(EndCover), $"person/{cover.Absent}", $"{request.Id}: {reason}", cancellationToken);
        await writer.Run(
            async transaction =>
            {
                await TeamStore.LockAsync(transaction);
                await PersonStore.FindAsync(transaction.Connection!, cover.Absent, transaction);
                await store.EndCoverAsync(transaction, request.Id, by, reason);
                await people.EndSourceAsync(transaction, request.Id, by, reason);
            },
            cancellationToken
        );
        news.Changed();
        return request.Id;
    }

    public static void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapPost(
                "/covers/{id}/end",
                async (string id, EndBody body, Caller caller, IMediator mediator, CancellationToken cancellation) =>
                {
                    var result = await mediator.Send(new EndCover(caller, id, body.Reason), cancellation);
                    return result.Error is { } error ? Problem.From(error) : Results.Ok(new Arranged(result.Value));
                }
            )
            .WithName("endCover")
            .WithMetadata(new OnRecordElsewhere())
            .WithTags("Teams")
            .WithSummary("End a cover today")
            .Produces<Arranged>()
            .ProducesProblems(400, 404, 413, 415, 422);
}
