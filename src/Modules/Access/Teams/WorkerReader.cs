using Attendance.Access.Contracts;
using Attendance.Access.People;
using Attendance.SharedKernel;
using Attendance.SharedKernel.Data;
using Attendance.SharedKernel.Time;
using Dapper;
using MediatR;

namespace Attendance.Access.Teams;

/// <summary>Reads who could hold a case.</summary>
internal sealed class WorkerReader(Database database, SchoolClock clock)
    : IRequestHandler<ReadWorkers, IReadOnlyList<WorkerRecord>>,
        IRequestHandler<ReadNames, IReadOnlyDictionary<long, string>>,
        IRequestHandler<ReadPeopleIn, IReadOnlyList<long>>
{
    public async Task<IReadOnlyList<WorkerRecord>> Handle(ReadWorkers request, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        var people = await QueryAsync<(long Person, string Name, string Email)>(
            $"""
            select distinct p.id, p.name, p.email from access_person p join access_role r on r.person = p.id
            where p.left_at is null and r.role = 'WelfareOfficer' and r.approved_by is not null and {Today("r")} order by p.id
            """
        );
        var teams = await QueryAsync<(long Person, string Team, string Name)>(
            $"""
            select m.person, t.id, t.name from access_team_member m join access_team t on t.id = m.team
            where m.role = 'WelfareOfficer' and {Today("m")} order by t.name
            """
        );
        var schools = (
            await QueryAsync<(string Team, long School)>($"select s.team, s.school_id from access_team_school s where {Today("s")}")
        ).ToLookup(row => row.Team, row => Laestab.From(row.School), StringComparer.Ordinal);
        var named = (
            await QueryAsync<(long Person, long School)>(
                $"select g.person, g.target_id from access_grant g where g.target = 'school' and g.relation = 'NamedOfficer' and {Today("g")}"
            )
        ).ToLookup(row => row.Person, row => Laestab.From(row.School));
        var away = (await QueryAsync<long>($"select c.absent from access_cover c where {Today("c")}")).ToHashSet();
        return
        [
            .. people.Select(person =>
            {
                var own = teams.Where(team => team.Person == person.Person).ToList();
                return new WorkerRecord(
                    person.Person,
                    person.Name,
                    person.Email,
                    [.. own.Select(team => team.Name).Distinct()],
                    own.SelectMany(team => schools[team.Team]).ToHashSet(),
                    named[person.Person].ToHashSet(),
                    away.Contains(person.Person)
                );
            }),
        ];

        async Task<List<T>> QueryAsync<T>(string sql) =>
            [
                .. await connection.QueryAsync<T>(
                    new CommandDefinition(sql, new { today = clock.Today }, cancellationToken: cancellationToken)
                ),
            ];
    }

    public async Task<IReadOnlyDictionary<long, string>> Handle(ReadNames request, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        return await PersonStore.NamesAsync(connection, request.People, cancellationToken);
    }

    public async Task<IReadOnlyList<long>> Handle(ReadPeopleIn request, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        return
        [
            .. await connection.QueryAsync<long>(
                new CommandDefinition(
                    $"""
                    select distinct p.id from access_person p join access_role r on r.person = p.id
                    where p.left_at is null and r.role = @role and r.approved_by is not null and {Today("r")} order by p.id
                    """,
                    new { role = request.Role.ToString(), today = clock.Today },
                    cancellationToken: cancellationToken
                )
            ),
        ];
    }

    private static string Today(string alias) =>
        $"{alias}.from_date <= @today and ({alias}.until_date is null or {alias}.until_date > @today)";
}
