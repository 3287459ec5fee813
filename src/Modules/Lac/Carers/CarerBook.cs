using Attendance.Access.Contracts;
using Attendance.SharedKernel;
using Attendance.SharedKernel.Data;
using Attendance.SharedKernel.Time;
using Dapper;

namespace Attendance.Lac.Carers;

/// <summary>Reads and writes who looks after children, and which training they had.</summary>
internal sealed class CarerBook(Database database, IWriter writer, SchoolClock clock)
{
    /// <summary>Everybody, by name.</summary>
    public async Task<IReadOnlyList<CarerRow>> ListAsync(CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        var rows = await connection.QueryAsync<CarerRow>(
            new CommandDefinition("select id, name, kind from lac_carer order by name, kind", cancellationToken: cancellation)
        );
        return [.. rows];
    }

    /// <summary>Every training, by carer, the latest first.</summary>
    public async Task<ILookup<long, TrainingRow>> TrainingsAsync(CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        var rows = await connection.QueryAsync<TrainingRow>(
            new CommandDefinition(
                "select carer_id, topic, held_on from lac_training order by held_on desc, topic",
                cancellationToken: cancellation
            )
        );
        return rows.ToLookup(row => row.CarerId);
    }

    /// <summary>Adds somebody. False: there is one of the name and kind.</summary>
    public async Task<bool> AddAsync(Caller caller, string name, CarerKind kind, CancellationToken cancellation) =>
        await writer.Run(
            transaction =>
                transaction.Connection!.ExecuteAsync(
                    "insert into lac_carer (id, name, kind, recorded_at, recorded_by) values (@id, @name, @kind, @now, @by) on conflict do nothing",
                    new
                    {
                        id = GrowingNumber.Next(TimeProvider.System),
                        name,
                        kind = kind.ToString(),
                        now = clock.Now,
                        by = caller.Name,
                    },
                    transaction
                ),
            cancellation
        ) == 1;

    /// <summary>Adds a training. False: it was recorded before.</summary>
    public async Task<bool> TrainAsync(Caller caller, long carer, TrainingTopic topic, DateOnly on, CancellationToken cancellation) =>
        await writer.Run(
            transaction =>
                transaction.Connection!.ExecuteAsync(
                    """
                    insert into lac_training (carer_id, topic, held_on, recorded_at, recorded_by) values (@carer, @topic, @on, @now, @by)
                    on conflict do nothing
                    """,
                    new
                    {
                        carer,
                        topic = topic.ToString(),
                        on,
                        now = clock.Now,
                        by = caller.Name,
                    },
                    transaction
                ),
            cancellation
        ) == 1;
}

/// <summary>Somebody who looks after children.</summary>
internal sealed class CarerRow
{
    public long Id { get; init; }
    public string Name { get; init; } = "";
    public string Kind { get; init; } = "";
}

/// <summary>A training that somebody had.</summary>
internal sealed class TrainingRow
{
    public long CarerId { get; init; }
    public string Topic { get; init; } = "";
    public DateOnly HeldOn { get; init; }
}
