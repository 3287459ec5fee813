using System.Data.Common;
using Attendance.Partners.Sharing;
using Attendance.SharedKernel;
using Attendance.SharedKernel.Data;
using Attendance.SharedKernel.Time;
using Dapper;

namespace Attendance.Partners.Transport;

/// <summary>Reads and writes routes, children's ways to school, failures and what schools made of them. Judges nobody.</summary>
internal sealed class TransportBook(Database database, SchoolClock clock)
{
    /// <summary>Every route by name.</summary>
    public async Task<IReadOnlyList<TransportRoute>> RoutesAsync(CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        var rows = await connection.QueryAsync<RouteRow>(
            new CommandDefinition(
                "select id, name, operator from partners_transport_route order by name, id",
                cancellationToken: cancellation
            )
        );
        return [.. rows.Select(row => new TransportRoute(row.Id, row.Name, row.Operator))];
    }

    /// <summary>What holds for children, by their present ids, on a day: the newest record of each, without its note.</summary>
    public async Task<IReadOnlyList<TransportRecord>> OnAsync(DateOnly day, CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        var rows = await connection.QueryAsync<RecordRow>(
            new CommandDefinition(
                $"""
                select r.*, {MergedPupils.Present(
                    "r.pupil_id"
                )} as child_id from partners_transport_record r where r.from_date <= @day and (r.until_date is null or r.until_date >= @day)
                order by r.id desc
                """,
                new { day },
                cancellationToken: cancellation
            )
        );
        return
        [
            .. rows.Select(row => row.Record with { Pupil = new PupilId(row.ChildId), Note = null }).DistinctBy(record => record.Pupil),
        ];
    }

    /// <summary>Every record of a child, the newest first.</summary>
    public async Task<IReadOnlyList<TransportRecord>> OfAsync(PupilId pupil, CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        var rows = await connection.QueryAsync<RecordRow>(
            new CommandDefinition(
                $"select r.* from partners_transport_record r where {MergedPupils.Are("r.pupil_id", "@pupil")} order by r.id desc",
                new { pupil = pupil.Value },
                cancellationToken: cancellation
            )
        );
        return [.. rows.Select(row => row.Record)];
    }

    /// <summary>Failures of half-days from a day on, the latest first.</summary>
    public async Task<IReadOnlyList<TransportFailure>> FailuresAsync(DateOnly since, CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        var rows = await connection.QueryAsync<FailureRow>(
            new CommandDefinition(
                "select * from partners_transport_failure where session >= @since order by session desc, id desc",
                new { since = new SessionKey(since, HalfDay.AM).Number },
                cancellationToken: cancellation
            )
        );
        return [.. rows.Select(row => row.Failure)];
    }

    /// <summary>What schools made of the failures of half-days from a day on, by the children's present ids.</summary>
    public async Task<IReadOnlyList<TransportExplained>> ExplainedAsync(DateOnly since, CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        var rows = await connection.QueryAsync<ExplainedRow>(
            new CommandDefinition(
                $"""
                select e.*, {MergedPupils.Present(
                    "e.pupil_id"
                )} as child_id from partners_transport_explained e join partners_transport_failure f on f.id = e.failure
                where f.session >= @since order by e.failure, e.explained_at
                """,
                new { since = new SessionKey(since, HalfDay.AM).Number },
                cancellationToken: cancellation
            )
        );
        return [.. rows.Select(row => row.Explained).DistinctBy(each => (each.Failure, each.Pupil))];
    }

    /// <summary>Adds a route, or renames the one of this number.</summary>
    public Task SaveRouteAsync(DbTransaction transaction, TransportRoute route, string by) =>
        transaction.Connection!.ExecuteAsync(
            """
            insert into partners_transport_route (id, name, operator, added_by, added_at) values (@id, @name, @operator, @by, @now)
            on conflict (id) do update set name = excluded.name, operator = excluded.operator
            """,
            new
            {
                id = route.Id,
                name = route.Name,
                @operator = route.Operator,
                by,
                now = clock.Now,
            },
            transaction
        );

