using Attendance.Access.Contracts;
using Attendance.Lac.Children;
using Attendance.SharedKernel.Data;
using Attendance.SharedKernel.Time;
using Dapper;

namespace Attendance.Lac.Board;

/// <summary>Reads the children who are in care today and in a caller's scope, with where they stand.</summary>
internal sealed class BoardReader(Database database, SchoolClock clock)
{
    /// <summary>The children, those with most missed half-days first. One query, whatever the number of children.</summary>
    public async Task<IReadOnlyList<BoardRow>> ReadAsync(Visible visible, CancellationToken cancellation)
    {
        var parameters = new DynamicParameters();
        visible.AddTo(parameters);
        parameters.Add("today", clock.Today);
        parameters.Add("no", false);
        await using var connection = await database.OpenAsync(cancellation);
        var rows = await connection.QueryAsync<BoardRow>(
            new CommandDefinition(
                $"""
                select s.*, c.started, c.placement, u.name as unit_name, c.social_worker
                from lac_standing s join (select e.* {CareBook.Latest} and e.started <= @today and (e.ended is null or e.ended >= @today)) c
                    on c.pupil_id = s.pupil_id
                left join lac_unit u on u.id = c.unit_id
                where {visible.Sql} order by s.missed desc, s.pupil_id
                """,
                parameters,
                cancellationToken: cancellation
            )
        );
        return [.. rows];
    }

    /// <summary>A number that grows with every change of a standing: who follows the board reads it again when it grew.</summary>
    public async Task<long> PositionAsync(CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        return await connection.ExecuteScalarAsync<long>(
            new CommandDefinition("select number from lac_position where id = 1", cancellationToken: cancellation)
        );
    }
}
