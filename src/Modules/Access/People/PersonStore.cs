using System.Data.Common;
using Attendance.Access.Contracts;
using Attendance.SharedKernel;
using Attendance.SharedKernel.Time;
using Dapper;
using Npgsql;

namespace Attendance.Access.People;

/// <summary>Reads and writes people, roles and grants inside a given transaction.</summary>
internal sealed class PersonStore(TimeProvider time, SchoolClock clock)
{
    /// <summary>The school day from which a change holds, unless it says otherwise.</summary>
    public DateOnly Today => clock.Today;

    /// <summary>A new person. Null: the address is known.</summary>
    public async Task<PersonRecord?> InsertPersonAsync(DbTransaction transaction, string name, string email)
    {
        var id = PupilId.New(time).Value;
        var rows = await transaction.Connection!.ExecuteAsync(
            """
            insert into access_person (id, name, email, created_at) values (@id, @name, @email, @now)
            on conflict (email) do nothing
            """,
            new
            {
                id,
                name,
                email,
                now = time.GetUtcNow(),
            },
            transaction
        );
        return rows == 0 ? null : new PersonRecord(id, name, email, null);
    }

    /// <summary>Marks a person as gone; keeps the first time.</summary>
    public Task LeaveAsync(DbTransaction transaction, long person) =>
        transaction.Connection!.ExecuteAsync(
            "update access_person set left_at = @now where id = @person and left_at is null",
            new { person, now = time.GetUtcNow() },
            transaction
        );

    /// <summary>A person, or null.</summary>
    public static async Task<PersonRecord?> FindAsync(DbConnection connection, long person, DbTransaction? transaction = null)
    {
        // On PostgreSQL the row is locked, so that nothing is given to somebody who leaves meanwhile.
        var locked = transaction is NpgsqlTransaction ? " for update" : "";
        var row = await connection.QuerySingleOrDefaultAsync<PersonRow>(
            $"select id, name, email, left_at from access_person where id = @person{locked}",
            new { person },
            transaction
        );
        return row is null ? null : new PersonRecord(row.Id, row.Name, row.Email, row.LeftAt);
    }

    /// <summary>The names of people by number; of who is not there, none.</summary>
    public static async Task<IReadOnlyDictionary<long, string>> NamesAsync(
        DbConnection connection,
        IEnumerable<long> people,
        CancellationToken cancellation
    )
    {
        // Numbers, so nothing needs escaping.
        var ids = string.Join(", ", people.Distinct().Order().Append(0));
        var rows = await connection.QueryAsync<PersonRow>(
            new CommandDefinition($"select id, name from access_person where id in ({ids})", cancellationToken: cancellation)
        );
        return rows.ToDictionary(row => row.Id, row => row.Name);
    }

    /// <summary>A new role; approved at once when <paramref name="approved"/>.</summary>
    public async Task<string> InsertRoleAsync(
        DbTransaction transaction,
        long person,
        Role role,
        Period period,
        string by,
        string reason,
        bool approved
    )
    {
        var id = NewId();
        await transaction.Connection!.ExecuteAsync(
            """
            insert into access_role (id, person, role, from_date, until_date, given_by, given_at, reason, approved_by, approved_at)
            values (@id, @person, @role, @from, @until, @by, @now, @reason, @approvedBy, @approvedAt)
            """,
            new
            {
                id,
                person,
                role = role.ToString(),
                from = period.From,
                until = period.Until,
                by,
                now = time.GetUtcNow(),
                reason,
                approvedBy = approved ? by : null,
                approvedAt = approved ? time.GetUtcNow() : (DateTimeOffset?)null,
            },
            transaction
        );
        return id;
    }

    /// <summary>The role with an id, or null.</summary>
    public static Task<RoleRow?> FindRoleAsync(DbTransaction transaction, string id) =>
        transaction.Connection!.QuerySingleOrDefaultAsync<RoleRow?>(
            "select id, person, role, from_date, until_date, given_by, approved_by, ended_at from access_role where id = @id",
            new { id },
            transaction
        );

    /// <summary>Approves a role that waits.</summary>
    public Task ApproveRoleAsync(DbTransaction transaction, string id, string by) =>
        transaction.Connection!.ExecuteAsync(
            "update access_role set approved_by = @by, approved_at = @now where id = @id and approved_by is null",
            new
            {
                id,
                by,
                now = time.GetUtcNow(),
            },
            transaction
        );

    /// <summary>Ends a role today, once.</summary>
    public Task EndRoleAsync(DbTransaction transaction, string id, string by, string reason) =>
        EndAsync(transaction, "access_role", id, by, reason);

