using System.Data.Common;
using System.Text.Json;
using Attendance.Access.Contracts;
using Attendance.Schools.Contracts;
using Attendance.SharedKernel;
using Attendance.SharedKernel.Data;
using Attendance.SharedKernel.Time;
using Dapper;

namespace Attendance.Lac.Reports;

/// <summary>Keeps reports. A report of a period is stored once; nothing changes it, but that a child's entry can no longer be read when its key was erased.</summary>
internal sealed class ReportBook(Database database, IWriter writer, IPupilTexts texts, SchoolClock clock)
{
    /// <summary>The reports of a kind, the newest first.</summary>
    public async Task<IReadOnlyList<ReportRow>> ListAsync(ReportKind kind, CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        var rows = await connection.QueryAsync<ReportRow>(
            new CommandDefinition(
                "select id, first_day, last_day, known_at from lac_report where kind = @kind order by first_day desc",
                new { kind = kind.ToString() },
                cancellationToken: cancellation
            )
        );
        return [.. rows];
    }

    /// <summary>The report of the period that begins on a day; null: none was made.</summary>
    public async Task<ReportRow?> FindAsync(ReportKind kind, DateOnly firstDay, CancellationToken cancellation) =>
        (await ListAsync(kind, cancellation)).FirstOrDefault(report => report.FirstDay == firstDay);

    /// <summary>The entries of a report for children in a caller's scope, in the order of the children; without those whose key was erased.</summary>
    public async Task<IReadOnlyList<(EntryRow Row, T Entry)>> EntriesAsync<T>(long report, Visible visible, CancellationToken cancellation)
        where T : class
    {
        var parameters = new DynamicParameters(new { report });
        visible.AddTo(parameters);
        List<EntryRow> rows;
        await using (var connection = await database.OpenAsync(cancellation))
        {
            rows =
            [
                .. await connection.QueryAsync<EntryRow>(
                    new CommandDefinition(
                        $"select e.* from lac_report_entry e where e.report_id = @report and {visible.Sql} order by e.pupil_id",
                        parameters,
                        cancellationToken: cancellation
                    )
                ),
            ];
        }
        var entries = new List<(EntryRow, T)>();
        foreach (var row in rows)
        {
            var text = (await texts.OpenAsync(new PupilId(row.PupilId), [row.Content], cancellation))[0];
            if (text is not null)
                entries.Add((row, JsonSerializer.Deserialize<T>(text)!));
        }
        return entries;
    }

    /// <summary>A child's entry, sealed.</summary>
    public async Task<EntryRow> SealAsync<T>(EntryRow row, T entry, CancellationToken cancellation) =>
        row with
        {
            Content = await texts.SealAsync(new PupilId(row.PupilId), JsonSerializer.Serialize(entry), cancellation),
        };

    /// <summary>
    /// Stores the report of a period. False: there is one already, made by another Host; then <paramref name="also"/>, which is stored with the report, is not run.
    /// </summary>
    public Task<bool> AddAsync(
        ReportKind kind,
        ReportRow report,
        IReadOnlyList<EntryRow> entries,
        CancellationToken cancellation,
        Func<DbTransaction, Task>? also = null
    ) =>
        writer.Run(
            async transaction =>
            {
                var made = await transaction.Connection!.ExecuteAsync(
                    """
                    insert into lac_report (id, kind, first_day, last_day, known_at, made_at)
                    values (@Id, @kind, @FirstDay, @LastDay, @KnownAt, @now) on conflict do nothing
                    """,
                    new
                    {
                        report.Id,
                        kind = kind.ToString(),
                        report.FirstDay,
                        report.LastDay,
                        report.KnownAt,
                        now = clock.Now,
                    },
                    transaction
                );
                if (made == 0)
                    return false;
                foreach (var entry in entries)
                    await transaction.Connection!.ExecuteAsync(
                        """
                        insert into lac_report_entry (report_id, pupil_id, year, crossing, unit_id, key_worker, content)
                        values (@report, @PupilId, @Year, @Crossing, @UnitId, @KeyWorker, @Content)
                        """,
                        new
                        {
                            report = report.Id,
                            entry.PupilId,
                            entry.Year,
                            entry.Crossing,
                            entry.UnitId,
                            entry.KeyWorker,
                            entry.Content,
                        },
                        transaction
                    );
                if (also is not null)
                    await also(transaction);
                return true;
            },
            cancellation
        );
}

/// <summary>A report: its first and last day, and the instant at which what it says was known.</summary>
internal sealed record ReportRow
{
    public long Id { get; init; }
    public DateOnly FirstDay { get; init; }
    public DateOnly LastDay { get; init; }
    public DateTimeOffset KnownAt { get; init; }
}

/// <summary>A child's entry as it is stored.</summary>
internal sealed record EntryRow
{
    public long ReportId { get; init; }
    public long PupilId { get; init; }
    public int? Year { get; init; }
    public int? Crossing { get; init; }
    public long? UnitId { get; init; }
    public long? KeyWorker { get; init; }
    public byte[] Content { get; init; } = [];
}
