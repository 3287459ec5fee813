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

namespace Attendance.Access.Keys;

internal sealed class RevokeKeyHandler(IPolicy policy, IAuditTrail audit, IWriter writer, KeyRing ring, AccessNews news, TimeProvider time)
    : IRequestHandler<RevokeKey, Result<RevokedKey>>
{
    public async Task<Result<RevokedKey>> Handle(RevokeKey request, CancellationToken cancellationToken)
    {
        if (!await KeyRights.ManagesAsync(policy, request.Caller, request.School, cancellationToken))
            return Error.NotFound;
        await audit.ChangingAsync(request.Caller, nameof(RevokeKey), $"key/{request.Id}", null, cancellationToken);
        var revokedAt = await writer.Run(
            async transaction =>
            {
                var connection = transaction.Connection!;
                await connection.ExecuteAsync(
                    """
                    update access_key set revoked_at = @now
                    where id = @id and revoked_at is null and (cast(@school as bigint) is null or school_id = @school)
                    """,
                    new
                    {
                        id = request.Id,
                        school = (long?)request.School?.Value,
                        now = time.GetUtcNow(),
                    },
                    transaction
                );
                return await connection.QuerySingleOrDefaultAsync<DateTimeOffset?>(
                    "select revoked_at from access_key where id = @id and (cast(@school as bigint) is null or school_id = @school)",
                    new { id = request.Id, school = (long?)request.School?.Value },
                    transaction
                );
            },
            cancellationToken
        );
        if (revokedAt is null)
            return Error.NotFound;
        ring.Forget(request.Id);
        // Tokens that the key was exchanged for end with it.
        news.Changed();
        return new RevokedKey(request.Id, revokedAt.Value);
    }

    public static void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapDelete(
                "/schools/{laestab}/keys/{id}",
                async (string laestab, string id, Caller caller, IMediator mediator, CancellationToken cancellation) =>
                {
                    if (!Laestab.TryParse(laestab, out var school))
                        return Problem.From(Error.NotFound);
                    var result = await mediator.Send(new RevokeKey(caller, id, school), cancellation);
                    return result.Error is { } error ? Problem.From(error) : Results.NoContent();
                }
            )
            .WithName("revokeKey")
            .WithMetadata(new OnRecordElsewhere())
            .WithTags("Keys")
            .WithSummary("Revoke a key of a school's system")
            .WithDescription(
                "For the authority's loader, and for those who manage the school's keys. Takes effect at once on the Host that answers, within two seconds on others."
            )
            .Produces(StatusCodes.Status204NoContent)
            .ProducesProblems(StatusCodes.Status404NotFound);
}