    /// <summary>A new grant.</summary>
    public async Task<string> InsertGrantAsync(DbTransaction transaction, NewGrant grant, string by)
    {
        var id = NewId();
        await transaction.Connection!.ExecuteAsync(
            """
            insert into access_grant
                (id, person, target, target_id, role, relation, source, reason, agreement, fields, from_date, until_date, given_by, given_at)
            values (@id, @person, @target, @targetId, @role, @relation, @source, @reason, @agreement, @fields, @from, @until, @by, @now)
            """,
            new
            {
                id,
                person = grant.Person,
                target = Name(grant.On.Kind),
                targetId = grant.On.Id,
                role = grant.Role.ToString(),
                relation = grant.Relation.ToString(),
                source = grant.Source,
                reason = grant.Reason,
                agreement = grant.Agreement,
                fields = grant.Fields,
                from = grant.Period.From,
                until = grant.Period.Until,
                by,
                now = time.GetUtcNow(),
            },
            transaction
        );
        return id;
    }

    /// <summary>The grant with an id, or null.</summary>
    public static Task<GrantRow?> FindGrantAsync(DbTransaction transaction, string id) =>
        transaction.Connection!.QuerySingleOrDefaultAsync<GrantRow?>(
            """
            select id, person, target, target_id, role, relation, source, reason, agreement, fields, from_date, until_date, ended_at
            from access_grant where id = @id
            """,
            new { id },
            transaction
        );

    /// <summary>Ends a grant today, once.</summary>
    public Task EndGrantAsync(DbTransaction transaction, string id, string by, string reason) =>
        EndAsync(transaction, "access_grant", id, by, reason);

    /// <summary>A school's named officers, today and later; not who stands in for one.</summary>
    public static async Task<IReadOnlyList<GrantRow>> OfficersAsync(DbTransaction transaction, Laestab school, DateOnly today) =>
        [
            .. await transaction.Connection!.QueryAsync<GrantRow>(
                """
                select id, person, target, target_id, role, relation, source, reason, agreement, fields, from_date, until_date, ended_at
                from access_grant where target = 'school' and target_id = @school and relation = 'NamedOfficer'
                    and ended_at is null and (until_date is null or until_date > @today) order by id
                """,
                new { school = (long)school.Value, today },
                transaction
            ),
        ];

    /// <summary>Ends a grant where another begins: today, or on the later day from which the other holds. One that comes after the other ends is left alone.</summary>
    public Task GiveWayAsync(DbTransaction transaction, GrantRow grant, Period other, string by, string reason)
    {
        if (other.Until is { } end && grant.FromDate >= end)
            return Task.CompletedTask;
        if (other.From <= clock.Today || grant.FromDate >= other.From)
            return EndGrantAsync(transaction, grant.Id, by, reason);
        return transaction.Connection!.ExecuteAsync(
            "update access_grant set until_date = @from where id = @id and (until_date is null or until_date > @from)",
            new { id = grant.Id, from = other.From },
            transaction
        );
    }

    /// <summary>Ends every grant that was expanded from a source.</summary>
    public Task EndSourceAsync(DbTransaction transaction, string source, string by, string reason) =>
        transaction.Connection!.ExecuteAsync(
            """
            update access_grant set until_date = case when from_date > @today then from_date else @today end,
                ended_by = @by, ended_at = @now, ended_reason = @reason
            where source = @source and ended_at is null and (until_date is null or until_date > @today)
            """,
            new
            {
                source,
                by,
                reason,
                today = clock.Today,
                now = time.GetUtcNow(),
            },
            transaction
        );

    /// <summary>The grants that were expanded from a source and hold today or later.</summary>
    public static async Task<IReadOnlyList<GrantRow>> OfSourceAsync(DbTransaction transaction, string source, DateOnly today) =>
        [
            .. await transaction.Connection!.QueryAsync<GrantRow>(
                """
                select id, person, target, target_id, role, relation, source, reason, agreement, fields, from_date, until_date, ended_at
                from access_grant where source = @source and ended_at is null and (until_date is null or until_date > @today) order by id
                """,
                new { source, today },
                transaction
            ),
        ];

    /// <summary>The number of who has an address and has not left, or null.</summary>
    public static async Task<long?> FindAsync(DbConnection connection, string? email) =>
        PersonRules.Email(email) is { } known
            ? await connection.ExecuteScalarAsync<long?>(
                "select id from access_person where email = @known and left_at is null",
                new { known }
            )
            : null;

