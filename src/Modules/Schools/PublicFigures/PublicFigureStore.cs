using System.Text.Json;
using Attendance.Schools.Contracts;
using Attendance.Schools.Data;
using Attendance.SharedKernel;
using Attendance.SharedKernel.Data;

namespace Attendance.Schools.PublicFigures;

/// <summary>Keeps the tables that were published. Nothing changes or deletes one.</summary>
internal sealed class PublicFigureStore(Database database, IWriter writer, TimeProvider time)
{
    /// <summary>The tables of a school year, the oldest first.</summary>
    public async Task<IReadOnlyList<FigureTable>> ReadAsync(AcademicYear year, CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        await using var transaction = await connection.BeginReadAsync(cancellation);
        return await transaction
            .Command("select as_of, content from schools_public_figures where year = @year order by as_of")
            .With("year", year.StartYear)
            .ReadAsync(
                reader => new FigureTable(
                    SqlTypes.ToDate(reader.GetValue(0)),
                    [.. (JsonSerializer.Deserialize<List<StoredRow>>(reader.GetString(1)) ?? []).Select(Row)]
                ),
                cancellation
            );
    }

    /// <summary>Keeps a table; one that another Host made for the day stays.</summary>
    public Task AddAsync(AcademicYear year, FigureTable table, CancellationToken cancellation) =>
        writer.Run(
            async transaction =>
                await transaction
                    .Command(
                        "insert into schools_public_figures (year, as_of, content, made_at) values (@year, @asOf, @content, @now) on conflict do nothing"
                    )
                    .With("year", year.StartYear)
                    .With("asOf", table.AsOf)
                    .With("content", JsonSerializer.Serialize(table.Rows.Select(Stored)))
                    .With("now", time.GetUtcNow())
                    .RunAsync(cancellation),
            cancellation
        );

    private static StoredRow Stored(FigureRow row) =>
        new(row.Phase?.Text(), row.School?.Value, [.. row.Cells.Select(cell => cell.Value)], [.. row.Cells.Select(cell => cell.Hidden)]);

    private static FigureRow Row(StoredRow row) =>
        new(
            SchoolPhases.TryParse(row.Phase, out var phase) ? phase : null,
            row.School is { } school ? Laestab.From(school) : null,
            [.. row.Values.Zip(row.Hidden, (value, hidden) => new FigureCell(value, hidden))]
        );

    private sealed record StoredRow(string? Phase, int? School, long[] Values, bool[] Hidden);
}
