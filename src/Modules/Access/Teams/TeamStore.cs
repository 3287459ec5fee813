using System.Data.Common;
using Attendance.Access.People;
using Attendance.SharedKernel;
using Dapper;
using Npgsql;

namespace Attendance.Access.Teams;

/// <summary>Reads and writes teams, memberships and covers inside a given transaction.</summary>
internal sealed class TeamStore(PersonStore people, TimeProvider time)
{
    /// <summary>The school day from which a change holds, unless it says otherwise.</summary>
    public DateOnly Today => people.Today;

    /// <summary>
    /// The names of all teams, by id. On PostgreSQL the table is locked against other changes, so that no grant is expanded from what another transaction is
    /// about to change; teams are changed seldom.
    /// </summary>
    public static async Task<IReadOnlyDictionary<string, string>> LockAsync(DbTransaction transaction)
    {
        if (transaction is NpgsqlTransaction)
            await transaction.Connection!.ExecuteAsync("lock table access_team in share row exclusive mode", transaction: transaction);
        var teams = await transaction.Connection!.QueryAsync<(string Id, string Name)>(
            "select id, name from access_team",
            transaction: transaction
        );
        return teams.ToDictionary(team => team.Id, team => team.Name, StringComparer.Ordinal);
    }

    /// <summary>The schools that teams have from today on, with their team.</summary>
    public static async Task<IReadOnlyDictionary<Laestab, string>> SchoolsAsync(DbTransaction transaction)
    {
        var rows = await transaction.Connection!.QueryAsync<(long School, string Team)>(
            "select school_id, team from access_team_school where until_date is null",
            transaction: transaction
        );
        return rows.ToDictionary(row => Laestab.From(row.School), row => row.Team);
    }

    /// <summary>Makes a team or gives it another name.</summary>
    public Task SaveAsync(DbTransaction transaction, string id, string name, string by) =>
        transaction.Connection!.ExecuteAsync(
            """
            insert into access_team (id, name, saved_at, saved_by) values (@id, @name, @now, @by)
            on conflict (id) do update set name = excluded.name, saved_at = excluded.saved_at, saved_by = excluded.saved_by
            """,
            new
            {
                id,
                name,
                by,
                now = time.GetUtcNow(),
            },
            transaction
        );

    /// <summary>Takes a school from its team today, and gives it to another unless null.</summary>
    public async Task MoveAsync(DbTransaction transaction, Laestab school, string? team, string by)
    {
        await transaction.Connection!.ExecuteAsync(
            "update access_team_school set until_date = @today where school_id = @school and until_date is null",
            new { school = (long)school.Value, today = Today },
            transaction
        );
        if (team is null)
            return;
        await transaction.Connection!.ExecuteAsync(
            """
            insert into access_team_school (id, team, school_id, from_date, given_by, given_at)
            values (@id, @team, @school, @today, @by, @now)
            """,
            new
            {
                id = people.NewId(),
                team,
                school = (long)school.Value,
                today = Today,
                by,
                now = time.GetUtcNow(),
            },
            transaction
        );
    }

    /// <summary>A membership that is like this one and has not ended: its id, or null.</summary>
    public static Task<string?> FindMemberAsync(DbTransaction transaction, string team, long person, string role, Period period) =>
        transaction.Connection!.QueryFirstOrDefaultAsync<string?>(
            """
            select id from access_team_member where team = @team and person = @person and role = @role and ended_at is null
                and from_date <= @from and (until_date = @until or (until_date is null and @forever))
            """,
            new
            {
                team,
                person,
                role,
                from = period.From,
                until = period.Until ?? DateOnly.MaxValue,
                forever = period.Until is null,
            },
            transaction
        );

    /// <summary>A new membership.</summary>
    public async Task<string> InsertMemberAsync(
        DbTransaction transaction,
        string team,
        long person,
        string role,
        Period period,
        string reason,
        string by
    )
    {
        var id = people.NewId();
        await transaction.Connection!.ExecuteAsync(
            """
            insert into access_team_member (id, team, person, role, from_date, until_date, reason, given_by, given_at)
            values (@id, @team, @person, @role, @from, @until, @reason, @by, @now)
            """,
            new
            {
                id,
                team,
                person,
                role,
                from = period.From,
                until = period.Until,
                reason,
                by,
                now = time.GetUtcNow(),
            },
            transaction
        );
        return id;
    }

    /// <summary>The person and role of a membership of a team, or null.</summary>
    public static Task<TeamMember?> FindMemberAsync(DbTransaction transaction, string team, string id) =>
        transaction.Connection!.QuerySingleOrDefaultAsync<TeamMember?>(
            "select id, person, role, from_date, until_date, reason from access_team_member where id = @id and team = @team",
            new { id, team },
            transaction
        );

    /// <summary>Ends a membership today, once.</summary>
    public Task EndMemberAsync(DbTransaction transaction, string id, string by, string reason) =>
        people.EndAsync(transaction, "access_team_member", id, by, reason);

    /// <summary>A cover that is like this one and has not ended: its id, or null.</summary>
    public static Task<string?> FindCoverAsync(DbTransaction transaction, long absent, long worker, Period period) =>
        transaction.Connection!.QueryFirstOrDefaultAsync<string?>(
            """
            select id from access_cover where absent = @absent and worker = @worker and from_date = @from and until_date = @until
                and ended_at is null
            """,
            new
            {
                absent,
                worker,
                from = period.From,
                until = period.Until,
            },
            transaction
        );

    /// <summary>A new cover.</summary>
    public async Task<string> InsertCoverAsync(DbTransaction transaction, long absent, long worker, Period period, string reason, string by)
    {
        var id = people.NewId();
        await transaction.Connection!.ExecuteAsync(
            """
            insert into access_cover (id, absent, worker, from_date, until_date, reason, given_by, given_at)
            values (@id, @absent, @worker, @from, @until, @reason, @by, @now)
            """,
            new
            {
                id,
                absent,
                worker,
                from = period.From,
                until = period.Until,
                reason,
                by,
                now = time.GetUtcNow(),
            },
            transaction
        );
        return id;
    }

    /// <summary>The cover with an id, or null.</summary>
    public static Task<CoverRow?> FindCoverAsync(DbConnection connection, string id) =>
        connection.QuerySingleOrDefaultAsync<CoverRow?>(
            "select id, absent, worker, from_date, until_date, reason from access_cover where id = @id",
            new { id }
        );

    /// <summary>Ends a cover today, once.</summary>
    public Task EndCoverAsync(DbTransaction transaction, string id, string by, string reason) =>
        people.EndAsync(transaction, "access_cover", id, by, reason);
}
