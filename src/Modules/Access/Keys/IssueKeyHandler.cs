using Attendance.Access.Contracts;
using Attendance.SharedKernel;
using Attendance.SharedKernel.Data;
using Attendance.SharedKernel.Problems;
using Dapper;
using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Attendance.Access.Keys;

internal sealed class IssueKeyHandler(IPolicy policy, IAuditTrail audit, IWriter writer, TimeProvider time)
    : IRequestHandler<IssueKey, Result<IssuedKey>>
{
    private const int LongestName = 60;

    public async Task<Result<IssuedKey>> Handle(IssueKey request, CancellationToken cancellationToken)
    {
        if (!await KeyRights.ManagesAsync(policy, request.Caller, request.School, cancellationToken))
            return Error.NotFound;
        if (!IsName(request.Name))
            return new Error("validation", "The name of the key is not valid.", [new FieldError("/name", "name-invalid")]);

        var id = Guid.CreateVersion7(time.GetUtcNow()).ToString("N");
        var (key, hash) = SecretKey.New();
        await audit.ChangingAsync(
            request.Caller,
            nameof(IssueKey),
            $"key/{id}",
            request.School is { } school ? $"{school}/{request.Name}" : $"loader/{request.Name}",
            cancellationToken
        );
        await writer.Run(
            transaction =>
                transaction.Connection!.ExecuteAsync(
                    """
                    insert into access_key (id, hash, kind, school_id, name, created_at, created_by)
                    values (@id, @hash, @kind, @school, @name, @now, @by);
                    insert into access_application (id, client_id, client_secret, client_type, concurrency_token, display_name, permissions)
                    values (@id, @id, 'key:' || @id, 'confidential', @id, @name, '["ept:token","ept:revocation","gt:client_credentials"]')
                    """,
                    new
                    {
                        id,
                        hash,
                        kind = request.School is null ? "loader" : "school",
                        school = (long?)request.School?.Value,
                        name = request.Name,
                        now = time.GetUtcNow(),
                        by = request.Caller.Name,
                    },
                    transaction
                ),
            cancellationToken
        );
        return new IssuedKey(id, key, request.Name);
    }

    public static void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapPost(
                "/schools/{laestab}/keys",
                async (string laestab, IssueKeyBody body, Caller caller, IMediator mediator, CancellationToken cancellation) =>
                {
                    if (!Laestab.TryParse(laestab, out var school))
                        return Problem.From(Error.NotFound);
                    var result = await mediator.Send(new IssueKey(caller, school, body.Name), cancellation);
                    return result.Error is { } error
                        ? Problem.From(error)
                        : Results.Created($"/api/v1/schools/{school}/keys/{result.Value.Id}", result.Value);
                }
            )
            .WithName("issueKey")
            .WithMetadata(new OnRecordElsewhere())
            .WithTags("Keys")
            .WithSummary("Issue a key for a school's system")
            .WithDescription(
                "For the authority's loader, and for those who manage the school's keys. The key is told once, in this answer; only its hash is kept."
            )
            .Produces<IssuedKey>(StatusCodes.Status201Created)
            .ProducesProblems(
                StatusCodes.Status400BadRequest,
                StatusCodes.Status404NotFound,
                StatusCodes.Status415UnsupportedMediaType,
                StatusCodes.Status422UnprocessableEntity
            );

    private static bool IsName(string? name) =>
        name is { Length: > 0 and <= LongestName } && name.All(c => char.IsAsciiLetterOrDigit(c) || c is ' ' or '.' or '-' or '_');
}

/// <summary>What is posted to issue a key.</summary>
internal sealed record IssueKeyBody(string Name);
