using Attendance.Access.Contracts;
using Attendance.Access.People;
using Attendance.SharedKernel;
using Attendance.SharedKernel.Data;
using Dapper;

namespace Attendance.Access.Teams;

/// <summary>Who may change teams: whoever may for the whole authority, and for a team or its people who may for every school that the team looks after today.</summary>
internal sealed class TeamRights(IPolicy policy, Database database, PersonStore store)
{
    /// <summary>For all teams.</summary>
    public ValueTask<bool> ForAllAsync(Caller caller, CancellationToken cancellation) =>
        policy.MayAsync(caller, Act.SetUpTeams, GrantTarget.All, cancellation: cancellation);

    /// <summary>For one team.</summary>
    public Task<bool> ForTeamAsync(Caller caller, string team, CancellationToken cancellation) =>
        ForEveryAsync(
            caller,
            "select school_id from access_team_school where team = @team and from_date <= @today and (until_date is null or until_date > @today)",
            new { team, today = store.Today },
            cancellation
        );

    /// <summary>For a person: every school of every team that the person is in today.</summary>
    public Task<bool> ForPersonAsync(Caller caller, long person, CancellationToken cancellation) =>
        ForEveryAsync(
            caller,
            """
            select distinct s.school_id from access_team_school s join access_team_member m on m.team = s.team
            where m.person = @person and m.from_date <= @today and (m.until_date is null or m.until_date > @today)
                and s.from_date <= @today and (s.until_date is null or s.until_date > @today)
            """,
            new { person, today = store.Today },
            cancellation
        );

    /// <summary>The number of who has an address and has not left, or null.</summary>
    public async Task<long?> PersonAsync(string? email, CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        return await PersonStore.FindAsync(connection, email);
    }

    private async Task<bool> ForEveryAsync(Caller caller, string schools, object parameters, CancellationToken cancellation)
    {
        if (await policy.CouldAsync(caller, Act.SetUpTeams, GrantTarget.All, cancellation))
            return true;
        await using var connection = await database.OpenAsync(cancellation);
        var looked = (
            await connection.QueryAsync<long>(new CommandDefinition(schools, parameters, cancellationToken: cancellation))
        ).ToList();
        if (looked.Count == 0)
            return await ForAllAsync(caller, cancellation);
        foreach (var school in looked)
        {
            if (!await policy.MayAsync(caller, Act.SetUpTeams, GrantTarget.Of(Laestab.From(school)), cancellation: cancellation))
                return false;
        }
        return true;
    }
}
