using System.Data.Common;
using Attendance.Partners.Sharing;
using Attendance.SharedKernel;
using Attendance.SharedKernel.Data;
using Attendance.SharedKernel.Time;
using Dapper;

namespace Attendance.Partners.YouthOffending.Orders;

/// <summary>Reads and writes orders, what the marks made of them, and what is to be done. Judges nobody.</summary>
internal sealed class OrderBook(Database database, SchoolClock clock)
{
    /// <summary>Every order of some young people, the latest first.</summary>
    public async Task<IReadOnlyList<YouthOrder>> ListAsync(IReadOnlyCollection<PupilId> pupils, CancellationToken cancellation)
    {
        var rows = await ReadAsync<OrderRow>(
            $"select * from partners_youth_order where {MergedPupils.Are("pupil_id", Ids(pupils))} order by from_date desc, id desc",
            new { },
            cancellation
        );
        return [.. rows.Select(row => row.Order)];
    }

    /// <summary>Every order.</summary>
    public async Task<IReadOnlyList<YouthOrder>> AllAsync(CancellationToken cancellation) =>
        [.. (await ReadAsync<OrderRow>("select * from partners_youth_order order by id", new { }, cancellation)).Select(row => row.Order)];

    /// <summary>One order; null when there is none.</summary>
    public async Task<YouthOrder?> FindAsync(string id, CancellationToken cancellation) =>
        long.TryParse(id, out var number)
            ? (await ReadAsync<OrderRow>("select * from partners_youth_order where id = @number", new { number }, cancellation))
                .SingleOrDefault()
                ?.Order
            : null;

    /// <summary>What the marks made of orders, by session and then in time.</summary>
    public async Task<ILookup<long, BreachEntry>> BreachesAsync(IReadOnlyCollection<long> orders, CancellationToken cancellation)
    {
        var rows = await ReadAsync<BreachRow>(
            $"select * from partners_youth_breach where order_id in ({Ids(orders)}) order by order_id, session, ordinal",
            new { },
            cancellation
        );
        return rows.ToLookup(
            row => row.OrderId,
            row => new BreachEntry(
                row.OrderId,
                new SessionKey(row.Session),
                row.Ordinal,
                Enum.Parse<BreachStep>(row.Step),
                row.Words,
                row.NotedAt
            )
        );
    }

    /// <summary>What is to be done because of orders, what is due first first.</summary>
    public async Task<IReadOnlyList<YouthTask>> TasksAsync(IReadOnlyCollection<long> orders, CancellationToken cancellation) =>
        await TasksAsync($"order_id in ({Ids(orders)})", cancellation);

    /// <summary>Screenings of a child.</summary>
    public async Task<IReadOnlyList<YouthTask>> ScreeningsAsync(PupilId sibling, CancellationToken cancellation) =>
        await TasksAsync($"kind = '{YouthTaskKind.SiblingScreening}' and {MergedPupils.Are("pupil_id", $"{sibling.Value}")}", cancellation);

    /// <summary>One task; null when there is none.</summary>
    public async Task<YouthTask?> TaskAsync(string id, CancellationToken cancellation) =>
        long.TryParse(id, out var number) ? (await TasksAsync($"id = {number}", cancellation)).SingleOrDefault() : null;

    /// <summary>Every task.</summary>
    public Task<IReadOnlyList<YouthTask>> AllTasksAsync(CancellationToken cancellation) => TasksAsync("1 = 1", cancellation);

    /// <summary>Writes an order.</summary>
    public static Task AddAsync(DbTransaction transaction, YouthOrder order) =>
        transaction.Connection!.ExecuteAsync(
            """
            insert into partners_youth_order
                (id, agreement, pupil_id, kind, rule, least_percent, from_date, until_date, terms, case_manager, recorded_at, recorded_by)
            values (@id, @agreement, @pupil, @kind, @rule, @least, @from, @until, @terms, @manager, @at, @by)
            """,
            new
            {
                id = order.Id,
                agreement = order.Agreement,
                pupil = order.Pupil.Value,
                kind = order.Kind.ToString(),
                rule = order.Condition.Rule.ToString(),
                least = order.Condition.LeastPercent,
                from = order.Condition.From,
                until = order.Condition.Until,
                terms = order.Terms,
                manager = order.CaseManager,
                at = order.RecordedAt,
                by = order.RecordedBy,
            },
            transaction
        );

