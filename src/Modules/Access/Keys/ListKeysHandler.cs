using Attendance.Access.Contracts;
using Attendance.SharedKernel;
using Attendance.SharedKernel.Data;
using Dapper;
using MediatR;

namespace Attendance.Access.Keys;

internal sealed class ListKeysHandler(Database database, IPolicy policy) : IRequestHandler<ListKeys, Result<IReadOnlyList<ListedKey>>>
{
    public async Task<Result<IReadOnlyList<ListedKey>>> Handle(ListKeys request, CancellationToken cancellationToken)
    {
        if (
            request.Caller.Kind is not CallerKind.System
            && (request.School is null || !await KeyRights.ManagesAsync(policy, request.Caller, request.School, cancellationToken))
        )
            return Error.NotFound;
        await using var connection = await database.OpenAsync(cancellationToken);
        var rows = await connection.QueryAsync<KeyRow>(
            new CommandDefinition(
                """
                select id, school_id, name, created_at, revoked_at, created_by from access_key
                where (@revoked = 1 or revoked_at is null) and (cast(@school as bigint) is null or school_id = @school)
                order by coalesce(school_id, 0), name, created_at, id
                """,
                new { revoked = request.Revoked ? 1 : 0, school = (long?)request.School?.Value },
                cancellationToken: cancellationToken
            )
        );
        return rows.Select(row => new ListedKey(
                row.Id,
                row.SchoolId is { } school ? Laestab.From(school) : null,
                row.Name,
                row.CreatedAt,
                row.RevokedAt,
                row.CreatedBy
            ))
            .ToList();
    }

    private sealed record KeyRow
    {
        public string Id { get; init; } = "";
        public long? SchoolId { get; init; }
        public string Name { get; init; } = "";
        public DateTimeOffset CreatedAt { get; init; }
        public DateTimeOffset? RevokedAt { get; init; }
        public string? CreatedBy { get; init; }
    }
}
