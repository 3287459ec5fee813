using System.Data.Common;
using Attendance.SharedKernel.Data;
using Dapper;

namespace Attendance.Partners.Activities;

/// <summary>Reads and writes the menu of activities. Judges nobody.</summary>
internal sealed class ActivityBook(Database database)
{
    /// <summary>Every activity that is not over, by area and title.</summary>
    public async Task<IReadOnlyList<Activity>> ListAsync(CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        var rows = await connection.QueryAsync<Row>(
            new CommandDefinition(
                """
                select a.*, s.agency, s.title, s.place, s.from_date, s.until_date,
                    (select count(*) from partners_support_child c where c.support = a.support and c.ended_on is null) as taken
                from partners_activity a join partners_support s on s.id = a.support
                where s.ended_on is null order by a.area, s.title, a.support
                """,
                cancellationToken: cancellation
            )
        );
        return
        [
            .. rows.Select(row => new Activity(
                row.Support,
                row.Agency,
                row.Title,
                row.Place,
                row.Area,
                Enum.Parse<ActivityTime>(row.Time),
                Words(row.Interests),
                Words(row.Needs),
                row.FromYear,
                row.ToYear,
                row.Places,
                (int)row.Taken,
                row.FromDate,
                row.UntilDate
            )),
        ];
    }

    /// <summary>How many children can still join what is of a number; without an end where it is no activity.</summary>
    public static async Task<long> FreeAsync(DbTransaction transaction, long support) =>
        await transaction.Connection!.QuerySingleOrDefaultAsync<long?>(
            """
            select a.places - (select count(*) from partners_support_child c where c.support = a.support and c.ended_on is null)
            from partners_activity a where a.support = @support
            """,
            new { support },
            transaction
        ) ?? long.MaxValue;

    /// <summary>Writes what the menu shows of a new activity.</summary>
    public static Task AddAsync(DbTransaction transaction, Activity activity) =>
        transaction.Connection!.ExecuteAsync(
            """
            insert into partners_activity (support, area, time, interests, needs, from_year, to_year, places)
            values (@support, @area, @time, @interests, @needs, @fromYear, @toYear, @places)
            """,
            new
            {
                support = activity.Support,
                area = activity.Area,
                time = activity.Time.ToString(),
                interests = string.Join(',', activity.Interests),
                needs = string.Join(',', activity.Needs),
                fromYear = activity.FromYear,
                toYear = activity.ToYear,
                places = activity.Places,
            },
            transaction
        );

    private static string[] Words(string stored) => stored.Length == 0 ? [] : stored.Split(',');

    private sealed class Row
    {
        public long Support { get; init; }
        public string Agency { get; init; } = "";
        public string Title { get; init; } = "";
        public string Place { get; init; } = "";
        public string Area { get; init; } = "";
        public string Time { get; init; } = "";
        public string Interests { get; init; } = "";
        public string Needs { get; init; } = "";
        public int FromYear { get; init; }
        public int ToYear { get; init; }
        public int Places { get; init; }
        public long Taken { get; init; }
        public DateOnly FromDate { get; init; }
        public DateOnly? UntilDate { get; init; }
    }
}
