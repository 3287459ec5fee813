using Attendance.Access.Contracts;
using Attendance.Access.Policy;
using Attendance.SharedKernel.Data;
using Attendance.SharedKernel.Time;
using Dapper;
using MediatR;

namespace Attendance.Access.People;

internal sealed class ReadOwnRightsHandler(Database database, SchoolClock clock)
    : IRequestHandler<ReadOwnRights, IReadOnlyDictionary<Role, IReadOnlyList<Act>>>
{
    public async Task<IReadOnlyDictionary<Role, IReadOnlyList<Act>>> Handle(ReadOwnRights request, CancellationToken cancellationToken)
    {
        if (request.Caller.Person is not { } person)
            return new Dictionary<Role, IReadOnlyList<Act>>();
        await using var connection = await database.OpenAsync(cancellationToken);
        var held = await connection.QueryAsync<string>(
            new CommandDefinition(
                $"""
                select distinct r.role from access_role r join access_person w on w.id = r.person
                where r.person = @person and w.left_at is null and r.approved_by is not null and {ReachSql.Live("r")}
                """,
                new { person, access_day = clock.Today },
                cancellationToken: cancellationToken
            )
        );
        return held.Select(Enum.Parse<Role>)
            .ToDictionary(role => role, role => (IReadOnlyList<Act>)[.. Enum.GetValues<Act>().Where(act => RoleRights.Of(role).May(act))]);
    }
}
