using System.Text.Json;
using Attendance.Schools.Data;
using Attendance.Schools.Reading;
using Attendance.SharedKernel;
using Attendance.SharedKernel.Data;

namespace Attendance.Schools.Freezes;

/// <summary>Stores freezes: what was asked, how far it is, what came out.</summary>
internal sealed class FreezeStore(Database database, IWriter writer, TimeProvider time)
{
    /// <summary>After this long without a word from its worker, a freeze is anybody's to begin again.</summary>
    public static readonly TimeSpan Silence = TimeSpan.FromSeconds(30);

    /// <summary>Stores a new freeze.</summary>
    public Task AddAsync(Freeze freeze, DateTimeOffset recordedAt, string by, CancellationToken cancellation) =>
        writer.Run(
            async transaction =>
                await transaction
                    .Command(
                        """
                        insert into schools_freeze (id, year, as_of, known_at, positions, state, done, recorded_at, recorded_by)
                        values (@id, @year, @asOf, @known, @positions, 'running', 0, @at, @by)
                        """
                    )
                    .With("id", freeze.Id)
                    .With("year", freeze.Year.StartYear)
                    .With("asOf", freeze.AsOf)
                    .With("known", freeze.KnownAt)
                    .With("positions", JsonSerializer.Serialize(freeze.Positions))
                    .With("at", recordedAt)
                    .With("by", by)
                    .RunAsync(cancellation),
            cancellation
        );

    /// <summary>One freeze, or null.</summary>
    public async Task<Freeze?> FindAsync(string id, CancellationToken cancellation) =>
        (await ReadAsync("id = @value", id, cancellation)).FirstOrDefault();

    /// <summary>Those that are not done, oldest first.</summary>
    public Task<List<Freeze>> RunningAsync(CancellationToken cancellation) => ReadAsync("state = @value", "running", cancellation);

    /// <summary>Where every school's journal stood at an instant.</summary>
    public async Task<IReadOnlyDictionary<int, long>> PositionsAsync(DateTimeOffset knownAt, CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        await using var transaction = await connection.BeginReadAsync(cancellation);
        var rows = await transaction
            .Command(
                """
                select c.school_id, coalesce((
                    select j.last_seq from schools_submission j where j.school_id = c.school_id and j.recorded_at <= @known
                    order by j.first_seq desc limit 1), 0)
                from schools_school c
                """
            )
            .With("known", knownAt)
            .ReadAsync(reader => ((int)reader.GetInt64(0), reader.GetInt64(1)), cancellation);
        return rows.ToDictionary(row => row.Item1, row => row.Item2);
    }

    /// <summary>Takes a freeze that nobody works at; false when another Host was quicker.</summary>
    public Task<bool> ClaimAsync(string id, string worker, CancellationToken cancellation) =>
        writer.Run(
            async transaction =>
                await transaction
                    .Command(
                        """
                        update schools_freeze set worker = @worker, beat_at = @now, done = 0
                        where id = @id and state = 'running' and (beat_at is null or beat_at < @silent)
                        """
                    )
                    .With("worker", worker)
                    .With("now", time.GetUtcNow())
                    .With("silent", time.GetUtcNow() - Silence)
                    .With("id", id)
                    .RunAsync(cancellation) == 1,
            cancellation
        );

    /// <summary>Says how many schools are counted.</summary>
    public Task ProgressAsync(string id, string worker, int done, CancellationToken cancellation) =>
        EndAsync(id, worker, "running", done, null, cancellation);

    /// <summary>Stores the figures of every school.</summary>
    public Task DoneAsync(string id, string worker, IReadOnlyDictionary<int, SessionSums> sums, CancellationToken cancellation) =>
        EndAsync(id, worker, "done", sums.Count, JsonSerializer.Serialize(sums), cancellation);

    /// <summary>Gives a freeze up.</summary>
    public Task FailedAsync(string id, string worker, int done, CancellationToken cancellation) =>
        EndAsync(id, worker, "failed", done, null, cancellation);

    private Task<int> EndAsync(string id, string worker, string state, int done, string? result, CancellationToken cancellation) =>
        writer.Run(
            async transaction =>
                await transaction
                    .Command(
                        "update schools_freeze set state = @state, done = @done, result = @result, beat_at = @now where id = @id and worker = @worker and state = 'running'"
                    )
                    .With("state", state)
                    .With("done", done)
                    .With("result", result)
                    .With("now", time.GetUtcNow())
                    .With("id", id)
                    .With("worker", worker)
                    .RunAsync(cancellation),
            cancellation
        );

    private async Task<List<Freeze>> ReadAsync(string where, string value, CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        await using var transaction = await connection.BeginReadAsync(cancellation);
        return await transaction
            .Command(
                $"select id, year, as_of, known_at, positions, state, done, result from schools_freeze where {where} order by recorded_at, id"
            )
            .With("value", value)
            .ReadAsync(
                reader => new Freeze(
                    reader.GetString(0),
                    new AcademicYear(reader.GetInt32(1)),
                    reader.DateOrNull(2),
                    reader.Instant(3),
                    JsonSerializer.Deserialize<Dictionary<int, long>>(reader.GetString(4)) ?? [],
                    reader.GetString(5),
                    reader.GetInt32(6),
                    reader.TextOrNull(7) is { } result ? JsonSerializer.Deserialize<Dictionary<int, SessionSums>>(result) : null
                ),
                cancellation
            );
    }
}

/// <summary>A freeze as stored; schools by LAESTAB.</summary>
internal sealed record Freeze(
    string Id,
    AcademicYear Year,
    DateOnly? AsOf,
    DateTimeOffset KnownAt,
    IReadOnlyDictionary<int, long> Positions,
    string State,
    int Done,
    IReadOnlyDictionary<int, SessionSums>? Result
);
