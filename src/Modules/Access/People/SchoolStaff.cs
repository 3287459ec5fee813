using Attendance.Access.Contracts;
using Attendance.SharedKernel;
using Attendance.SharedKernel.Data;
using Attendance.SharedKernel.Time;
using Dapper;

namespace Attendance.Access.People;

/// <summary>Who may act for a school in setting up its parents: office, attendance lead and head, asked of the database every time.</summary>
internal sealed class SchoolStaff(Database database, SchoolClock clock)
{
    /// <summary>True for the product itself and for the school's own people.</summary>
    public async Task<bool> WorksAtAsync(Caller caller, Laestab school, CancellationToken cancellation) =>
        caller.Kind is CallerKind.System || (await SchoolsAsync(caller, cancellation)).Contains(school);

    /// <summary>The schools where the caller works as office, attendance lead or head today.</summary>
    public async Task<IReadOnlyList<Laestab>> SchoolsAsync(Caller caller, CancellationToken cancellation)
    {
        if (caller.Person is not { } person)
            return [];
        await using var connection = await database.OpenAsync(cancellation);
        var rows = await connection.QueryAsync<long>(
            new CommandDefinition(
                """
                select distinct g.target_id from access_grant g
                join access_role r on r.person = g.person and r.role = g.role
                join access_person p on p.id = g.person
                where g.person = @person and g.target = 'school' and g.relation = 'WorksAt' and g.role in ('SchoolOffice', 'AttendanceLead', 'HeadTeacher') and p.left_at is null
                    and g.from_date <= @today and (g.until_date is null or g.until_date > @today)
                    and r.approved_by is not null and r.from_date <= @today and (r.until_date is null or r.until_date > @today)
                order by g.target_id
                """,
                new { person, today = clock.Today },
                cancellationToken: cancellation
            )
        );
        return [.. rows.Select(Laestab.From)];
    }
}