    /// <summary>True when the person was given the role, agreed to or waiting, and it holds on the day or later.</summary>
    public static async Task<bool> IsGivenAsync(DbTransaction transaction, long person, Role role, DateOnly day) =>
        await transaction.Connection!.ExecuteScalarAsync<long>(
            "select count(*) from access_role where person = @person and role = @role and (until_date is null or until_date > @day)",
            new
            {
                person,
                role = role.ToString(),
                day,
            },
            transaction
        ) > 0;

    /// <summary>True when somebody else has the role, or was given it, on a day of the period. People who left have none.</summary>
    public static async Task<bool> IsOthersAsync(DbTransaction transaction, long person, Role role, Period period) =>
        await transaction.Connection!.ExecuteScalarAsync<long>(
            """
            select count(*) from access_role r join access_person p on p.id = r.person
            where r.person <> @person and r.role = @role and p.left_at is null
            and (r.until_date is null or (r.until_date > r.from_date and r.until_date > @from)) and r.from_date < @until
            """,
            new
            {
                person,
                role = role.ToString(),
                from = period.From,
                until = period.Until ?? DateOnly.MaxValue,
            },
            transaction
        ) > 0;

    /// <summary>How a target is written in the tables.</summary>
    public static string Name(GrantTargetKind kind) =>
        kind switch
        {
            GrantTargetKind.Pupil => "pupil",
            GrantTargetKind.School => "school",
            GrantTargetKind.Unit => "unit",
            GrantTargetKind.All => "all",
        };

    /// <summary>An id for a role, a grant, a team: it sorts by the time of its making.</summary>
    public string NewId() => Guid.CreateVersion7(time.GetUtcNow()).ToString("N");

    /// <summary>Ends a row of a table that keeps days and who ended it, today and once.</summary>
    public Task<int> EndAsync(DbTransaction transaction, string table, string id, string by, string reason) =>
        transaction.Connection!.ExecuteAsync(
            $"""
            update {table} set
                until_date = case when until_date <= @today then until_date when from_date > @today then from_date else @today end,
                ended_by = @by, ended_at = @now, ended_reason = @reason
            where id = @id and ended_at is null
            """,
            new
            {
                id,
                by,
                reason,
                today = clock.Today,
                now = time.GetUtcNow(),
            },
            transaction
        );

    private sealed class PersonRow
    {
        public long Id { get; init; }
        public string Name { get; init; } = "";
        public string Email { get; init; } = "";
        public DateTimeOffset? LeftAt { get; init; }
    }
}

/// <summary>A stretch of school days: from the first on which something holds to the first on which it no longer does; null: open.</summary>
internal sealed record Period(DateOnly From, DateOnly? Until)
{
    /// <summary>The days that both have; null when there is none.</summary>
    public static Period? Overlap(Period one, Period other)
    {
        var from = one.From > other.From ? one.From : other.From;
        var until =
            one.Until is null ? other.Until
            : other.Until is null || one.Until < other.Until ? one.Until
            : other.Until;
        return until <= from ? null : new Period(from, until);
    }
}

/// <summary>A grant to be written.</summary>
internal sealed record NewGrant(
    long Person,
    GrantTarget On,
    Role Role,
    Relation Relation,
    string Reason,
    Period Period,
    string? Source = null,
    string? Agreement = null,
    string? Fields = null
);

/// <summary>A role as stored.</summary>
internal sealed class RoleRow
{
    public string Id { get; init; } = "";
    public long Person { get; init; }
    public string Role { get; init; } = "";
    public DateOnly FromDate { get; init; }
    public DateOnly? UntilDate { get; init; }
    public string GivenBy { get; init; } = "";
    public string? ApprovedBy { get; init; }
    public DateTimeOffset? EndedAt { get; init; }
}

/// <summary>A grant as stored.</summary>
internal sealed class GrantRow
{
    public string Id { get; init; } = "";
    public long Person { get; init; }
    public string Target { get; init; } = "";
    public long TargetId { get; init; }
    public string Role { get; init; } = "";
    public string Relation { get; init; } = "";
    public string? Source { get; init; }
    public string Reason { get; init; } = "";
    public string? Agreement { get; init; }
    public string? Fields { get; init; }
    public DateOnly FromDate { get; init; }
    public DateOnly? UntilDate { get; init; }
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>True when it opens the same to the same person for the same days, whatever the reason.</summary>
    public bool Says(NewGrant grant) =>
        grant.Person == Person
        && PersonStore.Name(grant.On.Kind) == Target
        && grant.On.Id == TargetId
        && grant.Role.ToString() == Role
        && grant.Relation.ToString() == Relation
        && grant.Agreement == Agreement
        && grant.Fields == Fields
        && grant.Period == new Period(FromDate, UntilDate);
}
