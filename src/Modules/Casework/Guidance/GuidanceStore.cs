using System.Globalization;
using Attendance.Access.Contracts;
using Attendance.SharedKernel;
using Attendance.SharedKernel.Data;
using Attendance.SharedKernel.Time;
using Dapper;

namespace Attendance.Casework.Guidance;

/// <summary>Reads and writes the library. Which schools' documents a caller sees is judged in SQL.</summary>
internal sealed class GuidanceStore(Database database, IWriter writer, IPolicy policy, SchoolClock clock)
{
    private const string Columns =
        "g.document, g.version, g.school_id, g.title, g.dated, g.body, g.roles, g.codes, g.recorded_at, g.recorded_by";

    /// <summary>Every version of every document that a caller sees, shipped ones too: a document's latest version first.</summary>
    public async Task<IReadOnlyList<GuidanceDocument>> ReadAsync(Caller caller, CancellationToken cancellation)
    {
        var schools = await policy.VisibleSchoolsAsync(caller, Act.ReadSchool, "g.school_id", cancellation);
        var parameters = new DynamicParameters();
        schools.AddTo(parameters);
        await using var connection = await database.OpenAsync(cancellation);
        var rows = await connection.QueryAsync<Row>(
            new CommandDefinition(
                $"""
                select {Columns} from casework_guidance g where g.school_id is null or {schools.Sql}
                order by g.dated desc, g.document desc, g.version desc
                """,
                parameters,
                cancellationToken: cancellation
            )
        );
        return [.. rows.Select(Of), .. GuidanceDocument.Shipped.OrderByDescending(document => document.Dated)];
    }

    /// <summary>The latest version of a document that somebody published, or null.</summary>
    public async Task<GuidanceDocument?> FindAsync(string id, CancellationToken cancellation)
    {
        if (!long.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var document))
            return null;
        await using var connection = await database.OpenAsync(cancellation);
        var row = await connection.QueryFirstOrDefaultAsync<Row?>(
            new CommandDefinition(
                $"select {Columns} from casework_guidance g where g.document = @document order by g.version desc limit 1",
                new { document },
                cancellationToken: cancellation
            )
        );
        return row is null ? null : Of(row);
    }

    /// <summary>Publishes a document, or the next version of one. Answers the document's id.</summary>
    public Task<string> PublishAsync(long? document, GuidanceText text, Laestab? school, string by, CancellationToken cancellation) =>
        writer.Run(
            async transaction =>
            {
                var id = document ?? GrowingNumber.Next(TimeProvider.System);
                await transaction.Connection!.ExecuteAsync(
                    """
                    insert into casework_guidance (document, version, school_id, title, dated, body, roles, codes, recorded_at, recorded_by)
                    select @id, coalesce(max(version), 0) + 1, @school, @Title, @Dated, @Body, @roles, @codes, @at, @by
                    from casework_guidance where document = @id
                    """,
                    new
                    {
                        id,
                        school = (long?)school?.Value,
                        text.Title,
                        text.Dated,
                        text.Body,
                        roles = string.Join(',', text.Roles.Distinct().Order()),
                        codes = string.Join(',', text.Codes.Distinct().Order(StringComparer.Ordinal)),
                        at = clock.Now,
                        by,
                    },
                    transaction
                );
                return GuidanceDocument.IdOf(id);
            },
            cancellation
        );

    /// <summary>Notes that a person has read a version; again, nothing.</summary>
    public Task ReadByAsync(string document, int version, long person, CancellationToken cancellation) =>
        writer.Run(
            transaction =>
                transaction.Connection!.ExecuteAsync(
                    "insert into casework_guidance_read (document, version, person, read_at) values (@document, @version, @person, @at) on conflict do nothing",
                    new
                    {
                        document,
                        version,
                        person,
                        at = clock.Now,
                    },
                    transaction
                ),
            cancellation
        );

    /// <summary>Who has read which version of each document.</summary>
    public async Task<ILookup<string, GuidanceReading>> ReadingsAsync(CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        var rows = await connection.QueryAsync<ReadRow>(
            new CommandDefinition(
                "select document, version, person, read_at from casework_guidance_read order by read_at, person",
                cancellationToken: cancellation
            )
        );
        return rows.ToLookup(row => row.Document, row => new GuidanceReading(row.Version, row.Person, row.ReadAt));
    }

    private static GuidanceDocument Of(Row row) =>
        new(
            GuidanceDocument.IdOf(row.Document),
            row.Version,
            row.SchoolId is { } school ? Laestab.From(school) : null,
            row.Title,
            row.Dated,
            row.Body,
            [.. row.Roles.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(Enum.Parse<Role>)],
            row.Codes.Split(',', StringSplitOptions.RemoveEmptyEntries),
            [],
            row.RecordedAt,
            row.RecordedBy
        );

    private sealed class Row
    {
        public long Document { get; init; }
        public int Version { get; init; }
        public long? SchoolId { get; init; }
        public string Title { get; init; } = "";
        public DateOnly Dated { get; init; }
        public string Body { get; init; } = "";
        public string Roles { get; init; } = "";
        public string Codes { get; init; } = "";
        public DateTimeOffset RecordedAt { get; init; }
        public string RecordedBy { get; init; } = "";
    }

    private sealed class ReadRow
    {
        public string Document { get; init; } = "";
        public int Version { get; init; }
        public long Person { get; init; }
        public DateTimeOffset ReadAt { get; init; }
    }
}

/// <summary>What a version of a document says.</summary>
internal sealed record GuidanceText(string Title, DateOnly Dated, string Body, IReadOnlyList<Role> Roles, IReadOnlyList<string> Codes);

/// <summary>That a person has read a version.</summary>
internal sealed record GuidanceReading(int Version, long Person, DateTimeOffset At);
