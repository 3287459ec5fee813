using System.Data.Common;
using System.Text.Json;
using System.Text.Json.Serialization;
using Attendance.SharedKernel;
using Attendance.SharedKernel.Data;
using Dapper;

namespace Attendance.Partners.SchoolLinks;

/// <summary>Reads and writes links between schools. Judges nobody.</summary>
internal sealed class LinkBook(Database database)
{
    private static readonly JsonSerializerOptions Json = new() { Converters = { new JsonStringEnumConverter() } };

    /// <summary>Links in which a school is, on either side, or all; the latest first.</summary>
    public async Task<IReadOnlyList<SchoolLink>> ListAsync(Laestab? school, CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        var rows = await connection.QueryAsync<Row>(
            new CommandDefinition(
                $"select * from partners_school_link {(school is null ? "" : "where school_id = @school or with_school = @school")} order by linked_on desc, id desc",
                new { school = (long?)school?.Value },
                cancellationToken: cancellation
            )
        );
        return
        [
            .. rows.Select(row => new SchoolLink(
                row.Id,
                Laestab.From(row.SchoolId),
                Laestab.From(row.WithSchool),
                row.About,
                row.LinkedOn,
                JsonSerializer.Deserialize<IReadOnlyList<DistancePart>>(row.Distance, Json) ?? [],
                row.MadeBy,
                row.MadeAt,
                row.EndedOn
            )),
        ];
    }

    /// <summary>Writes a link.</summary>
    public static Task AddAsync(DbTransaction transaction, SchoolLink link) =>
        transaction.Connection!.ExecuteAsync(
            """
            insert into partners_school_link (id, school_id, with_school, about, linked_on, distance, made_by, made_at)
            values (@id, @school, @with, @about, @on, @distance, @by, @at)
            """,
            new
            {
                id = link.Id,
                school = (long)link.School.Value,
                with = (long)link.With.Value,
                about = link.About,
                on = link.LinkedOn,
                distance = JsonSerializer.Serialize(link.Parts, Json),
                by = link.MadeBy,
                at = link.MadeAt,
            },
            transaction
        );

    /// <summary>Ends a link. False: there is none, or it was ended.</summary>
    public static async Task<bool> EndAsync(DbTransaction transaction, long id, DateOnly on) =>
        await transaction.Connection!.ExecuteAsync(
            "update partners_school_link set ended_on = @on where id = @id and ended_on is null",
            new { id, on },
            transaction
        ) == 1;

    private sealed class Row
    {
        public long Id { get; init; }
        public long SchoolId { get; init; }
        public long WithSchool { get; init; }
        public string About { get; init; } = "";
        public DateOnly LinkedOn { get; init; }
        public string Distance { get; init; } = "";
        public string MadeBy { get; init; } = "";
        public DateTimeOffset MadeAt { get; init; }
        public DateOnly? EndedOn { get; init; }
    }
}
