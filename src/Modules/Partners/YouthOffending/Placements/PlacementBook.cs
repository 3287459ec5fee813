using System.Data.Common;
using Attendance.Partners.Sharing;
using Attendance.SharedKernel;
using Attendance.SharedKernel.Data;
using Attendance.SharedKernel.Time;
using Dapper;

namespace Attendance.Partners.YouthOffending.Placements;

/// <summary>Reads and writes alternative placements. Judges nobody.</summary>
internal sealed class PlacementBook(Database database, SchoolClock clock)
{
    /// <summary>Of one young person, the latest first.</summary>
    public Task<IReadOnlyList<YouthPlacement>> ListAsync(PupilId pupil, CancellationToken cancellation) =>
        ListAsync(MergedPupils.Are("pupil_id", $"{pupil.Value}"), cancellation);

    /// <summary>Every one.</summary>
    public Task<IReadOnlyList<YouthPlacement>> AllAsync(CancellationToken cancellation) => ListAsync("1 = 1", cancellation);

    /// <summary>One; null when there is none.</summary>
    public async Task<YouthPlacement?> FindAsync(string id, CancellationToken cancellation) =>
        long.TryParse(id, out var number) ? (await ListAsync($"id = {number}", cancellation)).SingleOrDefault() : null;

    /// <summary>Begins a search.</summary>
    public Task AddAsync(DbTransaction transaction, long id, string agreement, PupilId pupil, byte[] why, string by) =>
        transaction.Connection!.ExecuteAsync(
            """
            insert into partners_youth_placement (id, agreement, pupil_id, why, sought_on, recorded_by)
            values (@id, @agreement, @pupil, @why, @today, @by)
            """,
            new
            {
                id,
                agreement,
                pupil = pupil.Value,
                why,
                today = clock.Today,
                by,
            },
            transaction
        );

    /// <summary>Notes that a provider was asked, or what it answered.</summary>
    public Task AskAsync(DbTransaction transaction, long placement, Laestab provider, bool? offered) =>
        transaction.Connection!.ExecuteAsync(
            """
            insert into partners_youth_placement_asked (placement_id, provider_id, asked_on, offered) values (@placement, @provider, @today, @offered)
            on conflict (placement_id, provider_id) do update set offered = coalesce(excluded.offered, partners_youth_placement_asked.offered)
            """,
            new
            {
                placement,
                provider = provider.Value,
                today = clock.Today,
                offered,
            },
            transaction
        );

    /// <summary>The young person begins there. False: it began, or is over.</summary>
    public static async Task<bool> StartAsync(
        DbTransaction transaction,
        long placement,
        Laestab provider,
        PlacementCode code,
        DateOnly from
    ) =>
        await transaction.Connection!.ExecuteAsync(
            """
            update partners_youth_placement set provider_id = @provider, code = @code, from_date = @from
            where id = @placement and provider_id is null and outcome is null
            """,
            new
            {
                placement,
                provider = provider.Value,
                code = code.ToString(),
                from,
            },
            transaction
        ) == 1;

    /// <summary>It is over. False: it was.</summary>
    public static async Task<bool> EndAsync(
        DbTransaction transaction,
        long placement,
        DateOnly until,
        PlacementOutcome outcome,
        byte[] words
    ) =>
        await transaction.Connection!.ExecuteAsync(
            "update partners_youth_placement set until_date = @until, outcome = @outcome, outcome_words = @words where id = @placement and outcome is null",
            new
            {
                placement,
                until,
                outcome = outcome.ToString(),
                words,
            },
            transaction
        ) == 1;

    private async Task<IReadOnlyList<YouthPlacement>> ListAsync(string where, CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        var rows = (
            await connection.QueryAsync<Row>(
                new CommandDefinition(
                    $"select * from partners_youth_placement where {where} order by sought_on desc, id desc",
                    cancellationToken: cancellation
                )
            )
        ).ToList();
        var asked = (
            await connection.QueryAsync<AskedRow>(
                new CommandDefinition(
                    $"select a.* from partners_youth_placement_asked a where a.placement_id in (select id from partners_youth_placement where {where}) order by a.asked_on, a.provider_id",
                    cancellationToken: cancellation
                )
            )
        ).ToLookup(row => row.PlacementId);
        return
        [
            .. rows.Select(row => new YouthPlacement(
                row.Id,
                row.Agreement,
                new PupilId(row.PupilId),
                row.Why,
                row.SoughtOn,
                row.ProviderId is { } provider ? Laestab.From(provider) : null,
                row.Code is null ? null : Enum.Parse<PlacementCode>(row.Code),
                row.FromDate,
                row.UntilDate,
                row.Outcome is null ? null : Enum.Parse<PlacementOutcome>(row.Outcome),
                row.OutcomeWords,
                [.. asked[row.Id].Select(each => new AskedProvider(Laestab.From(each.ProviderId), each.AskedOn, each.Offered))]
            )),
        ];
    }

    private sealed class Row
    {
        public long Id { get; init; }
        public string Agreement { get; init; } = "";
        public long PupilId { get; init; }
        public byte[] Why { get; init; } = [];
        public DateOnly SoughtOn { get; init; }
        public long? ProviderId { get; init; }
        public string? Code { get; init; }
        public DateOnly? FromDate { get; init; }
        public DateOnly? UntilDate { get; init; }
        public string? Outcome { get; init; }
        public byte[]? OutcomeWords { get; init; }
    }

    private sealed class AskedRow
    {
        public long PlacementId { get; init; }
        public long ProviderId { get; init; }
        public DateOnly AskedOn { get; init; }
        public bool? Offered { get; init; }
    }
}
