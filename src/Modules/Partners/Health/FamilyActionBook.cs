using System.Data.Common;
using System.Text.Json;
using Attendance.Access.Contracts;
using Attendance.Partners.Sharing;
using Attendance.Schools.Contracts;
using Attendance.SharedKernel;
using Attendance.SharedKernel.Data;
using Attendance.SharedKernel.Time;
using Dapper;

namespace Attendance.Partners.Health;

/// <summary>Reads and writes records by the Family Action Model. Judges nobody.</summary>
internal sealed class FamilyActionBook(Database database, IPupilTexts texts, SchoolClock clock)
{
    /// <summary>A child's records, the newest first: of one agency, or all when null.</summary>
    public async Task<IReadOnlyList<FamilyActionNode>> NodesAsync(PupilId pupil, string? agency, CancellationToken cancellation)
    {
        List<Row> rows;
        await using (var connection = await database.OpenAsync(cancellation))
            rows =
            [
                .. await connection.QueryAsync<Row>(
                    new CommandDefinition(
                        $"select * from partners_family_action where {MergedPupils.Are("pupil_id", "@pupil")} {(agency is null ? "" : "and agency = @agency")} order by id desc",
                        new { pupil = pupil.Value, agency },
                        cancellationToken: cancellation
                    )
                ),
            ];
        var opened = new List<string?>();
        foreach (var row in rows)
            opened.Add((await texts.OpenAsync(new PupilId(row.PupilId), [row.Words], cancellation))[0]);
        return
        [
            .. rows.Zip(
                opened,
                (row, text) =>
                {
                    var words = text is null ? null : JsonSerializer.Deserialize<FamilyActionWords>(text);
                    return new FamilyActionNode(
                        $"{row.Id}",
                        row.Agency,
                        row.RecordedAt,
                        row.ReviewOn,
                        row.ReviewOn < clock.Today && row.Id == rows[0].Id,
                        words?.Strengths,
                        words?.Needs,
                        words?.Actions ?? [],
                        words?.ChildView,
                        words?.ParentView,
                        words?.Lead
                    );
                }
            ),
        ];
    }

    /// <summary>How many were recorded from a day on by an agency.</summary>
    public async Task<long> CountAsync(string agency, DateOnly since, CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        return await connection.ExecuteScalarAsync<long>(
            new CommandDefinition(
                "select count(*) from partners_family_action where agency = @agency and recorded_at >= @since",
                new { agency, since = SchoolClock.Instant(since, TimeOnly.MinValue) },
                cancellationToken: cancellation
            )
        );
    }

    /// <summary>The words as they are stored.</summary>
    public Task<byte[]> SealAsync(PupilId pupil, FamilyActionWords words, CancellationToken cancellation) =>
        texts.SealAsync(pupil, JsonSerializer.Serialize(words), cancellation);

    /// <summary>Writes one.</summary>
    public Task AddAsync(DbTransaction transaction, long id, PupilId pupil, string? agency, byte[] words, DateOnly reviewOn, Caller by) =>
        transaction.Connection!.ExecuteAsync(
            """
            insert into partners_family_action (id, pupil_id, agency, words, review_on, recorded_by, recorded_at)
            values (@id, @pupil, @agency, @words, @review, @by, @now)
            """,
            new
            {
                id,
                pupil = pupil.Value,
                agency,
                words,
                review = reviewOn,
                by = by.Name,
                now = clock.Now,
            },
            transaction
        );

    private sealed class Row
    {
        public long Id { get; init; }
        public long PupilId { get; init; }
        public string? Agency { get; init; }
        public byte[] Words { get; init; } = [];
        public DateOnly ReviewOn { get; init; }
        public DateTimeOffset RecordedAt { get; init; }
    }
}
