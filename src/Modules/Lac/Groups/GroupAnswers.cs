using Attendance.SharedKernel;
using Attendance.SharedKernel.Data;
using Attendance.SharedKernel.Time;
using Dapper;

namespace Attendance.Lac.Groups;

/// <summary>Keeps why a flagged group attends badly and what is done about it.</summary>
internal sealed class GroupAnswers(Database database, IWriter writer, SchoolClock clock)
{
    /// <summary>The answers of a term, by school.</summary>
    public async Task<IReadOnlyDictionary<Laestab, GroupAnswer>> ReadAsync(DateOnly term, CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        var rows = await connection.QueryAsync<GroupAnswer>(
            new CommandDefinition(
                "select school_id, reason, action from lac_group_answer where term = @term order by school_id, version",
                new { term },
                cancellationToken: cancellation
            )
        );
        return rows.GroupBy(row => Laestab.From(row.SchoolId)).ToDictionary(own => own.Key, own => own.Last());
    }

    /// <summary>Writes a version.</summary>
    public Task WriteAsync(Laestab school, DateOnly term, string reason, string action, string by, CancellationToken cancellation) =>
        writer.Run(
            transaction =>
                transaction.Connection!.ExecuteAsync(
                    """
                    insert into lac_group_answer (school_id, term, version, reason, action, recorded_at, recorded_by)
                    select @school, @term, coalesce(max(version), 0) + 1, @reason, @action, @now, @by
                    from lac_group_answer where school_id = @school and term = @term
                    """,
                    new
                    {
                        school = (long)school.Value,
                        term,
                        reason,
                        action,
                        now = clock.Now,
                        by,
                    },
                    transaction
                ),
            cancellation
        );
}

/// <summary>Why a group attends badly, and what is done.</summary>
internal sealed class GroupAnswer
{
    public long SchoolId { get; init; }
    public string Reason { get; init; } = "";
    public string Action { get; init; } = "";
}
