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

internal sealed class LeaveTeamHandler(
    IAuditTrail audit,
    IWriter writer,
    TeamRights rights,
    TeamStore store,
    Expansion expansion,
    AccessNews news
) : IRequestHandler<LeaveTeam, Result<string>>
{
    public async Task<Result<string>> Handle(LeaveTeam request, CancellationToken cancellationToken)
    {
        if (!await rights.ForTeamAsync(request.Caller, request.Team, cancellationToken))
            return Error.NotFound;
        var all = await rights.ForAllAsync(request.Caller, cancellationToken);
        if (PersonRules.Reason(request.Reason) is not { } reason)
            return Error.Validation("/reason", "reason-invalid");
        var by = request.Caller.Name;
        await audit.ChangingAsync(request.Caller, nameof(LeaveTeam), $"team/{request.Team}", $"{request.Id}: {reason}", cancellationToken);
        var ended = await writer.Run(
            async transaction =>
            {
                await TeamStore.LockAsync(transaction);
                var member = await TeamStore.FindMemberAsync(transaction, request.Team, request.Id);
                // A manager is made and unmade by who answers for all teams.
                if (member is null || (member.Role == nameof(Role.LocalityManager) && !all))
                    return false;
                await store.EndMemberAsync(transaction, request.Id, by, reason);
                await expansion.TeamAsync(transaction, request.Team, by, reason);
                return true;
            },
            cancellationToken
        );
        if (!ended)
            return Error.NotFound;
        news.Changed();
        return request.Id;
    }

    public static void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapPost(
                "/teams/{team}/members/{id}/end",
                async (string team, string id, EndBody body, Caller caller, IMediator mediator, CancellationToken cancellation) =>
                {
                    var result = await mediator.Send(new LeaveTeam(caller, team, id, body.Reason), cancellation);
                    return result.Error is { } error ? Problem.From(error) : Results.Ok(new Arranged(result.Value));
                }
            )
            .WithName("leaveTeam")
            .WithMetadata(new OnRecordElsewhere())
            .WithTags("Teams")
            .WithSummary("End a membership of a team today")
            .Produces<Arranged>()
            .ProducesProblems(400, 404, 413, 415, 422);
}

/// <summary>Why it ends.</summary>
internal sealed record EndBody(string Reason);