    /// <summary>Writes what is known of a child's way from a day on; what was known until then ends the day before.</summary>
    public async Task RecordAsync(DbTransaction transaction, TransportRecord record, string by)
    {
        await transaction.Connection!.ExecuteAsync(
            $"""
            update partners_transport_record set until_date = @before
            where {MergedPupils.Are("pupil_id", "@pupil")} and from_date < @from and (until_date is null or until_date >= @from)
            """,
            new
            {
                pupil = record.Pupil.Value,
                from = record.From,
                before = record.From.AddDays(-1),
            },
            transaction
        );
        await transaction.Connection!.ExecuteAsync(
            """
            insert into partners_transport_record (id, pupil_id, metres, special_needs, unsafe_route, low_income, basis, note, route, from_date, until_date,
                recorded_by, recorded_at)
            values (@id, @pupil, @metres, @special, @unsafe, @low, @basis, @note, @route, @from, @until, @by, @now)
            """,
            new
            {
                id = record.Id,
                pupil = record.Pupil.Value,
                metres = record.Way.Metres,
                special = record.Way.SpecialNeeds,
                @unsafe = record.Way.UnsafeRoute,
                low = record.Way.LowIncome,
                basis = record.Basis.ToString(),
                note = record.Note,
                route = record.Route,
                from = record.From,
                until = record.Until,
                by,
                now = clock.Now,
            },
            transaction
        );
    }

    /// <summary>Writes a failure. False: one of the route and half-day is there.</summary>
    public static async Task<bool> ReportAsync(DbTransaction transaction, TransportFailure failure, string by) =>
        await transaction.Connection!.ExecuteAsync(
            """
            insert into partners_transport_failure (id, route, session, kind, minutes_late, what, reported_by, reported_at)
            values (@id, @route, @session, @kind, @minutes, @what, @by, @now) on conflict (route, session) do nothing
            """,
            new
            {
                id = failure.Id,
                route = failure.Route,
                session = failure.Session.Number,
                kind = failure.Kind.ToString(),
                minutes = failure.MinutesLate,
                what = failure.What,
                by,
                now = failure.ReportedAt,
            },
            transaction
        ) == 1;

    /// <summary>Writes what a school made of a failure; what is there stays.</summary>
    public static async Task ExplainAsync(DbTransaction transaction, IEnumerable<TransportExplained> explained, string by)
    {
        foreach (var each in explained)
            await transaction.Connection!.ExecuteAsync(
                """
                insert into partners_transport_explained (failure, pupil_id, school_id, code_before, code, explained_by, explained_at)
                values (@failure, @pupil, @school, @before, @code, @by, @at) on conflict (failure, pupil_id) do nothing
                """,
                new
                {
                    failure = each.Failure,
                    pupil = each.Pupil.Value,
                    school = (long)each.School.Value,
                    before = each.Before,
                    code = each.Code,
                    by,
                    at = each.At,
                },
                transaction
            );
    }

    private sealed class RouteRow
    {
        public long Id { get; init; }
        public string Name { get; init; } = "";
        public string Operator { get; init; } = "";
    }

    private sealed class RecordRow
    {
        public long Id { get; init; }
        public long PupilId { get; init; }
        public long ChildId { get; init; }
        public int? Metres { get; init; }
        public bool SpecialNeeds { get; init; }
        public bool UnsafeRoute { get; init; }
        public bool LowIncome { get; init; }
        public string Basis { get; init; } = "";
        public byte[]? Note { get; init; }
        public long? Route { get; init; }
        public DateOnly FromDate { get; init; }
        public DateOnly? UntilDate { get; init; }

        public TransportRecord Record =>
            new(
                Id,
                new PupilId(PupilId),
                new WayToSchool(Metres, SpecialNeeds, UnsafeRoute, LowIncome),
                Enum.Parse<TransportBasis>(Basis),
                Note,
                Route,
                FromDate,
                UntilDate
            );
    }

    private sealed class FailureRow
    {
        public long Id { get; init; }
        public long Route { get; init; }
        public int Session { get; init; }
        public string Kind { get; init; } = "";
        public int? MinutesLate { get; init; }
        public string What { get; init; } = "";
        public DateTimeOffset ReportedAt { get; init; }

        public TransportFailure Failure =>
            new(Id, Route, new SessionKey(Session), Enum.Parse<TransportFailureKind>(Kind), MinutesLate, What, ReportedAt);
    }

    private sealed class ExplainedRow
    {
        public long Failure { get; init; }
        public long ChildId { get; init; }
        public long SchoolId { get; init; }
        public string CodeBefore { get; init; } = "";
        public string Code { get; init; } = "";
        public DateTimeOffset ExplainedAt { get; init; }

        public TransportExplained Explained => new(Failure, new PupilId(ChildId), Laestab.From(SchoolId), CodeBefore, Code, ExplainedAt);
    }
}
