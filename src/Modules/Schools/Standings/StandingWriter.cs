using System.Data.Common;
using System.Threading.Channels;
using Attendance.Schools.Contracts;
using Attendance.Schools.Contracts.Facts;
using Attendance.Schools.Flags;
using Attendance.Schools.Pupils;
using Attendance.Schools.Watching;
using Attendance.SharedKernel;
using Attendance.SharedKernel.Data;
using Attendance.SharedKernel.Facts;
using Dapper;
using Microsoft.Extensions.Logging;

namespace Attendance.Schools.Standings;

/// <summary>
/// Writes the read model: standings, flags, tallies, facts and the mark of each school, batched over many schools in one transaction. A failed batch is
/// tried again update by update, so that only the guilty one fails.
/// </summary>
internal sealed class StandingWriter : IAsyncDisposable
{
    /// <summary>Children in one transaction at most.</summary>
    private const int BatchReplies = 4_000;

    private readonly Channel<Waiting> _queue = Channel.CreateBounded<Waiting>(
        new BoundedChannelOptions(1_024) { FullMode = BoundedChannelFullMode.Wait }
    );
    private readonly IWriter _writer;
    private readonly IStandingStore _store;
    private readonly IOutbox _outbox;
    private readonly ILogger<StandingWriter> _log;
    private readonly Task _loop;

    public StandingWriter(IWriter writer, IStandingStore store, IOutbox outbox, ILogger<StandingWriter> log)
    {
        _writer = writer;
        _store = store;
        _outbox = outbox;
        _log = log;
        _loop = Task.Run(LoopAsync);
    }

