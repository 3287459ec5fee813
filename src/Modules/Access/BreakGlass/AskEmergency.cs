using Attendance.Access.Contracts;
using Attendance.Access.People;
using Attendance.Access.Policy;
using Attendance.SharedKernel;
using Attendance.SharedKernel.Data;
using Attendance.SharedKernel.Problems;
using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Attendance.Access.BreakGlass;

/// <summary>
/// Asks for emergency access to one child out of scope, for 1 to 24 hours from the approval. Whether there is such a child is not told to who asks, only to who approves.
/// Errors: not-found (the caller may not), validation (UPN, reason of 1 to 500 characters, hours).
/// </summary>
internal sealed record AskEmergency(Caller Caller, string Upn, string Reason, int Hours) : IRequest<Result<string>>;

internal sealed class AskEmergencyHandler(
    IPolicy policy,
    PolicyService roles,
    IAuditTrail audit,
    IFindPupil pupils,
    IWriter writer,
    PersonStore people,
    TimeProvider time
) : IRequestHandler<AskEmergency, Result<string>>
{
    private const int MostHours = 24;

    public async Task<Result<string>> Handle(AskEmergency request, CancellationToken cancellationToken)
    {
        if (
            request.Caller.Person is not { } person
            || !await policy.MayAsync(request.Caller, Act.AskEmergency, GrantTarget.All, cancellation: cancellationToken)
        )
            return Error.NotFound;
        if (!Upn.TryParse(request.Upn.Trim(), out var upn))
            return Error.Validation("/upn", "upn-invalid");
        if (PersonRules.Reason(request.Reason) is not { } reason)
            return Error.Validation("/reason", "reason-invalid");
        if (request.Hours is < 1 or > MostHours)
            return Error.Validation("/hours", "hours-invalid");
        var pupil = await pupils.FindAsync(upn, cancellationToken);
        var id = people.NewId();
        var detail = $"emergency/{id}";
        if (pupil is { } child)
            await audit.ChangingAsync(request.Caller, nameof(AskEmergency), child, detail, cancellationToken);
        else
            await audit.ChangingAsync(request.Caller, nameof(AskEmergency), "", detail, cancellationToken);
        var row = new EmergencyRow
        {
            Id = id,
            Person = person,
            Role = (await roles.RolesForAsync(request.Caller, Act.AskEmergency, cancellationToken))[0].ToString(),
            Pupil = pupil?.Value,
            Reason = reason,
            Hours = request.Hours,
            AskedAt = time.GetUtcNow(),
        };
        await writer.Run(transaction => EmergencyStore.InsertAsync(transaction, row), cancellationToken);
        return id;
    }

    public static void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapPost(
                "/emergencies",
                async (AskEmergencyBody body, Caller caller, IMediator mediator, CancellationToken cancellation) =>
                {
                    var result = await mediator.Send(new AskEmergency(caller, body.Upn, body.Reason, body.Hours), cancellation);
                    return result.Error is { } error
                        ? Problem.From(error)
                        : Results.Created($"/api/v1/emergencies/{result.Value}", new AskedEmergency(result.Value));
                }
            )
            .WithName("askEmergency")
            .WithMetadata(new OnRecordElsewhere())
            .WithTags("Emergencies")
            .WithSummary("Ask for emergency access to a child out of scope")
            .WithDescription(
                "For welfare officers, locality managers and the LAC manager. Somebody else must agree; then the child is open for so many hours, every look is flagged in the audit and reviewed."
            )
            .Produces<AskedEmergency>(StatusCodes.Status201Created)
            .ProducesProblems(400, 404, 415, 422, 503);
}

/// <summary>What is posted to ask for emergency access: the child's UPN, why, and for how many hours.</summary>
internal sealed record AskEmergencyBody(string Upn, string Reason, int Hours);

/// <summary>The request's id.</summary>
internal sealed record AskedEmergency(string Id);
