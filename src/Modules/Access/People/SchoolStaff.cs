using Attendance.Access.Contracts;
using Attendance.SharedKernel;
using Attendance.SharedKernel.Data;
using Dapper;

namespace Attendance.Access.People;

/// <summary>The schools whose parents a person may invite.</summary>
internal sealed class SchoolStaff(Database database, IPolicy policy)
{
    /// <summary>By number; empty for who works at no school, and for what is no person.</summary>
    public async Task<IReadOnlyList<Laestab>> SchoolsAsync(Caller caller, CancellationToken cancellation)
    {
        if (caller.Person is null)
            return [];
        var visible = await policy.VisibleSchoolsAsync(caller, Act.InviteParent, "s.target_id", cancellation);
        var parameters = new DynamicParameters();
        visible.AddTo(parameters);
        parameters.Add("person", caller.Person);
        await using var connection = await database.OpenAsync(cancellation);
        var rows = await connection.QueryAsync<long>(
            new CommandDefinition(
                $"select distinct s.target_id from access_grant s where s.target = 'school' and s.person = @person and {visible.Sql} order by s.target_id",
                parameters,
                cancellationToken: cancellation
            )
        );
        return [.. rows.Select(Laestab.From)];
    }
}
