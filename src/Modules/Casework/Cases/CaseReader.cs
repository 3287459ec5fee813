using System.Collections.Immutable;
using System.Data.Common;
using Attendance.Casework.Contracts;
using Attendance.Schools.Contracts;
using Attendance.SharedKernel;
using Attendance.SharedKernel.Data;
using Dapper;

namespace Attendance.Casework.Cases;

/// <summary>Reads cases. Judges nobody: who asks was judged before.</summary>
internal sealed class CaseReader(Database database, CaseEventTypes types, IPupilTexts texts)
{
    /// <summary>The case with its events, or null.</summary>
    public async Task<CaseFile?> LoadAsync(CaseId id, CancellationToken cancellation)
    {
        CaseRow? row;
        CaseStatus status;
        List<EventRow> events;
        await using (var connection = await database.OpenAsync(cancellation))
        {
            // The row first: an event that comes meanwhile is beyond its number and left out.
            row = await connection.QuerySingleOrDefaultAsync<CaseRow>(
                new CommandDefinition(
                    "select id, pupil_id, opened_on, last_event from casework_case where id = @id",
                    new { id = id.Value },
                    cancellationToken: cancellation
                )
            );
            if (row is null)
                return null;
            status = await StatusAsync(connection, id, null);
            events =
            [
                .. await connection.QueryAsync<EventRow>(
                    new CommandDefinition(
                        """
                        select number, recorded_at, recorded_by, kind, audience, plain, sealed from casework_case_event
                        where case_id = @id and number <= @last order by number
                        """,
                        new { id = id.Value, last = row.LastEvent },
                        cancellationToken: cancellation
                    )
                ),
            ];
        }
        var pupil = new PupilId(row.PupilId);
        var opened = new Queue<string?>(
            await texts.OpenAsync(
                pupil,
                [.. events.Where(line => line.Sealed is not null).Select(line => (ReadOnlyMemory<byte>)line.Sealed!)],
                cancellation
            )
        );
        return new CaseFile(
            id,
            pupil,
            row.OpenedOn,
            status,
            [
                .. events.Select(line =>
                {
                    var json = line.Sealed is null ? line.Plain : opened.Dequeue();
                    return new RecordedEvent(
                        line.Number,
                        line.RecordedAt,
                        line.RecordedBy,
                        line.Kind,
                        Stored.Read<CaseAudience>(line.Audience),
                        json is null ? null : types.Read(line.Kind, json)
                    );
                }),
            ]
        );
    }

    /// <summary>Where a case stands. It exists.</summary>
    public static async Task<CaseStatus> StatusAsync(DbConnection connection, CaseId id, DbTransaction? transaction)
    {
        var row = await connection.QuerySingleAsync<StatusRow>(
            "select stage, worker, closed_on from casework_case where id = @id",
            new { id = id.Value },
            transaction
        );
        var dues = await connection.QueryAsync<DueRow>(
            "select item, due_on, sentence from casework_due where case_id = @id",
            new { id = id.Value },
            transaction
        );
        return new CaseStatus(
            Stored.Read<CaseStage>(row.Stage),
            row.Worker,
            row.ClosedOn,
            dues.ToImmutableSortedDictionary(due => due.Item, due => new Due(due.DueOn, due.Sentence), StringComparer.Ordinal)
        );
    }

    private sealed class CaseRow
    {
        public long PupilId { get; init; }
        public DateOnly OpenedOn { get; init; }
        public int LastEvent { get; init; }
    }

    private sealed class StatusRow
    {
        public string Stage { get; init; } = "";
        public long? Worker { get; init; }
        public DateOnly? ClosedOn { get; init; }
    }

    private sealed class DueRow
    {
        public string Item { get; init; } = "";
        public DateOnly DueOn { get; init; }
        public string Sentence { get; init; } = "";
    }

    private sealed class EventRow
    {
        public int Number { get; init; }
        public DateTimeOffset RecordedAt { get; init; }
        public string RecordedBy { get; init; } = "";
        public string Kind { get; init; } = "";
        public string Audience { get; init; } = "";
        public string? Plain { get; init; }
        public byte[]? Sealed { get; init; }
    }
}
