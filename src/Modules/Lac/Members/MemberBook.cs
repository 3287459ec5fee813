using System.Text.Json;
using Attendance.Lac.TenDays;
using Attendance.SharedKernel;
using Attendance.SharedKernel.Data;
using Attendance.SharedKernel.Time;
using Dapper;

namespace Attendance.Lac.Members;

/// <summary>Keeps the members' reports. The figures are stored as they are shown; what is hidden is nowhere.</summary>
internal sealed class MemberBook(Database database, IWriter writer, SchoolClock clock)
{
    /// <summary>The reports, the newest first.</summary>
    public async Task<IReadOnlyList<MemberReport>> ListAsync(CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        var rows = await connection.QueryAsync<Row>(
            new CommandDefinition("select * from lac_member_report order by first_day desc", cancellationToken: cancellation)
        );
        return [.. rows.Select(row => row.ToReport())];
    }

    /// <summary>The report of the quarter that begins on a day; null: none was made.</summary>
    public async Task<MemberReport?> FindAsync(DateOnly firstDay, CancellationToken cancellation) =>
        (await ListAsync(cancellation)).FirstOrDefault(report => report.Quarter.FirstDay == firstDay);

    /// <summary>Stores the draft of a quarter. False: another Host made it.</summary>
    public async Task<bool> AddAsync(Quarter quarter, IReadOnlyList<MemberRow> rows, CancellationToken cancellation) =>
        await writer.Run(
            transaction =>
                transaction.Connection!.ExecuteAsync(
                    """
                    insert into lac_member_report (first_day, last_day, known_at, made_at, content, state)
                    values (@FirstDay, @LastDay, @End, @now, @content, @state) on conflict do nothing
                    """,
                    new
                    {
                        quarter.FirstDay,
                        quarter.LastDay,
                        quarter.End,
                        now = clock.Now,
                        content = JsonSerializer.Serialize(rows.Select(row => new StoredRow(row.Group, row.Name, [.. row.Counts]))),
                        state = nameof(MemberReportState.Draft),
                    },
                    transaction
                ),
            cancellation
        ) == 1;

    /// <summary>Hands a report over for release. Errors: not-there, conflict (it is released).</summary>
    public Task<Error?> SubmitAsync(DateOnly firstDay, string words, string by, CancellationToken cancellation) =>
        ChangeAsync(
            firstDay,
            "words = @words, state = @submitted, submitted_at = @now, submitted_by = @by where first_day = @firstDay and state <> @released",
            words,
            by,
            "It is released already: what was published stands.",
            cancellation
        );

    /// <summary>Releases a report that somebody else handed over. Errors: not-there, conflict (not handed over, or released already), second-person.</summary>
    public async Task<Error?> ReleaseAsync(DateOnly firstDay, string by, CancellationToken cancellation)
    {
        if (await FindAsync(firstDay, cancellation) is { State: MemberReportState.Submitted } report && report.SubmittedBy == by)
            return Error.Validation("/quarter", "second-person", "Whoever handed the report over cannot release it: a second person does.");
        return await ChangeAsync(
            firstDay,
            "state = @released, released_at = @now, released_by = @by where first_day = @firstDay and state = @submitted and submitted_by <> @by",
            null,
            by,
            "It is not handed over for release, or is released already.",
            cancellation
        );
    }

    private async Task<Error?> ChangeAsync(
        DateOnly firstDay,
        string change,
        string? words,
        string by,
        string otherwise,
        CancellationToken cancellation
    )
    {
        if (await FindAsync(firstDay, cancellation) is null)
            return Error.Validation("/quarter", "not-there", "There is no report of that quarter.");
        var changed = await writer.Run(
            transaction =>
                transaction.Connection!.ExecuteAsync(
                    $"update lac_member_report set {change}",
                    new
                    {
                        firstDay,
                        words,
                        by,
                        now = clock.Now,
                        submitted = nameof(MemberReportState.Submitted),
                        released = nameof(MemberReportState.Released),
                    },
                    transaction
                ),
            cancellation
        );
        return changed == 1 ? null : new Error("conflict", otherwise);
    }

    private sealed record StoredRow(string? Group, string Name, long?[] Counts);

    private sealed class Row
    {
        public DateOnly FirstDay { get; init; }
        public DateTimeOffset KnownAt { get; init; }
        public string Content { get; init; } = "";
        public string State { get; init; } = "";
        public string? Words { get; init; }
        public string? SubmittedBy { get; init; }
        public DateTimeOffset? ReleasedAt { get; init; }
        public string? ReleasedBy { get; init; }

        public MemberReport ToReport() =>
            new(
                new Quarter(FirstDay),
                KnownAt,
                [
                    .. JsonSerializer
                        .Deserialize<IReadOnlyList<StoredRow>>(Content)!
                        .Select(row => new MemberRow(row.Group, row.Name, row.Counts)),
                ],
                Enum.Parse<MemberReportState>(State),
                Words,
                SubmittedBy,
                ReleasedAt,
                ReleasedBy
            );
    }
}
