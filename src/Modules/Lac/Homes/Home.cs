using System.Text.Json;
using Attendance.Access.Contracts;
using Attendance.Schools.Contracts;
using Attendance.SharedKernel;
using Attendance.SharedKernel.Data;
using Attendance.SharedKernel.Time;
using Dapper;

namespace Attendance.Lac.Homes;

/// <summary>
/// Where a child lives and with whom, from a day on. <paramref name="Carer"/>: the number of a carer; null: none, or not recorded.
/// </summary>
internal sealed record Home(DateOnly From, long? Carer, string Address);

/// <summary>
/// The store of addresses and carers, apart from everything else (PROMISES 4): append-only, sealed under each child's data key. Read only through here.
/// </summary>
internal sealed class HomeStore(Database database, IPupilTexts texts, IWriter writer, SchoolClock clock)
{
    /// <summary>A child's homes, the newest record of a day last; in order of the days from which they hold.</summary>
    public async Task<IReadOnlyList<Home>> ReadAsync(PupilId pupil, CancellationToken cancellation)
    {
        List<byte[]> rows;
        await using (var connection = await database.OpenAsync(cancellation))
            rows = (
                await connection.QueryAsync<byte[]>(
                    "select home from lac_home where pupil_id = @pupil order by version",
                    new { pupil = pupil.Value }
                )
            ).ToList();
        var opened = await texts.OpenAsync(pupil, [.. rows.Select(row => (ReadOnlyMemory<byte>)row)], cancellation);
        return
        [
            .. opened
                .OfType<string>()
                .Select(text => JsonSerializer.Deserialize<Home>(text)!)
                // What was recorded last for a day holds.
                .GroupBy(home => home.From)
                .Select(same => same.Last())
                .OrderBy(home => home.From),
        ];
    }

    /// <summary>Records a home.</summary>
    public async Task SaveAsync(Caller caller, PupilId pupil, Home home, CancellationToken cancellation)
    {
        var text = await texts.SealAsync(pupil, JsonSerializer.Serialize(home), cancellation);
        await writer.Run(
            transaction =>
                transaction.Connection!.ExecuteAsync(
                    """
                    insert into lac_home (pupil_id, version, home, recorded_at, recorded_by)
                    select @pupil, coalesce(max(version), 0) + 1, @text, @now, @by from lac_home where pupil_id = @pupil
                    """,
                    new
                    {
                        pupil = pupil.Value,
                        text,
                        now = clock.Now,
                        by = caller.Name,
                    },
                    transaction
                ),
            cancellation
        );
    }
}
