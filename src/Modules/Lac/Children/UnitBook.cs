using Attendance.Access.Contracts;
using Attendance.SharedKernel.Data;
using Attendance.SharedKernel.Time;
using Dapper;

namespace Attendance.Lac.Children;

/// <summary>Reads and writes residential units. Their numbers begin above that of the looked-after register.</summary>
internal sealed class UnitBook(Database database, IWriter writer, SchoolClock clock)
{
    /// <summary>Every unit, by name.</summary>
    public async Task<IReadOnlyList<UnitRow>> ListAsync(CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        var rows = await connection.QueryAsync<UnitRow>(
            new CommandDefinition("select id, name from lac_unit order by name", cancellationToken: cancellation)
        );
        return [.. rows];
    }

    /// <summary>True when there is such a unit.</summary>
    public async Task<bool> ExistsAsync(long unit, CancellationToken cancellation) =>
        (await ListAsync(cancellation)).Any(row => row.Id == unit);

    /// <summary>The number of the unit of a name; makes it when there is none.</summary>
    public Task<long> FindOrMakeAsync(Caller caller, string name, CancellationToken cancellation) =>
        writer.Run(
            async transaction =>
            {
                await transaction.Connection!.ExecuteAsync(
                    $"""
                    insert into lac_unit (id, name, recorded_at, recorded_by)
                    select coalesce(max(id), {GrantTarget.LookedAfter}) + 1, @name, @now, @by from lac_unit where true on conflict (name) do nothing
                    """,
                    new
                    {
                        name,
                        now = clock.Now,
                        by = caller.Name,
                    },
                    transaction
                );
                return await transaction.Connection!.QuerySingleAsync<long>(
                    "select id from lac_unit where name = @name",
                    new { name },
                    transaction
                );
            },
            cancellation
        );
}

/// <summary>A residential unit.</summary>
internal sealed class UnitRow
{
    public long Id { get; init; }
    public string Name { get; init; } = "";
}
