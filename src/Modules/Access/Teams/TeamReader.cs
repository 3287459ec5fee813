using Attendance.Access.Contracts;
using Attendance.SharedKernel;
using Attendance.SharedKernel.Data;
using Attendance.SharedKernel.Time;
using Dapper;
using MediatR;

namespace Attendance.Access.Teams;

/// <summary>Reads teams, their people and schools' named officers. It shows staff, never children.</summary>
internal sealed class TeamReader(Database database, IPolicy policy, SchoolClock clock)
    : IRequestHandler<ReadTeams, IReadOnlyList<TeamNode>>,
        IRequestHandler<ReadSupport, IReadOnlyDictionary<Laestab, SchoolSupport>>
{
    public async Task<IReadOnlyList<TeamNode>> Handle(ReadTeams request, CancellationToken cancellationToken)
    {
        // A team without a school is shown to those who are shown all.
        var visible = await policy.VisibleSchoolsAsync(request.Caller, Act.ReadTeams, "coalesce(s.school_id, 0)", cancellationToken);
        return await TeamsAsync(
            $"""
            select distinct t.id, t.name from access_team t
            left join access_team_school s on s.team = t.id and s.from_date <= @today and (s.until_date is null or s.until_date > @today)
            where {visible.Sql} order by t.name, t.id
            """,
            visible,
            cancellationToken
        );
    }

    public async Task<IReadOnlyDictionary<Laestab, SchoolSupport>> Handle(ReadSupport request, CancellationToken cancellationToken)
    {
        var visible = await policy.VisibleSchoolsAsync(request.Caller, Act.ReadTeams, "s.school_id", cancellationToken);
        var ids = string.Join(" union all ", request.Schools.Select(school => $"select {school.Value} as school_id"));
        var parameters = Parameters(visible);
        List<Laestab> shown;
        List<OfficerRow> officers;
        await using (var connection = await database.OpenAsync(cancellationToken))
        {
            shown =
            [
                .. (
                    await connection.QueryAsync<long>(
                        new CommandDefinition(
                            $"select s.school_id from ({ids}) s where {visible.Sql}",
                            parameters,
                            cancellationToken: cancellationToken
                        )
                    )
                ).Select(Laestab.From),
            ];
            officers =
            [
                .. await connection.QueryAsync<OfficerRow>(
                    new CommandDefinition(
                        $"""
                        select s.school_id, g.person, p.name, p.email, g.from_date, g.until_date from ({ids}) s
                        join access_grant g on g.target = 'school' and g.target_id = s.school_id and g.relation = 'NamedOfficer'
                            and g.from_date <= @today and (g.until_date is null or g.until_date > @today)
                        join access_person p on p.id = g.person and p.left_at is null
                        where {visible.Sql} order by g.from_date, g.id
                        """,
                        parameters,
                        cancellationToken: cancellationToken
                    )
                ),
            ];
        }
        var teams = await TeamsAsync("select t.id, t.name from access_team t", null, cancellationToken);
        var covers = await CoversAsync(cancellationToken);
        return shown.ToDictionary(
            school => school,
            school => new SchoolSupport(
                teams.FirstOrDefault(team => team.SchoolIds.Contains(school)),
                // The latest, where an earlier installation named several.
                officers.LastOrDefault(row => row.SchoolId == school.Value)
                    is { } officer
                    ? new OfficerNode(officer.Name, officer.Email, officer.FromDate, officer.UntilDate, [.. covers[officer.Person]])
                    : null
            )
        );
    }

    private async Task<IReadOnlyList<TeamNode>> TeamsAsync(string sql, Visible? visible, CancellationToken cancellation)
    {
        var covers = await CoversAsync(cancellation);
        var parameters = Parameters(visible);
        await using var connection = await database.OpenAsync(cancellation);
        var teams = (
            await connection.QueryAsync<(string Id, string Name)>(new CommandDefinition(sql, parameters, cancellationToken: cancellation))
        ).ToList();
        var schools = (
            await connection.QueryAsync<(string Team, long School)>(
                new CommandDefinition(
                    """
                    select team, school_id from access_team_school where from_date <= @today and (until_date is null or until_date > @today)
                    order by school_id
                    """,
                    parameters,
                    cancellationToken: cancellation
                )
            )
        ).ToLookup(row => row.Team, row => Laestab.From(row.School), StringComparer.Ordinal);
        var members = (
            await connection.QueryAsync<MemberRow>(
                new CommandDefinition(
                    """
                    select m.id, m.team, m.person, m.role, m.from_date, m.until_date, p.name, p.email from access_team_member m
                    join access_person p on p.id = m.person and p.left_at is null
                    where m.until_date is null or m.until_date > @today
                    order by case m.role when 'LocalityManager' then 0 else 1 end, p.name, m.id
                    """,
                    parameters,
                    cancellationToken: cancellation
                )
            )
        ).ToLookup(row => row.Team, StringComparer.Ordinal);
        return
        [
            .. teams.Select(team => new TeamNode(
                team.Id,
                team.Name,
                [
                    .. members[team.Id]
                        .Select(row => new TeamMemberNode(
                            row.Id,
                            row.Name,
                            row.Email,
                            Enum.Parse<Role>(row.Role),
                            row.FromDate,
                            row.UntilDate,
                            [.. covers[row.Person]]
                        )),
                ]
            )
            {
                SchoolIds = [.. schools[team.Id]],
            }),
        ];
    }

    /// <summary>Who stands in today or later, by who is away.</summary>
    private async Task<ILookup<long, CoverNode>> CoversAsync(CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        var rows = await connection.QueryAsync<CoverLine>(
            new CommandDefinition(
                """
                select c.id, c.absent, p.name, p.email, c.from_date, c.until_date from access_cover c
                join access_person p on p.id = c.worker and p.left_at is null
                where c.until_date > @today order by c.from_date, c.id
                """,
                new { today = clock.Today },
                cancellationToken: cancellation
            )
        );
        return rows.ToLookup(row => row.Absent, row => new CoverNode(row.Id, row.Name, row.Email, row.FromDate, row.UntilDate));
    }

    private DynamicParameters Parameters(Visible? visible)
    {
        var parameters = new DynamicParameters(new { today = clock.Today });
        visible?.AddTo(parameters);
        return parameters;
    }

    private sealed class OfficerRow
    {
        public long SchoolId { get; init; }
        public long Person { get; init; }
        public string Name { get; init; } = "";
        public string Email { get; init; } = "";
        public DateOnly FromDate { get; init; }
        public DateOnly? UntilDate { get; init; }
    }

    private sealed class MemberRow
    {
        public string Id { get; init; } = "";
        public string Team { get; init; } = "";
        public long Person { get; init; }
        public string Role { get; init; } = "";
        public DateOnly FromDate { get; init; }
        public DateOnly? UntilDate { get; init; }
        public string Name { get; init; } = "";
        public string Email { get; init; } = "";
    }

    private sealed class CoverLine
    {
        public string Id { get; init; } = "";
        public long Absent { get; init; }
        public string Name { get; init; } = "";
        public string Email { get; init; } = "";
        public DateOnly FromDate { get; init; }
        public DateOnly UntilDate { get; init; }
    }
}
