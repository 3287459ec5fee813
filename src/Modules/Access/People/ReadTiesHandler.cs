using Attendance.Access.Contracts;
using Attendance.Access.Policy;
using Attendance.SharedKernel.Data;
using Attendance.SharedKernel.Time;
using Dapper;
using MediatR;

namespace Attendance.Access.People;

internal sealed class ReadTiesHandler(Database database, SchoolClock clock) : IRequestHandler<ReadTies, IReadOnlyList<Tie>>
{
    public async Task<IReadOnlyList<Tie>> Handle(ReadTies request, CancellationToken cancellationToken)
    {
        // Names of an enumeration, so nothing needs escaping.
        var relations = string.Join(", ", request.Relations.Select(relation => $"'{relation}'"));
        await using var connection = await database.OpenAsync(cancellationToken);
        var rows = await connection.QueryAsync<TieRow>(
            new CommandDefinition(
                $"""
                select distinct g.person, g.role, g.relation, g.target, g.target_id from access_grant g join access_person w on w.id = g.person
                where w.left_at is null and g.agreement is null and g.relation in ({relations}) and {ReachSql.Live("g")} and {ReachSql.Held(
                    "g"
                )}
                order by g.person, g.target, g.target_id
                """,
                new { access_day = clock.Today },
                cancellationToken: cancellationToken
            )
        );
        return
        [
            .. rows.Select(row => new Tie(
                row.Person,
                Enum.Parse<Role>(row.Role),
                Enum.Parse<Relation>(row.Relation),
                new GrantTarget(Enum.Parse<GrantTargetKind>(row.Target, ignoreCase: true), row.TargetId)
            )),
        ];
    }

    private sealed class TieRow
    {
        public long Person { get; init; }
        public string Role { get; init; } = "";
        public string Relation { get; init; } = "";
        public string Target { get; init; } = "";
        public long TargetId { get; init; }
    }
}
