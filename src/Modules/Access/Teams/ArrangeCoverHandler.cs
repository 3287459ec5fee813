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

internal sealed class ArrangeCoverHandler(
    IAuditTrail audit,
    IWriter writer,
    TeamRights rights,
    TeamStore store,
    Expansion expansion,
    AccessNews news
) : IRequestHandler<ArrangeCover, Result<string>>
{
    private const int LongestMonths = 12;

    public async Task<Result<string>> Handle(ArrangeCover request, CancellationToken cancellationToken)
    {
        var absent = await rights.PersonAsync(request.Absent, cancellationToken);
        // An address that nobody has and one of somebody in another's team read alike, but for who may arrange anybody's.
        if (
            absent is { } known
                ? !await rights.ForPersonAsync(request.Caller, known, cancellationToken)
                : !await rights.ForAllAsync(request.Caller, cancellationToken)
        )
            return Error.NotFound;
        if (absent is not { } away)
            return Error.Validation("/absent", "unknown-person");
        if (PersonRules.Reason(request.Reason) is not { } reason)
            return Error.Validation("/reason", "reason-invalid");
        if (PersonRules.Days(request.From, request.Until, store.Today) is not { } period || period.Until <= store.Today)
            return Error.Validation("/until", "until-before-from");
        if (period.Until is null || period.Until > period.From.AddMonths(LongestMonths))
            return Error.Validation("/until", "cover-too-long");
        if (await rights.PersonAsync(request.Worker, cancellationToken) is not { } worker || worker == away)
            return Error.Validation("/worker", "unknown-person");
        var by = request.Caller.Name;
        await audit.ChangingAsync(
            request.Caller,
            nameof(ArrangeCover),
            $"person/{away}",
            $"person/{worker} from {period.From:yyyy-MM-dd} until {period.Until:yyyy-MM-dd}",
            cancellationToken
        );
        var arranged = await writer.Run(
            async transaction =>
            {
                await TeamStore.LockAsync(transaction);
                foreach (var person in new[] { away, worker }.Order())
                    await PersonStore.FindAsync(transaction.Connection!, person, transaction);
                foreach (var role in (await expansion.HeldAsync(transaction, away)).Select(grant => grant.Role).Distinct())
                {
                    if (!await PersonStore.IsGivenAsync(transaction, worker, role, period.From))
                        return (Result<string>)Error.Validation("/worker", "role-not-held");
                }
                if (await TeamStore.FindCoverAsync(transaction, away, worker, period) is { } same)
                    return same;
                var id = await store.InsertCoverAsync(transaction, away, worker, period, reason, by);
                await expansion.CoversAsync(transaction, away, by, reason);
                return id;
            },
            cancellationToken
        );
        news.Changed();
        return arranged;
    }

    public static void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapPost(
                "/covers",
                async (ArrangeCoverBody body, Caller caller, IMediator mediator, CancellationToken cancellation) =>
                {
                    var result = await mediator.Send(
                        new ArrangeCover(caller, body.Absent, body.Worker, body.Reason, body.From, body.Until),
                        cancellation
                    );
                    return result.Error is { } error ? Problem.From(error) : Results.Ok(new Arranged(result.Value));
                }
            )
            .WithName("arrangeCover")
            .WithMetadata(new OnRecordElsewhere())
            .WithTags("Teams")
            .WithSummary("Let a worker stand in for an absent one")
            .WithDescription(
                "For the attendance leader, the authority's loader and the manager of the absent one's team. For these days the worker has what the absent one has."
            )
            .Produces<Arranged>()
            .ProducesProblems(400, 404, 413, 415, 422);
}

/// <summary>Who is away and who stands in, by e-mail address; until which day, on which it no longer holds, and from which (today).</summary>
internal sealed record ArrangeCoverBody(string Absent, string Worker, string Reason, DateOnly Until, DateOnly? From = null);
