using System.Data.Common;
using Attendance.Access.Contracts;
using Attendance.Casework.Contracts;
using Attendance.Schools.Contracts;
using Attendance.SharedKernel;
using Attendance.SharedKernel.Data;
using Attendance.SharedKernel.Time;
using Dapper;

namespace Attendance.Casework.Cases;

/// <summary>Writes cases: one numbered, append-only row of events for each, and the row of the case that is made from them.</summary>
internal sealed class CaseBook(
    CaseReader reader,
    CaseEventTypes types,
    IPupilTexts texts,
    IWriter writer,
    CaseworkOptions options,
    SchoolClock clock
)
{
    private const int MostTries = 8;

    /// <summary>
    /// Changes a case: reads it, decides, and appends what was decided if nobody else changed the case meanwhile; else it decides again. <paramref name="decide"/> is pure: a
    /// refusal, or the events (none: nothing changes). <paramref name="alongside"/> runs in the same transaction, with the case before and after. Answers the case as it is then. The caller's right
    /// to do so was judged before. Error: not-found, or the decision's.
    /// </summary>
    public async Task<Result<CaseFile>> ChangeAsync(
        Caller caller,
        CaseId id,
        Func<CaseFile, Result<CaseEvent[]>> decide,
        Func<DbTransaction, CaseStatus, CaseStatus, Task>? alongside = null,
        CancellationToken cancellation = default
    )
    {
        for (var tries = 1; ; tries++)
        {
            if (await reader.LoadAsync(id, cancellation) is not { } file)
                return Error.NotFound;
            var decided = decide(file);
            if (decided.Error is { } refused)
                return refused;
            if (decided.Value.Length == 0)
                return file;
            var rows = await PrepareAsync(file.Pupil, decided.Value, cancellation);
            var written = await writer.Run(
                async transaction =>
                {
                    if (!await ClaimAsync(transaction, id, file.Version, rows.Count))
                        return false;
                    var status = await WriteAsync(transaction, caller, id, file.Version, rows);
                    if (alongside is not null)
                        await alongside(transaction, file.Status, status);
                    return true;
                },
                cancellation
            );
            if (written)
                return await reader.LoadAsync(id, cancellation) is { } changed ? changed : Error.NotFound;
            if (tries == MostTries)
                return new Error("conflict", "Others change this case at the same time: try again.");
        }
    }

    /// <summary>The child's open case, also one that was opened under an id of a record that was merged into the child's; null when there is none. On PostgreSQL it stays open while the transaction lasts.</summary>
    public static async Task<CaseId?> FindOpenAsync(DbTransaction transaction, PupilId pupil)
    {
        var found = await transaction.Connection!.QueryFirstOrDefaultAsync<long?>(
            """
            select id from casework_case where closed_on is null and (pupil_id = @pupil
                or pupil_id in (select p.target_id from access_place p where p.pupil = @pupil and p.target = 'pupil'))
            order by id
            """ + (transaction is Npgsql.NpgsqlTransaction ? " for update" : ""),
            new { pupil = pupil.Value },
            transaction
        );
        return found is { } id ? new CaseId(id) : null;
    }

    /// <summary>The child's open case; opens one when there is none. Says whether it did.</summary>
    public async Task<(CaseId Id, bool Opened)> FindOrOpenAsync(DbTransaction transaction, Caller caller, PupilId pupil)
    {
        if (await FindOpenAsync(transaction, pupil) is { } found)
            return (found, false);
        var id = CaseId.New(TimeProvider.System);
        var today = clock.Today;
        // On PostgreSQL another work may open the child's case at the same time: the index lets one of them through, and the other finds it.
        var inserted = await transaction.Connection!.ExecuteAsync(
            """
            insert into casework_case (id, pupil_id, opened_on, stage, last_event) values (@id, @pupil, @today, 'waiting', 0)
            on conflict (pupil_id) where closed_on is null do nothing
            """,
            new
            {
                id = id.Value,
                pupil = pupil.Value,
                today,
            },
            transaction
        );
        if (inserted == 0)
            return ((await FindOpenAsync(transaction, pupil))!.Value, false);
        await AppendAsync(transaction, caller, id, [new CaseOpened(today, CaseworkOptions.After(today, options.AllocationDays))]);
        return (id, true);
    }

    /// <summary>Appends events that need no key, inside a transaction. The case exists.</summary>
    public Task<CaseStatus> AppendAsync(DbTransaction transaction, Caller caller, CaseId id, IReadOnlyList<CaseEvent> events)
    {
        if (!events.All(recorded => recorded is IPlainCaseEvent))
            throw new ArgumentException("An event with free words is sealed before the transaction.", nameof(events));
        return AppendAsync(transaction, caller, id, [.. events.Select(recorded => new PreparedEvent(recorded, null))]);
    }

    /// <summary>Appends events that were prepared, inside a transaction, whatever the case came to meanwhile. It exists, and is the same child's.</summary>
    public async Task<CaseStatus> AppendAsync(DbTransaction transaction, Caller caller, CaseId id, IReadOnlyList<PreparedEvent> events)
    {
        var last = await transaction.Connection!.ExecuteScalarAsync<int>(
            "update casework_case set last_event = last_event + @count where id = @id returning last_event",
            new { id = id.Value, count = events.Count },
            transaction
        );
        return await WriteAsync(transaction, caller, id, last - events.Count, events);
    }

    /// <summary>Seals events under the child's key, before the transaction that appends them.</summary>
    public async Task<IReadOnlyList<PreparedEvent>> PrepareAsync(
        PupilId pupil,
        IReadOnlyList<CaseEvent> events,
        CancellationToken cancellation
    )
    {
        var rows = new List<PreparedEvent>();
        foreach (var recorded in events)
        {
            rows.Add(
                new PreparedEvent(
                    recorded,
                    recorded is IPlainCaseEvent ? null : await texts.SealAsync(pupil, CaseEventTypes.Write(recorded), cancellation)
                )
            );
        }
        return rows;
    }

    /// <summary>The number of a case's last event, inside the transaction that wrote it.</summary>
    public static Task<int> LastAsync(DbTransaction transaction, CaseId id) =>
        transaction.Connection!.ExecuteScalarAsync<int>(
            "select last_event from casework_case where id = @id",
            new { id = id.Value },
            transaction
        );

    /// <summary>Takes the next numbers of a case, if the last one is still what the decision was made on. Others wait for the row.</summary>
    private static async Task<bool> ClaimAsync(DbTransaction transaction, CaseId id, int version, int count) =>
        await transaction.Connection!.ExecuteAsync(
            "update casework_case set last_event = last_event + @count where id = @id and last_event = @version",
            new
            {
                id = id.Value,
                version,
                count,
            },
            transaction
        ) == 1;

    private async Task<CaseStatus> WriteAsync(
        DbTransaction transaction,
        Caller caller,
        CaseId id,
        int after,
        IReadOnlyList<PreparedEvent> rows
    )
    {
        var before = await CaseReader.StatusAsync(transaction.Connection!, id, transaction);
        var status = before;
        var now = clock.Now;
        foreach (var row in rows)
        {
            await transaction.Connection!.ExecuteAsync(
                """
                insert into casework_case_event (case_id, number, recorded_at, recorded_by, kind, audience, plain, sealed)
                values (@id, @number, @now, @by, @kind, @audience, @plain, @sealed)
                """,
                new
                {
                    id = id.Value,
                    number = ++after,
                    now,
                    by = caller.Name,
                    kind = types.KindOf(row.Event),
                    audience = Stored.Name(row.Event.Audience),
                    plain = row.Sealed is null ? CaseEventTypes.Write(row.Event) : null,
                    @sealed = row.Sealed,
                },
                transaction
            );
            status = row.Event.Apply(status);
        }
        await SaveAsync(transaction, id, before, status);
        return status;
    }

    private static async Task SaveAsync(DbTransaction transaction, CaseId id, CaseStatus before, CaseStatus after)
    {
        if (after with { Dues = before.Dues } != before)
        {
            await transaction.Connection!.ExecuteAsync(
                "update casework_case set stage = @stage, worker = @worker, closed_on = @closed where id = @id",
                new
                {
                    id = id.Value,
                    stage = Stored.Name(after.Stage),
                    worker = after.Worker,
                    closed = after.ClosedOn,
                },
                transaction
            );
        }
        foreach (var item in before.Dues.Keys.Where(item => !after.Dues.ContainsKey(item)))
            await transaction.Connection!.ExecuteAsync(
                "delete from casework_due where case_id = @id and item = @item",
                new { id = id.Value, item },
                transaction
            );
        foreach (var (item, due) in after.Dues.Where(due => before.Dues.GetValueOrDefault(due.Key) != due.Value))
            await transaction.Connection!.ExecuteAsync(
                """
                insert into casework_due (case_id, item, due_on, sentence) values (@id, @item, @on, @sentence)
                on conflict (case_id, item) do update set due_on = excluded.due_on, sentence = excluded.sentence
                """,
                new
                {
                    id = id.Value,
                    item,
                    on = due.On,
                    sentence = due.Sentence,
                },
                transaction
            );
    }
}

/// <summary>An event ready to be written: <paramref name="Sealed"/> is null when it needs no key.</summary>
internal sealed record PreparedEvent(CaseEvent Event, byte[]? Sealed);
