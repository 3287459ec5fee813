using Attendance.Schools.Contracts;
using Attendance.SharedKernel;
using Attendance.SharedKernel.Data;
using Attendance.SharedKernel.Time;
using Dapper;

namespace Attendance.Lac.TenDays;

/// <summary>What the team does about a child that missed ten days in a year: every version is kept, under the child's key.</summary>
internal sealed class TenDayActions(Database database, IWriter writer, IPupilTexts texts, SchoolClock clock)
{
    /// <summary>The action as it stood at an instant; null: none, or erased with the child's key.</summary>
    public async Task<string?> ReadAsync(PupilId pupil, int year, DateTimeOffset knownAt, CancellationToken cancellation)
    {
        byte[]? action;
        await using (var connection = await database.OpenAsync(cancellation))
            action = await connection.QuerySingleOrDefaultAsync<byte[]>(
                new CommandDefinition(
                    """
                    select action from lac_ten_day_action where pupil_id = @pupil and year = @year and recorded_at <= @knownAt
                    order by version desc limit 1
                    """,
                    new
                    {
                        pupil = pupil.Value,
                        year,
                        knownAt,
                    },
                    cancellationToken: cancellation
                )
            );
        return action is null ? null : (await texts.OpenAsync(pupil, [action], cancellation))[0];
    }

    /// <summary>True when the child's tenth missed day of a year stands.</summary>
    public async Task<bool> IsReachedAsync(PupilId pupil, int year, CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        var found = await connection.ExecuteScalarAsync<int?>(
            new CommandDefinition(
                $"select 1 from lac_crossing where pupil_id = @pupil and year = @year and step = {Ladder.LadderStep.TenDays} and reversed_at is null limit 1",
                new { pupil = pupil.Value, year },
                cancellationToken: cancellation
            )
        );
        return found is not null;
    }

    /// <summary>Writes a version.</summary>
    public async Task WriteAsync(PupilId pupil, int year, string action, string by, CancellationToken cancellation)
    {
        var sealedText = await texts.SealAsync(pupil, action, cancellation);
        await writer.Run(
            transaction =>
                transaction.Connection!.ExecuteAsync(
                    """
                    insert into lac_ten_day_action (pupil_id, year, version, action, recorded_at, recorded_by)
                    select @pupil, @year, coalesce(max(version), 0) + 1, @sealedText, @now, @by
                    from lac_ten_day_action where pupil_id = @pupil and year = @year
                    """,
                    new
                    {
                        pupil = pupil.Value,
                        year,
                        sealedText,
                        now = clock.Now,
                        by,
                    },
                    transaction
                ),
            cancellation
        );
    }
}
