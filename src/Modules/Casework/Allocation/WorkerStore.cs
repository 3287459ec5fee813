using System.Data.Common;
using Attendance.SharedKernel.Data;
using Dapper;

namespace Attendance.Casework.Allocation;

/// <summary>What managers say of workers: how many cases they hold at most, and what they know best.</summary>
internal sealed class WorkerStore(Database database, CaseworkOptions options)
{
    /// <summary>The settings of these workers; those of whom nothing was said have the default.</summary>
    public async Task<IReadOnlyDictionary<long, WorkerSettings>> ReadAsync(IReadOnlyCollection<long> people, CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        var rows = await connection.QueryAsync<Row>(
            new CommandDefinition(
                """
                select w.person, w.capacity, w.specialisms from casework_worker w
                where w.version = (select max(l.version) from casework_worker l where l.person = w.person)
                """,
                cancellationToken: cancellation
            )
        );
        var said = rows.ToDictionary(row => row.Person);
        return people.ToDictionary(
            person => person,
            person =>
                said.TryGetValue(person, out var row)
                    ? new WorkerSettings(
                        row.Capacity,
                        row.Specialisms.Split(',', StringSplitOptions.RemoveEmptyEntries).ToHashSet(StringComparer.OrdinalIgnoreCase)
                    )
                    : new WorkerSettings(options.Capacity, new HashSet<string>(StringComparer.OrdinalIgnoreCase))
        );
    }

    /// <summary>Writes the next version.</summary>
    public static Task SaveAsync(DbTransaction transaction, long person, WorkerSettings settings, DateTimeOffset at, string by) =>
        transaction.Connection!.ExecuteAsync(
            """
            insert into casework_worker (person, version, capacity, specialisms, recorded_at, recorded_by)
            select @person, coalesce(max(version), 0) + 1, @capacity, @specialisms, @at, @by from casework_worker where person = @person
            """,
            new
            {
                person,
                capacity = settings.Capacity,
                specialisms = string.Join(',', settings.Specialisms.Order(StringComparer.Ordinal)),
                at,
                by,
            },
            transaction
        );

    private sealed class Row
    {
        public long Person { get; init; }
        public int Capacity { get; init; }
        public string Specialisms { get; init; } = "";
    }
}

/// <summary>
/// Open cases that a worker holds at most, and what the worker knows best: names of factors of the assessment, or kinds of markers ("looked-after").
/// </summary>
internal sealed record WorkerSettings(int Capacity, IReadOnlySet<string> Specialisms);
