using Attendance.Access.Contracts;
using Attendance.SharedKernel.Data;
using Attendance.SharedKernel.Time;
using Dapper;

namespace Attendance.Access.People;

/// <summary>Who may set up people and roles: asked of the database every time, for it is asked seldom.</summary>
internal sealed class AccessRights(Database database, SchoolClock clock)
{
    /// <summary>True for the product itself and for administrators.</summary>
    public Task<bool> SetsUpUsersAsync(Caller caller, CancellationToken cancellation) =>
        HoldsAsync(caller, [Role.Administrator], cancellation);

    /// <summary>True for those who may agree to what an administrator set up.</summary>
    public Task<bool> ApprovesAsync(Caller caller, CancellationToken cancellation) =>
        HoldsAsync(caller, [Role.Administrator, Role.AttendanceLeader], cancellation);

    private async Task<bool> HoldsAsync(Caller caller, Role[] roles, CancellationToken cancellation)
    {
        if (caller.Kind is CallerKind.System)
            return true;
        if (caller.Person is not { } person)
            return false;
        await using var connection = await database.OpenAsync(cancellation);
        return await connection.ExecuteScalarAsync<long>(
                new CommandDefinition(
                    """
                    select count(*) from access_role r join access_person p on p.id = r.person
                    where r.person = @person and r.role in (@role, @other) and r.from_date <= @today and (r.until_date is null or r.until_date > @today)
                        and r.approved_by is not null and p.left_at is null
                    """,
                    new
                    {
                        person,
                        role = roles[0].ToString(),
                        other = roles[^1].ToString(),
                        today = clock.Today,
                    },
                    cancellationToken: cancellation
                )
            ) > 0;
    }
}
