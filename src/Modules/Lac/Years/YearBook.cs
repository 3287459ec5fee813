using System.Text.Json;
using Attendance.SharedKernel;
using Attendance.SharedKernel.Data;
using Attendance.SharedKernel.Time;
using Dapper;

namespace Attendance.Lac.Years;

/// <summary>Keeps the annual reports of closed years.</summary>
internal sealed class YearBook(Database database, IWriter writer, SchoolClock clock)
{
    /// <summary>The report of a closed year, and the instant at which it was known; null: not closed.</summary>
    public async Task<(YearFigures Figures, DateTimeOffset KnownAt)?> FindAsync(AcademicYear year, CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        var row = await connection.QuerySingleOrDefaultAsync<Row>(
            new CommandDefinition(
                "select content, known_at from lac_year_report where year = @year",
                new { year = year.StartYear },
                cancellationToken: cancellation
            )
        );
        return row is null ? null : (JsonSerializer.Deserialize<YearFigures>(row.Content)!, row.KnownAt);
    }

    /// <summary>Stores a report. False: another Host made it.</summary>
    public async Task<bool> AddAsync(YearFigures figures, DateTimeOffset knownAt, CancellationToken cancellation) =>
        await writer.Run(
            transaction =>
                transaction.Connection!.ExecuteAsync(
                    "insert into lac_year_report (year, known_at, made_at, content) values (@year, @knownAt, @now, @content) on conflict do nothing",
                    new
                    {
                        year = figures.Year.StartYear,
                        knownAt,
                        now = clock.Now,
                        content = JsonSerializer.Serialize(figures),
                    },
                    transaction
                ),
            cancellation
        ) == 1;

    private sealed class Row
    {
        public string Content { get; init; } = "";
        public DateTimeOffset KnownAt { get; init; }
    }
}