    /// <summary>Completes when the update is committed; throws the database's exception when it failed.</summary>
    public async Task WriteAsync(StandingUpdate update)
    {
        var waiting = new Waiting(update, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        await _queue.Writer.WriteAsync(waiting);
        await waiting.Done.Task;
    }

    /// <summary>Notes that the rules of time have judged a school up to and with a day.</summary>
    public Task EndDayAsync(Laestab school, DateOnly day) =>
        _writer.Run(transaction =>
            transaction.Connection!.ExecuteAsync(
                "insert into schools_day_done (school_id, done_to) values (@school, @day) on conflict (school_id) do update set done_to = excluded.done_to",
                new { school = (long)school.Value, day },
                transaction
            )
        );

    private async Task LoopAsync()
    {
        var batch = new List<Waiting>();
        while (await _queue.Reader.WaitToReadAsync())
        {
            batch.Clear();
            var replies = 0;
            while (replies < BatchReplies && _queue.Reader.TryRead(out var next))
            {
                batch.Add(next);
                replies += next.Update.Replies.Count + 1;
            }
            await CommitAsync(batch);
        }
    }

    private async Task CommitAsync(List<Waiting> batch)
    {
        try
        {
            var updates = batch.ConvertAll(waiting => waiting.Update);
            await _writer.Run(async transaction =>
            {
                await _store.WriteAsync(transaction, updates);
                FailPoint.Hit("mid-outbox");
                var facts = new List<OutboxFact>(updates.Count);
                foreach (var update in updates)
                    await CollectAsync(transaction, update, facts);
                await WatchedMarks.CollectAsync(transaction, updates, facts);
                if (facts.Count > 0)
                    await _outbox.AddAsync(transaction, facts);
            });
            FailPoint.Hit("after-standing");
            foreach (var waiting in batch)
                waiting.Done.SetResult();
        }
#pragma warning disable CA1031 // Every failure belongs to the updates that wait: one alone gets it, several are tried one by one.
        catch (Exception exception) when (batch.Count > 1)
#pragma warning restore CA1031
        {
            _log.LogWarning(exception, "A batch of {Count} standings failed; they are tried one by one", batch.Count);
            foreach (var waiting in batch)
                await CommitAsync([waiting]);
        }
#pragma warning disable CA1031
        catch (Exception exception)
#pragma warning restore CA1031
        {
            batch[0].Done.SetException(exception);
        }
    }

    /// <summary>Writes the flags that differ and adds the facts: the register's first, then one per flag row that really changed.</summary>
    private static async Task CollectAsync(DbTransaction transaction, StandingUpdate update, List<OutboxFact> facts)
    {
        var stream = $"school/{update.School}";
        if (update.Fact is { } recorded)
            facts.Add(new OutboxFact(stream, update.FactPosition, 0, recorded));
        foreach (var register in update.Recovered)
            facts.Add(new OutboxFact(stream, register.FirstSeq, 0, register));
        foreach (var reply in update.Replies)
        {
            foreach (var flag in reply.Restated ? await DifferencesAsync(transaction, reply) : reply.Outcome.Flags)
            {
                if (await WriteFlagAsync(transaction, reply, flag))
                    facts.Add(
                        new OutboxFact(
                            stream,
                            update.FactPosition,
                            Ordinal(update.Salt, reply, flag),
                            Fact(reply.Outcome.Standing.Pupil.Value, flag)
                        )
                    );
            }
        }
    }

    /// <summary>
    /// A child whose flags are said whole, because something said before may never have been written: what differs from the stored rows. So nothing is
    /// lost with a failed write, and nothing is told twice after a restart.
    /// </summary>
    private static async Task<IReadOnlyList<FlagChange>> DifferencesAsync(DbTransaction transaction, FoldReply reply)
    {
        var fold = reply.Positions.Sum(position => position.Seq);
        var stored = (
            await transaction.Connection!.QueryAsync<StoredFlag>(
                "select rule, episode, fold, rule_version, level, severity, state, evidence from schools_flag where pupil_id = @pupil",
                new { pupil = reply.Outcome.Standing.Pupil.Value },
                transaction
            )
        ).ToDictionary(row => (row.Rule, row.Episode));
        var differences = new List<FlagChange>();
        foreach (var said in reply.Outcome.Flags)
        {
            if (!stored.Remove((said.Rule, said.Episode.Number), out var row) || row.State == StoredFlag.Withdrawn)
            {
                differences.Add(said with { Kind = FlagChangeKind.Opened, At = said.Episode, IsOpen = true });
                if (!said.IsOpen)
                    differences.Add(said);
            }
            else if (row.Fold <= fold && !row.Says(said))
            {
                var closed = !said.IsOpen && row.State == StoredFlag.Open;
                differences.Add(said with { Kind = closed ? FlagChangeKind.Closed : FlagChangeKind.Changed });
            }
        }
        foreach (var row in stored.Values)
        {
            if (row.State != StoredFlag.Withdrawn && row.Fold <= fold)
                differences.Add(
                    new FlagChange(
                        FlagChangeKind.Withdrawn,
                        row.Rule,
                        row.RuleVersion,
                        new SessionKey(row.Episode),
                        null,
                        row.Level,
                        (FlagSeverity)row.Severity,
                        reply.Outcome.Standing.LastSession ?? new SessionKey(row.Episode),
                        null,
                        "Not met when everything was counted again"
                    )
                );
        }
        return differences;
    }

    /// <summary>The fact's identity at its position: the child, rule and episode hashed to 28 bits, then the kind, so that a child's own changes stay in order.</summary>
    private static int Ordinal(long salt, FoldReply reply, FlagChange flag)
    {
        unchecked
        {
            var hash = ((ulong)reply.Outcome.Standing.Pupil.Value ^ (ulong)salt) * 0x9E3779B97F4A7C15UL;
            foreach (var letter in flag.Rule)
                hash = (hash ^ letter) * 0x100000001B3UL;
            hash = (hash ^ (uint)flag.Episode.Number) * 0x9E3779B97F4A7C15UL;
            return ((int)(hash >> 36) << 3) | (int)flag.Kind;
        }
    }

    private static async Task<bool> WriteFlagAsync(DbTransaction transaction, FoldReply reply, FlagChange flag)
    {
        var connection = transaction.Connection!;
        var row = new
        {
            Pupil = reply.Outcome.Standing.Pupil.Value,
            flag.Rule,
            Episode = flag.Episode.Number,
            Previous = flag.Previous?.Number,
            Fold = reply.Positions.Sum(position => position.Seq),
            flag.RuleVersion,
            flag.Level,
            Severity = (int)flag.Severity,
            State = flag.Kind switch
            {
                FlagChangeKind.Opened => StoredFlag.Open,
                // A correction can also change an episode that has closed.
                FlagChangeKind.Changed => flag.IsOpen ? StoredFlag.Open : StoredFlag.Closed,
                FlagChangeKind.Closed => StoredFlag.Closed,
                FlagChangeKind.Withdrawn => StoredFlag.Withdrawn,
            },
            At = flag.At.Number,
            Evidence = StoredFlag.Text(flag.Evidence),
            flag.Trace,
        };
        if (flag.Previous is not null && flag.Previous != flag.Episode)
        {
            await connection.ExecuteAsync(
                "update schools_flag set state = 2, changed_at = @At, trace = @Trace, fold = @Fold where pupil_id = @Pupil and rule = @Rule and episode = @Previous",
                row,
                transaction
            );
        }
        // A fold repeated after a lost reply says the same again: the row does not change, and no fact is told twice.
        return await connection.ExecuteAsync(
                """
                insert into schools_flag as t (pupil_id, rule, episode, fold, rule_version, level, severity, state, opened_at, changed_at, evidence, trace)
                values (@Pupil, @Rule, @Episode, @Fold, @RuleVersion, @Level, @Severity, @State, @Episode, @At, coalesce(@Evidence, '{}'), @Trace)
                on conflict (pupil_id, rule, episode) do update set fold = excluded.fold, rule_version = excluded.rule_version, level = excluded.level,
                    severity = excluded.severity, state = excluded.state, changed_at = excluded.changed_at,
                    evidence = case when excluded.evidence = '{}' then t.evidence else excluded.evidence end, trace = excluded.trace
                where excluded.fold >= t.fold and (t.state <> excluded.state or t.level <> excluded.level or t.severity <> excluded.severity or t.evidence <> excluded.evidence)
                """,
                row,
                transaction
            ) > 0;
    }

    private static IFact Fact(long pupil, FlagChange flag)
    {
        var sentence = flag.Evidence?.Sentence ?? flag.Trace;
        return flag.Kind switch
        {
            FlagChangeKind.Opened => new FlagOpened(
                pupil,
                flag.Rule,
                flag.RuleVersion,
                flag.Episode.Number,
                flag.Severity,
                flag.At.Number,
                sentence
            ),
            FlagChangeKind.Changed => new FlagChanged(
                pupil,
                flag.Rule,
                flag.RuleVersion,
                flag.Episode.Number,
                flag.Severity,
                flag.At.Number,
                sentence
            ),
            FlagChangeKind.Closed => new FlagClosed(
                pupil,
                flag.Rule,
                flag.RuleVersion,
                flag.Episode.Number,
                flag.Severity,
                flag.At.Number,
                sentence
            ),
            FlagChangeKind.Withdrawn => new FlagWithdrawn(
                pupil,
                flag.Rule,
                flag.RuleVersion,
                flag.Episode.Number,
                flag.Severity,
                flag.At.Number,
                flag.Trace
            ),
        };
    }

    public async ValueTask DisposeAsync()
    {
        _queue.Writer.TryComplete();
        await _loop;
    }

    private sealed record Waiting(StandingUpdate Update, TaskCompletionSource Done);
}
