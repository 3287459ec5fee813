using Attendance.Access.Contracts;
using Attendance.Schools.Contracts;
using Attendance.SharedKernel;
using Attendance.SharedKernel.Data;
using Attendance.SharedKernel.Time;
using Dapper;

namespace Attendance.Lac.Absences;

/// <summary>
/// Requests of carers and units to take a child out of school in term time: the looked-after team answers them before anybody asks the school.
/// </summary>
internal sealed class LeaveBook(Database database, IPupilTexts texts, IWriter writer, SchoolClock clock)
{
    /// <summary>The requests about the children in scope, those not answered first; one by its number, or all.</summary>
    public async Task<IReadOnlyList<LeaveRow>> ReadAsync(Visible visible, long? number, CancellationToken cancellation)
    {
        var parameters = new DynamicParameters();
        visible.AddTo(parameters);
        parameters.Add("number", number);
        await using var connection = await database.OpenAsync(cancellation);
        var rows = await connection.QueryAsync<LeaveRow>(
            new CommandDefinition(
                $"""
                select l.* from lac_leave l where {visible.Sql} {(number is null ? "" : "and l.id = @number")}
                order by case when l.decided_at is null then 0 else 1 end, l.first_day desc, l.id limit 500
                """,
                parameters,
                cancellationToken: cancellation
            )
        );
        return [.. rows];
    }

    /// <summary>One request; null when there is none in scope.</summary>
    public async Task<LeaveRow?> FindAsync(Visible visible, long number, CancellationToken cancellation) =>
        (await ReadAsync(visible, number, cancellation)).SingleOrDefault();

    /// <summary>What a request says, and the note of its answer; null where it was erased or there is none.</summary>
    public async Task<(string? Why, string? Note)> TextsAsync(LeaveRow row, CancellationToken cancellation)
    {
        var opened = await texts.OpenAsync(new PupilId(row.PupilId), row.Note is null ? [row.Why] : [row.Why, row.Note], cancellation);
        return (opened[0], row.Note is null ? null : opened[1]);
    }

    /// <summary>Writes a request down.</summary>
    public async Task AskAsync(Caller caller, PupilId pupil, LeaveInput input, CancellationToken cancellation)
    {
        var why = await texts.SealAsync(pupil, input.Why.Trim(), cancellation);
        await writer.Run(
            transaction =>
                transaction.Connection!.ExecuteAsync(
                    """
                    insert into lac_leave (id, pupil_id, first_day, last_day, why, recorded_at, recorded_by)
                    values (@id, @pupil, @FirstDay, @LastDay, @why, @now, @by)
                    """,
                    new
                    {
                        id = GrowingNumber.Next(TimeProvider.System),
                        pupil = pupil.Value,
                        input.FirstDay,
                        input.LastDay,
                        why,
                        now = clock.Now,
                        by = caller.Name,
                    },
                    transaction
                ),
            cancellation
        );
    }

    /// <summary>Answers a request. False: it was answered before.</summary>
    public async Task<bool> AnswerAsync(Caller caller, LeaveRow row, bool agreed, string note, CancellationToken cancellation)
    {
        var text = await texts.SealAsync(new PupilId(row.PupilId), note.Trim(), cancellation);
        return await writer.Run(
                transaction =>
                    transaction.Connection!.ExecuteAsync(
                        """
                        update lac_leave set agreed = @agreed, note = @text, decided_at = @now, decided_by = @by
                        where id = @id and decided_at is null
                        """,
                        new
                        {
                            id = row.Id,
                            agreed,
                            text,
                            now = clock.Now,
                            by = caller.Name,
                        },
                        transaction
                    ),
                cancellation
            ) == 1;
    }
}

/// <summary>A request as it is stored.</summary>
internal sealed class LeaveRow
{
    public long Id { get; init; }
    public long PupilId { get; init; }
    public DateOnly FirstDay { get; init; }
    public DateOnly LastDay { get; init; }
    public byte[] Why { get; init; } = [];
    public bool? Agreed { get; init; }
    public byte[]? Note { get; init; }
    public DateTimeOffset? DecidedAt { get; init; }
}
