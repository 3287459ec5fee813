using System.Data.Common;
using Attendance.Access.Contracts;
using Attendance.Lac.Children;
using Attendance.SharedKernel;
using Attendance.SharedKernel.Data;
using Attendance.SharedKernel.Time;
using Dapper;

namespace Attendance.Lac.Going;

/// <summary>Reads and writes checklists.</summary>
internal sealed class ChecklistBook(Database database, IWriter writer, SchoolClock clock)
{
    private const string Latest =
        "c.version = (select max(v.version) from lac_going_home v where v.pupil_id = c.pupil_id and v.planned_on = c.planned_on)";

    /// <summary>The checklists of the children in scope, the latest planned day first.</summary>
    public async Task<IReadOnlyList<Checklist>> ListAsync(Visible visible, CancellationToken cancellation)
    {
        var parameters = new DynamicParameters();
        visible.AddTo(parameters);
        await using var connection = await database.OpenAsync(cancellation);
        var rows = await connection.QueryAsync<Checklist>(
            new CommandDefinition(
                $"select c.* from lac_going_home c where {visible.Sql} and {Latest} order by c.planned_on desc, c.pupil_id limit 500",
                parameters,
                cancellationToken: cancellation
            )
        );
        return [.. rows];
    }

    /// <summary>The children in scope who are placed with their parents today, with the first day of it.</summary>
    public async Task<IReadOnlyList<(PupilId Pupil, DateOnly Since)>> PlacedAsync(Visible visible, CancellationToken cancellation)
    {
        var parameters = new DynamicParameters();
        visible.AddTo(parameters);
        parameters.Add("no", false);
        parameters.Add("today", clock.Today);
        parameters.Add("parents", CareCodes.WithParents);
        await using var connection = await database.OpenAsync(cancellation);
        var rows = await connection.QueryAsync<(long Pupil, DateOnly Started)>(
            new CommandDefinition(
                $"""
                select c.pupil_id, c.started from (select e.* {CareBook.Latest}) c
                where {visible.Sql} and c.placement = @parents and c.started <= @today and (c.ended is null or c.ended >= @today)
                order by c.started, c.pupil_id
                """,
                parameters,
                cancellationToken: cancellation
            )
        );
        return [.. rows.Select(row => (new PupilId(row.Pupil), row.Started))];
    }

    /// <summary>The checklist of a planned day; null: none.</summary>
    public async Task<Checklist?> FindAsync(PupilId pupil, DateOnly plannedOn, CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        return await connection.QuerySingleOrDefaultAsync<Checklist>(
            $"select c.* from lac_going_home c where c.pupil_id = @pupil and c.planned_on = @plannedOn and {Latest}",
            new { pupil = pupil.Value, plannedOn }
        );
    }

    /// <summary>Writes a checklist as it is now.</summary>
    public Task<int> SaveAsync(Caller caller, PupilId pupil, ChecklistInput input, CancellationToken cancellation) =>
        writer.Run(
            (DbTransaction transaction) =>
                transaction.Connection!.ExecuteAsync(
                    """
                    insert into lac_going_home (pupil_id, planned_on, version, school_told, nurse_told, key_worker_told, statement_on, monitored_until,
                        recorded_at, recorded_by)
                    select @pupil, @PlannedOn, coalesce(max(version), 0) + 1, @SchoolTold, @NurseTold, @KeyWorkerTold, @StatementOn, @MonitoredUntil,
                        @now, @by
                    from lac_going_home where pupil_id = @pupil and planned_on = @PlannedOn
                    """,
                    new
                    {
                        pupil = pupil.Value,
                        input.PlannedOn,
                        input.SchoolTold,
                        input.NurseTold,
                        input.KeyWorkerTold,
                        input.StatementOn,
                        input.MonitoredUntil,
                        now = clock.Now,
                        by = caller.Name,
                    },
                    transaction
                ),
            cancellation
        );
}
