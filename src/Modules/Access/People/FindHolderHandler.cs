using Attendance.Access.Contracts;
using Attendance.Access.Policy;
using Attendance.SharedKernel.Data;
using Attendance.SharedKernel.Time;
using Dapper;
using MediatR;

namespace Attendance.Access.People;

internal sealed class FindHolderHandler(Database database, SchoolClock clock) : IRequestHandler<FindHolder, long?>
{
    public async Task<long?> Handle(FindHolder request, CancellationToken cancellationToken)
    {
        if (PersonRules.Email(request.Email) is not { } email)
            return null;
        await using var connection = await database.OpenAsync(cancellationToken);
        return await connection.QueryFirstOrDefaultAsync<long?>(
            new CommandDefinition(
                $"""
                select w.id from access_person w where w.email = @email and w.left_at is null and exists (
                    select 1 from access_role r where r.person = w.id and r.role = @role and r.approved_by is not null and {ReachSql.Live(
                    "r"
                )})
                """,
                new
                {
                    email,
                    role = request.Role.ToString(),
                    access_day = clock.Today,
                },
                cancellationToken: cancellationToken
            )
        );
    }
}
