using System.Data.Common;
using Attendance.SharedKernel;
using Attendance.SharedKernel.Data;
using Dapper;

namespace Attendance.Partners.WorkLog;

/// <summary>Reads and writes it. Judges nobody.</summary>
internal sealed class WorkBook(Database database)
{
    /// <summary>Work of a day or later, the latest first; of one agency when it is named.</summary>
    public async Task<IReadOnlyList<WorkDone>> SinceAsync(DateOnly since, string? agency, CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        var rows = await connection.QueryAsync<Row>(
            new CommandDefinition(
                $"select * from partners_work where on_date >= @since {(agency is null ? "" : "and agency = @agency")} order by on_date desc, id desc",
                new { since, agency },
                cancellationToken: cancellation
            )
        );
        return
        [
            .. rows.Select(row => new WorkDone(
                row.Id,
                WorkKind.All.Single(kind => kind.Id == row.Kind),
                row.Agency,
                row.SchoolId is { } school ? Laestab.From(school) : null,
                row.Area,
                row.OnDate,
                row.Topic,
                row.People,
                row.Words,
                row.WrittenBy,
                row.WrittenAt
            )),
        ];
    }

    /// <summary>Writes it.</summary>
    public static Task AddAsync(DbTransaction transaction, WorkDone work) =>
        transaction.Connection!.ExecuteAsync(
            """
            insert into partners_work (id, kind, agency, school_id, area, on_date, topic, people, words, written_by, written_at)
            values (@id, @kind, @agency, @school, @area, @on, @topic, @people, @words, @by, @at)
            """,
            new
            {
                id = work.Id,
                kind = work.Kind.Id,
                agency = work.Agency,
                school = (long?)work.School?.Value,
                area = work.Area,
                on = work.On,
                topic = work.Topic,
                people = work.People,
                words = work.Words,
                by = work.WrittenBy,
                at = work.WrittenAt,
            },
            transaction
        );

    private sealed class Row
    {
        public long Id { get; init; }
        public string Kind { get; init; } = "";
        public string Agency { get; init; } = "";
        public long? SchoolId { get; init; }
        public string Area { get; init; } = "";
        public DateOnly OnDate { get; init; }
        public string Topic { get; init; } = "";
        public int People { get; init; }
        public string Words { get; init; } = "";
        public string WrittenBy { get; init; } = "";
        public DateTimeOffset WrittenAt { get; init; }
    }
}
