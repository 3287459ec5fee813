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
/// Says afterwards whether an emergency access was justified. Never by who asked; the first review stays. Errors: not-found (the caller may not, or no approved request has the
/// id), validation (outcome, note of 1 to 500 characters), conflict (it is still open, or reviewed).
/// </summary>
internal sealed record ReviewEmergency(Caller Caller, string Id, string Outcome, string Note) : IRequest<Result<string>>;

internal sealed class ReviewEmergencyHandler(
    IPolicy policy,
    IAuditTrail audit,
    EmergencyStore emergencies,
    IWriter writer,
    TimeProvider time
) : IRequestHandler<ReviewEmergency, Result<string>>
{
    private static readonly Error Before = new("conflict", "It was reviewed before.");
    private static readonly string[] Outcomes = ["justified", "unjustified"];

    public async Task<Result<string>> Handle(ReviewEmergency request, CancellationToken cancellationToken)
    {
        if (
            request.Caller.Person is not { } person
            || !await policy.MayAsync(request.Caller, Act.ReviewEmergency, GrantTarget.All, cancellation: cancellationToken)
            || await emergencies.FindAsync(request.Id, cancellationToken) is not { Decision: "approved" } asked
            || asked.Person == person
        )
            return Error.NotFound;
        if (!Outcomes.Contains(request.Outcome))
            return Error.Validation("/outcome", "outcome-invalid");
        if (PersonRules.Reason(request.Note) is not { } note)
            return Error.Validation("/note", "note-invalid");
        if (asked.State(time.GetUtcNow()) is EmergencyState.Open)
            return new Error("conflict", "It is still open: end it first.");
        if (asked.Review is not null)
            return Before;
        await audit.ChangingAsync(
            request.Caller,
            nameof(ReviewEmergency),
            new PupilId(asked.Pupil!.Value),
            $"emergency/{asked.Id} {request.Outcome}",
            cancellationToken
        );
        var reviewed = await writer.Run(
            transaction =>
                transaction.Connection!.ExecuteAsync(
                    """
                    update access_emergency set review = @outcome, reviewed_by = @person, reviewed_at = @now, review_note = @note
                    where id = @id and review is null
                    """,
                    new
                    {
                        id = asked.Id,
                        outcome = request.Outcome,
                        person,
                        now = time.GetUtcNow(),
                        note,
                    },
                    transaction
                ),
            cancellationToken
        );
        return reviewed == 1 ? asked.Id : Before;
    }

    public static void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapPost(
                "/emergencies/{id}/review",
                async (string id, ReviewEmergencyBody body, Caller caller, IMediator mediator, CancellationToken cancellation) =>
                {
                    var result = await mediator.Send(new ReviewEmergency(caller, id, body.Outcome, body.Note), cancellation);
                    return result.Error is { } error ? Problem.From(error) : Results.NoContent();
                }
            )
            .WithName("reviewEmergency")
            .WithMetadata(new OnRecordElsewhere())
            .WithTags("Emergencies")
            .WithSummary("Say whether an emergency access was justified")
            .WithDescription("For the attendance leader, once it is over; never for who asked.")
            .Produces(StatusCodes.Status204NoContent)
            .ProducesProblems(400, 404, 409, 415, 422, 503);
}

/// <summary>justified or unjustified, and why.</summary>
internal sealed record ReviewEmergencyBody(string Outcome, string Note);
