using System.Data.Common;
using Attendance.Access.Contracts;
using Attendance.Casework.Cases;
using Attendance.Casework.Contracts;
using Attendance.Casework.Enforcement.Law;
using Attendance.Schools.Contracts;
using Attendance.SharedKernel;
using Attendance.SharedKernel.Data;
using Dapper;

namespace Attendance.Casework.Enforcement;

/// <summary>The tables that lists of matters are made from. The truth is the case's events.</summary>
internal sealed class MatterStore(Database database, IWriter writer, IWatchList watches)
{
    private static readonly Caller System = Caller.System("enforcement");

    /// <summary>Writes where a matter stands. <paramref name="school"/>: where the child is on roll; kept from the first writing.</summary>
    public static Task SaveAsync(DbTransaction transaction, CaseFile file, Matter matter, DateOnly today, Laestab? school = null) =>
        transaction.Connection!.ExecuteAsync(
            """
            insert into casework_matter (case_id, number, pupil_id, parent, track, stage, opened_on, last_on, hearing_on, notice, act_on, court_by, amount, costs, over, recheck, checked_on, school_id, issuer)
            values (@id, @number, @pupil, @parent, @track, @stage, @opened, @last, @hearing, @notice, @act, @court, @amount, @costs, @over, @no, @today, @school, @issuer)
            on conflict (case_id, number) do update set stage = excluded.stage, last_on = excluded.last_on, hearing_on = excluded.hearing_on,
                notice = excluded.notice, act_on = excluded.act_on, court_by = excluded.court_by, amount = excluded.amount, costs = excluded.costs,
                over = excluded.over, issuer = excluded.issuer
            """,
            new
            {
                id = file.Id.Value,
                number = matter.Number,
                pupil = file.Pupil.Value,
                parent = matter.Parent,
                track = Stored.Name(matter.Track),
                stage = Stored.Name(matter.Stage),
                opened = matter.OpenedOn ?? today,
                last = matter.LastOn ?? today,
                hearing = matter.Hearing,
                notice = matter.Notice?.Number,
                act = ActOn(matter),
                court = matter.CourtBy,
                amount = matter.Amount,
                costs = matter.Costs,
                over = matter.IsOver,
                no = false,
                today,
                school = school is { } at ? (long?)at.Value : null,
                issuer = matter.Issuer is { } issuer ? Stored.Name(issuer) : null,
            },
            transaction
        );

    /// <summary>Warnings and penalty notices of an issuer since a day, that were not withdrawn.</summary>
    public async Task<IssuedNotices> IssuedAsync(NoticeIssuer issuer, DateOnly from, CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        var stages = (
            await connection.QueryAsync<(string? Notice, string Stage)>(
                new CommandDefinition(
                    "select notice, stage from casework_matter where issuer = @issuer and opened_on >= @from",
                    new { issuer = Stored.Name(issuer), from },
                    cancellationToken: cancellation
                )
            )
        ).ToList();
        return new IssuedNotices(
            stages.Count(row => row.Notice is null),
            stages.Count(row => row.Notice is not null && row.Stage != Stored.Name(Stage.NoticeWithdrawn))
        );
    }

    /// <summary>Counts support or a step in the balance report, with where and who the child is.</summary>
    public static Task CountAsync(DbTransaction transaction, CaseFile file, ChildFacts? child, string kind, DateOnly on) =>
        transaction.Connection!.ExecuteAsync(
            """
            insert into casework_balance (case_id, ordinal, pupil_id, school_id, team, groups, kind, done_on)
            select @id, coalesce(max(ordinal), 0) + 1, @pupil, @school, @team, @groups, @kind, @on from casework_balance where case_id = @id
            """,
            new
            {
                id = file.Id.Value,
                pupil = file.Pupil.Value,
                school = child?.Place?.School is { } school ? (long?)school.Value : null,
                team = child?.Team,
                groups = $",{string.Join(',', (child?.Markers ?? []).Distinct().Order(StringComparer.Ordinal))},",
                kind,
                on,
            },
            transaction
        );

    /// <summary>Watches the child's marks while a matter is not over.</summary>
    public async Task WatchAsync(DbTransaction transaction, CaseFile file, IEnumerable<Matter> matters)
    {
        var watcher = $"casework/enforcement/{file.Id}";
        if (matters.Any(matter => !matter.IsOver))
            await watches.AddAsync(transaction, System, file.Pupil, watcher);
        else
            await watches.RemoveAsync(transaction, System, file.Pupil, watcher);
    }

    /// <summary>Marks the child's running matters to be compared with its marks again.</summary>
    public static Task RecheckAsync(DbTransaction transaction, PupilId pupil) =>
        transaction.Connection!.ExecuteAsync(
            """
            update casework_matter set recheck = @yes where pupil_id = @pupil
                or pupil_id in (select p.target_id from access_place p where p.pupil = @pupil and p.target = 'pupil')
            """,
            new { yes = true, pupil = pupil.Value },
            transaction
        );

    /// <summary>A case's matters were compared on a day.</summary>
    public Task CheckedAsync(CaseId id, DateOnly today, CancellationToken cancellation) =>
        writer.Run(
            transaction =>
                transaction.Connection!.ExecuteAsync(
                    "update casework_matter set recheck = @no, checked_on = @today where case_id = @id",
                    new
                    {
                        no = false,
                        today,
                        id = id.Value,
                    },
                    transaction
                ),
            cancellation
        );

    /// <summary>
    /// Open cases in which the law takes a step today or earlier, or whose evidence is to be compared: after a mark of it changed, and once a day in any case, because a watch begins some
    /// seconds after it is asked for.
    /// </summary>
    public async Task<IReadOnlyList<CaseId>> DueAsync(DateOnly today, CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        var ids = await connection.QueryAsync<long>(
            new CommandDefinition(
                """
                select distinct m.case_id from casework_matter m join casework_case c on c.id = m.case_id
                where c.closed_on is null and (m.act_on <= @today or m.recheck = @yes or (m.over = @no and m.checked_on < @today))
                order by m.case_id
                """,
                new
                {
                    today,
                    yes = true,
                    no = false,
                },
                cancellationToken: cancellation
            )
        );
        return [.. ids.Select(id => new CaseId(id))];
    }

    /// <summary>The next number of a penalty notice: "2007/000012". Drawn, whether it is used or not.</summary>
    public async Task<string> DrawNumberAsync(int year, CancellationToken cancellation)
    {
        var last = await writer.Run(
            transaction =>
                transaction.Connection!.ExecuteScalarAsync<int>(
                    """
                    insert into casework_notice_number (year, last) values (@year, 1)
                    on conflict (year) do update set last = casework_notice_number.last + 1 returning last
                    """,
                    new { year },
                    transaction
                ),
            cancellation
        );
        return $"{year}/{last:000000}";
    }

    private static DateOnly? ActOn(Matter matter) =>
        matter switch
        {
            { Stage: Stage.NoticeIssued, Notice: { } notice } => notice.ProceedingsFrom,
            { Stage: Stage.OrderMade, Order: { } order } => order.To.AddDays(1),
            _ => null,
        };
}
