using System.Data.Common;
using Attendance.SharedKernel.Data;
using Attendance.SharedKernel.Time;
using Dapper;

namespace Attendance.Partners.Community;

/// <summary>Reads and writes the log. Judges nobody.</summary>
internal sealed class CampaignBook(Database database, SchoolClock clock)
{
    /// <summary>Everything from a day on, the latest first.</summary>
    public async Task<IReadOnlyList<Campaign>> ListAsync(DateOnly since, CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        var rows = await connection.QueryAsync<Row>(
            new CommandDefinition(
                "select * from partners_campaign where from_date >= @since order by from_date desc, id desc",
                new { since },
                cancellationToken: cancellation
            )
        );
        return [.. rows.Select(row => row.Campaign)];
    }

    /// <summary>Writes one.</summary>
    public Task AddAsync(DbTransaction transaction, Campaign campaign, string by) =>
        transaction.Connection!.ExecuteAsync(
            """
            insert into partners_campaign (id, title, kind, area, agency, from_date, until_date, reached, about, logged_by, logged_at)
            values (@id, @title, @kind, @area, @agency, @from, @until, @reached, @about, @by, @now)
            """,
            new
            {
                id = campaign.Id,
                title = campaign.Title,
                kind = campaign.Kind.ToString(),
                area = campaign.Area,
                agency = campaign.Agency,
                from = campaign.From,
                until = campaign.Until,
                reached = campaign.Reached,
                about = campaign.About,
                by,
                now = clock.Now,
            },
            transaction
        );

    private sealed class Row
    {
        public long Id { get; init; }
        public string Title { get; init; } = "";
        public string Kind { get; init; } = "";
        public string? Area { get; init; }
        public string Agency { get; init; } = "";
        public DateOnly FromDate { get; init; }
        public DateOnly UntilDate { get; init; }
        public int? Reached { get; init; }
        public string About { get; init; } = "";

        public Campaign Campaign => new(Id, Title, Enum.Parse<CampaignKind>(Kind), Area, Agency, FromDate, UntilDate, Reached, About);
    }
}
