using Attendance.Access.Contracts;
using Attendance.SharedKernel;
using Attendance.SharedKernel.Data;
using Attendance.SharedKernel.Time;
using Dapper;

namespace Attendance.Lac.Units;

/// <summary>Reads and writes the issues of residential units and what is done about them.</summary>
internal sealed class UnitActionBook(Database database, IWriter writer, SchoolClock clock)
{
    /// <summary>The actions of these units, those not settled first, those due first before the others.</summary>
    public async Task<ILookup<long, UnitActionRow>> ReadAsync(CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        var rows = await connection.QueryAsync<UnitActionRow>(
            new CommandDefinition(
                "select * from lac_unit_action order by case when settled_at is null then 0 else 1 end, due_on, id",
                cancellationToken: cancellation
            )
        );
        return rows.ToLookup(row => row.UnitId);
    }

    /// <summary>Adds an issue with what is done about it.</summary>
    public Task<int> AddAsync(Caller caller, UnitActionInput input, CancellationToken cancellation) =>
        writer.Run(
            transaction =>
                transaction.Connection!.ExecuteAsync(
                    """
                    insert into lac_unit_action (id, unit_id, issue, what, owner, due_on, recorded_at, recorded_by)
                    values (@id, @unit, @issue, @what, @owner, @by, @now, @who)
                    """,
                    new
                    {
                        id = GrowingNumber.Next(TimeProvider.System),
                        unit = input.Unit,
                        issue = input.Issue.Trim(),
                        what = input.What.Trim(),
                        owner = input.Owner.Trim(),
                        by = input.By,
                        now = clock.Now,
                        who = caller.Name,
                    },
                    transaction
                ),
            cancellation
        );

    /// <summary>The unit of an action; null: there is no such action.</summary>
    public async Task<long?> UnitOfAsync(long action, CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        return await connection.ExecuteScalarAsync<long?>("select unit_id from lac_unit_action where id = @action", new { action });
    }

    /// <summary>Settles an action. False: it is settled already.</summary>
    public async Task<bool> SettleAsync(Caller caller, long action, string note, CancellationToken cancellation) =>
        await writer.Run(
            transaction =>
                transaction.Connection!.ExecuteAsync(
                    "update lac_unit_action set settled_at = @now, settled_by = @by, note = @note where id = @action and settled_at is null",
                    new
                    {
                        action,
                        note,
                        now = clock.Now,
                        by = caller.Name,
                    },
                    transaction
                ),
            cancellation
        ) == 1;
}

/// <summary>An action of a unit as it is stored.</summary>
internal sealed class UnitActionRow
{
    public long Id { get; init; }
    public long UnitId { get; init; }
    public string Issue { get; init; } = "";
    public string What { get; init; } = "";
    public string Owner { get; init; } = "";
    public DateOnly DueOn { get; init; }
    public DateTimeOffset? SettledAt { get; init; }
    public string? Note { get; init; }
}
