using System.Data.Common;
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
/// The second person agrees to emergency access, which opens the child at once, or refuses it with a reason. Never who asked. Errors: not-found (the caller may not, or no such
/// request waits), validation (a refusal's reason), conflict (there is no such child, or who asked has left).
/// </summary>
internal sealed record DecideEmergency(Caller Caller, string Id, bool Approve, string? Reason) : IRequest<Result<string>>;

internal sealed class DecideEmergencyHandler(
    IPolicy policy,
    IAuditTrail audit,
    EmergencyStore emergencies,
    IWriter writer,
    PersonStore people,
    AccessNews news,
    TimeProvider time
) : IRequestHandler<DecideEmergency, Result<string>>
{
    public async Task<Result<string>> Handle(DecideEmergency request, CancellationToken cancellationToken)
    {
        if (
            request.Caller.Person is not { } person
            || !await policy.MayAsync(request.Caller, Act.ApproveEmergency, GrantTarget.All, cancellation: cancellationToken)
            || await emergencies.FindAsync(request.Id, cancellationToken) is not { } asked
            || asked.Person == person
            || asked.State(time.GetUtcNow()) is not EmergencyState.Waiting
        )
            return Error.NotFound;
        var reason = PersonRules.Reason(request.Reason);
        if (!request.Approve && reason is null)
            return Error.Validation("/reason", "reason-invalid");
        if (request.Approve && asked.Pupil is null)
            return new Error("conflict", "No child has the number that was given.");
        var action = request.Approve ? "ApproveEmergency" : "RefuseEmergency";
        var detail = $"emergency/{asked.Id}";
        if (asked.Pupil is { } child)
            await audit.ChangingAsync(request.Caller, action, new PupilId(child), detail, cancellationToken);
        else
            await audit.ChangingAsync(request.Caller, action, "", detail, cancellationToken);
        var error = await writer.Run(
            transaction => DecideAsync(transaction, request, person, request.Approve ? null : reason),
            cancellationToken
        );
        news.Changed();
        return error is null ? request.Id : error;
    }

    private async Task<Error?> DecideAsync(DbTransaction transaction, DecideEmergency request, long person, string? reason)
    {
        var now = time.GetUtcNow();
        if (await EmergencyStore.FindAsync(transaction, request.Id) is not { } asked || asked.State(now) is not EmergencyState.Waiting)
            return Error.NotFound;
        string? grant = null;
        if (request.Approve)
        {
            if (await PersonStore.FindAsync(transaction.Connection!, asked.Person, transaction) is not { LeftAt: null })
                return new Error("conflict", "Who asked has left.");
            grant = await people.InsertGrantAsync(
                transaction,
                new NewGrant(
                    asked.Person,
                    new GrantTarget(GrantTargetKind.Pupil, asked.Pupil!.Value),
                    Enum.Parse<Role>(asked.Role),
                    Relation.Emergency,
                    asked.Reason,
                    // The hours are the emergency's own; days are only an outer bound.
                    new Period(people.Today, people.Today.AddDays(2)),
                    Source: asked.Id
                ),
                request.Caller.Name
            );
        }
        await transaction.Connection!.ExecuteAsync(
            """
            update access_emergency set decision = @decision, decided_by = @person, decided_at = @now, decided_reason = @reason,
                grant_id = @grant, expires_at = @expires where id = @id
            """,
            new
            {
                id = asked.Id,
                decision = request.Approve ? "approved" : "refused",
                person,
                now,
                reason,
                grant,
                expires = request.Approve ? now.AddHours(asked.Hours) : (DateTimeOffset?)null,
            },
            transaction
        );
        return null;
    }

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes
            .MapPost(
                "/emergencies/{id}/approval",
                async (string id, Caller caller, IMediator mediator, CancellationToken cancellation) =>
                    Answer(await mediator.Send(new DecideEmergency(caller, id, true, null), cancellation))
            )
            .WithName("approveEmergency")
            .WithMetadata(new OnRecordElsewhere())
            .WithTags("Emergencies")
            .WithSummary("Agree to somebody's emergency access")
            .WithDescription("For locality managers and the attendance leader; never for who asked. The hours run from now.")
            .Produces(StatusCodes.Status204NoContent)
            .ProducesProblems(404, 409, 503);
        routes
            .MapPost(
                "/emergencies/{id}/refusal",
                async (string id, RefuseEmergencyBody body, Caller caller, IMediator mediator, CancellationToken cancellation) =>
                    Answer(await mediator.Send(new DecideEmergency(caller, id, false, body.Reason), cancellation))
            )
            .WithName("refuseEmergency")
            .WithMetadata(new OnRecordElsewhere())
            .WithTags("Emergencies")
            .WithSummary("Refuse somebody's emergency access")
            .Produces(StatusCodes.Status204NoContent)
            .ProducesProblems(400, 404, 415, 422, 503);
    }

    private static IResult Answer(Result<string> result) => result.Error is { } error ? Problem.From(error) : Results.NoContent();
}

/// <summary>Why emergency access is refused: 1 to 500 characters.</summary>
internal sealed record RefuseEmergencyBody(string Reason);
