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

internal sealed class JoinTeamHandler(
    IAuditTrail audit,
    IWriter writer,
    TeamRights rights,
    TeamStore store,
    Expansion expansion,
    AccessNews news
) : IRequestHandler<JoinTeam, Result<string>>
{
    public async Task<Result<string>> Handle(JoinTeam request, CancellationToken cancellationToken)
    {
        // Only who answers for all teams makes somebody a manager.
        if (
            request.Role is Role.LocalityManager
                ? !await rights.ForAllAsync(request.Caller, cancellationToken)
                : !await rights.ForTeamAsync(request.Caller, request.Team, cancellationToken)
        )
            return Error.NotFound;
        if (request.Role is not (Role.WelfareOfficer or Role.LocalityManager))
            return Error.Validation("/role", "not-in-a-team");
        if (PersonRules.Reason(request.Reason) is not { } reason)
            return Error.Validation("/reason", "reason-invalid");
        if (PersonRules.Days(request.From, request.Until, store.Today) is not { } period)
            return Error.Validation("/until", "until-before-from");
        if (await rights.PersonAsync(request.Email, cancellationToken) is not { } person)
            return Error.Validation("/email", "unknown-person");
        var by = request.Caller.Name;
        await audit.ChangingAsync(
            request.Caller,
            nameof(JoinTeam),
            $"team/{request.Team}",
            $"person/{person} {request.Role}: {reason}",
            cancellationToken
        );
        var joined = await writer.Run(
            async transaction =>
            {
                if (!(await TeamStore.LockAsync(transaction)).ContainsKey(request.Team))
                    return (Result<string>)Error.NotFound;
                if (
                    await PersonStore.FindAsync(transaction.Connection!, person, transaction) is not { LeftAt: null }
                    || !await PersonStore.IsGivenAsync(transaction, person, request.Role, period.From)
                )
                    return Error.Validation("/role", "role-not-held");
                var role = request.Role.ToString();
                if (await TeamStore.FindMemberAsync(transaction, request.Team, person, role, period) is { } known)
                    return known;
                var id = await store.InsertMemberAsync(transaction, request.Team, person, role, period, reason, by);
                await expansion.TeamAsync(transaction, request.Team, by, reason);
                return id;
            },
            cancellationToken
        );
        news.Changed();
        return joined;
    }

    public static void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapPost(
                "/teams/{team}/members",
                async (
                    string team,
                    JoinTeamBody body,
                    Caller caller,
                    TeamRights rights,
                    IMediator mediator,
                    CancellationToken cancellation
                ) =>
                {
                    if (!await rights.ForTeamAsync(caller, team, cancellation))
                        return Problem.From(Error.NotFound);
                    if (!Enum.TryParse<Role>(body.Role, out var role) || !Enum.IsDefined(role))
                        return Problem.From(Error.Validation("/role", "role-unknown"));
                    var result = await mediator.Send(
                        new JoinTeam(caller, team, body.Email, role, body.Reason, body.From, body.Until),
                        cancellation
                    );
                    return result.Error is { } error ? Problem.From(error) : Results.Ok(new Arranged(result.Value));
                }
            )
            .WithName("joinTeam")
            .WithMetadata(new OnRecordElsewhere())
            .WithTags("Teams")
            .WithSummary("Make somebody a member of a team")
            .WithDescription(
                "For the attendance leader and the authority's loader; officers also by the team's manager. The person is named by e-mail address and was given the role: WelfareOfficer or LocalityManager."
            )
            .Produces<Arranged>()
            .ProducesProblems(400, 404, 413, 415, 422);
}

/// <summary>Who, by e-mail address, in which role, why, from which day (today) until which on which it no longer holds (none).</summary>
internal sealed record JoinTeamBody(string Email, string Role, string Reason, DateOnly? From = null, DateOnly? Until = null);

/// <summary>The id of what was arranged, by which it is ended.</summary>
internal sealed record Arranged(string Id);
