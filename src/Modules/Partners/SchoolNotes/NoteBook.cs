using System.Data.Common;
using Attendance.SharedKernel;
using Attendance.SharedKernel.Data;
using Dapper;

namespace Attendance.Partners.SchoolNotes;

/// <summary>Reads and writes notes. Judges nobody.</summary>
internal sealed class NoteBook(Database database)
{
    /// <summary>Notes on a school, or on all, the latest first.</summary>
    public async Task<IReadOnlyList<SchoolNote>> ListAsync(Laestab? school, CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        var rows = await connection.QueryAsync<Row>(
            new CommandDefinition(
                $"select * from partners_school_note {(school is null ? "" : "where school_id = @school")} order by written_at desc, id desc",
                new { school = (long?)school?.Value },
                cancellationToken: cancellation
            )
        );
        return
        [
            .. rows.Select(row => new SchoolNote(
                row.Id,
                Laestab.From(row.SchoolId),
                Enum.Parse<NotingService>(row.Service),
                row.Text,
                row.WrittenBy,
                row.WrittenAt
            )),
        ];
    }

    /// <summary>Writes a note.</summary>
    public static Task AddAsync(DbTransaction transaction, SchoolNote note) =>
        transaction.Connection!.ExecuteAsync(
            """
            insert into partners_school_note (id, school_id, service, text, written_by, written_at)
            values (@id, @school, @service, @text, @by, @at)
            """,
            new
            {
                id = note.Id,
                school = (long)note.School.Value,
                service = note.Service.ToString(),
                text = note.Text,
                by = note.WrittenBy,
                at = note.WrittenAt,
            },
            transaction
        );

    private sealed class Row
    {
        public long Id { get; init; }
        public long SchoolId { get; init; }
        public string Service { get; init; } = "";
        public string Text { get; init; } = "";
        public string WrittenBy { get; init; } = "";
        public DateTimeOffset WrittenAt { get; init; }
    }
}