    /// <summary>Writes a task.</summary>
    public static Task AddAsync(DbTransaction transaction, YouthTask task) =>
        transaction.Connection!.ExecuteAsync(
            "insert into partners_youth_task (id, order_id, kind, pupil_id, what, due_on) values (@id, @order, @kind, @pupil, @what, @due)",
            new
            {
                id = task.Id,
                order = task.Order,
                kind = task.Kind.ToString(),
                pupil = task.Pupil.Value,
                what = task.What,
                due = task.DueOn,
            },
            transaction
        );

    /// <summary>Writes what the marks made of a condition.</summary>
    public static Task AddAsync(DbTransaction transaction, BreachEntry entry) =>
        transaction.Connection!.ExecuteAsync(
            "insert into partners_youth_breach (order_id, session, ordinal, step, words, noted_at) values (@order, @session, @ordinal, @step, @words, @at)",
            new
            {
                order = entry.Order,
                session = entry.Session.Number,
                ordinal = entry.Ordinal,
                step = entry.Step.ToString(),
                words = entry.Words,
                at = entry.NotedAt,
            },
            transaction
        );

    /// <summary>Ends an order before its time. False: it was ended.</summary>
    public async Task<bool> EndAsync(DbTransaction transaction, long order, byte[] reason, string by) =>
        await transaction.Connection!.ExecuteAsync(
            "update partners_youth_order set ended_on = @today, ended_by = @by, ended_reason = @reason where id = @order and ended_on is null",
            new
            {
                order,
                reason,
                by,
                today = clock.Today,
            },
            transaction
        ) == 1;

    /// <summary>A task is done. False: it was.</summary>
    public async Task<bool> DoneAsync(DbTransaction transaction, long task, byte[] outcome, string by) =>
        await transaction.Connection!.ExecuteAsync(
            "update partners_youth_task set done_on = @today, done_by = @by, outcome = @outcome where id = @task and done_on is null",
            new
            {
                task,
                outcome,
                by,
                today = clock.Today,
            },
            transaction
        ) == 1;

    // Ids are numbers, written into the text.
    private static string Ids(IReadOnlyCollection<PupilId> pupils) => Ids([.. pupils.Select(pupil => pupil.Value)]);

    private static string Ids(IReadOnlyCollection<long> numbers) => numbers.Count == 0 ? "0" : string.Join(", ", numbers);

    private async Task<IReadOnlyList<YouthTask>> TasksAsync(string where, CancellationToken cancellation)
    {
        var rows = await ReadAsync<TaskRow>($"select * from partners_youth_task where {where} order by due_on, id", new { }, cancellation);
        return
        [
            .. rows.Select(row => new YouthTask(
                row.Id,
                row.OrderId,
                Enum.Parse<YouthTaskKind>(row.Kind),
                new PupilId(row.PupilId),
                row.What,
                row.DueOn,
                row.DoneOn,
                row.Outcome
            )),
        ];
    }

    private async Task<List<T>> ReadAsync<T>(string sql, object parameters, CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        return [.. await connection.QueryAsync<T>(new CommandDefinition(sql, parameters, cancellationToken: cancellation))];
    }

    private sealed class OrderRow
    {
        public long Id { get; init; }
        public string Agreement { get; init; } = "";
        public long PupilId { get; init; }
        public string Kind { get; init; } = "";
        public string Rule { get; init; } = "";
        public int? LeastPercent { get; init; }
        public DateOnly FromDate { get; init; }
        public DateOnly UntilDate { get; init; }
        public byte[] Terms { get; init; } = [];
        public long CaseManager { get; init; }
        public DateTimeOffset RecordedAt { get; init; }
        public string RecordedBy { get; init; } = "";
        public DateOnly? EndedOn { get; init; }
        public byte[]? EndedReason { get; init; }

        public YouthOrder Order =>
            new(
                Id,
                Agreement,
                new PupilId(PupilId),
                Enum.Parse<YouthOrderKind>(Kind),
                new AttendanceCondition(Enum.Parse<ConditionRule>(Rule), LeastPercent, FromDate, UntilDate),
                Terms,
                CaseManager,
                RecordedAt,
                RecordedBy,
                EndedOn,
                EndedReason
            );
    }

    private sealed class BreachRow
    {
        public long OrderId { get; init; }
        public int Session { get; init; }
        public int Ordinal { get; init; }
        public string Step { get; init; } = "";
        public byte[] Words { get; init; } = [];
        public DateTimeOffset NotedAt { get; init; }
    }

    private sealed class TaskRow
    {
        public long Id { get; init; }
        public long OrderId { get; init; }
        public string Kind { get; init; } = "";
        public long PupilId { get; init; }
        public byte[]? What { get; init; }
        public DateOnly DueOn { get; init; }
        public DateOnly? DoneOn { get; init; }
        public byte[]? Outcome { get; init; }
    }
}
