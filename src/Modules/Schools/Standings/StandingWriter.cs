using System.Data.Common;
using System.Threading.Channels;
using Attendance.Schools.Contracts;
using Attendance.Schools.Contracts.Facts;
using Attendance.Schools.Flags;
using Attendance.Schools.Live;
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
    private readonly LiveSignal _signal;
    private readonly TimeProvider _time;
    private readonly ILogger<StandingWriter> _log;
    private readonly Task _loop;

    public StandingWriter(
        IWriter writer,
        IStandingStore store,
        IOutbox outbox,
        LiveSignal signal,
        TimeProvider time,
        ILogger<StandingWriter> log
    )
    {
        _signal = signal;
        _time = time;
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
            if (!_queue.Reader.TryRead(out var first))
                continue;
            batch.Add(first);
            await CommitAsync(batch, fill: true);
            // At once: what was written last would stay in memory for as long as nobody writes.
            batch.Clear();
        }
    }

    /// <summary>Takes what waits: called when the transaction begins, so that whoever came while the writer was busy goes with it.</summary>
    private void Fill(List<Waiting> batch)
    {
        var replies = batch.Sum(waiting => waiting.Update.Replies.Count + 1);
        while (replies < BatchReplies && _queue.Reader.TryRead(out var next))
        {
            batch.Add(next);
            replies += next.Update.Replies.Count + 1;
        }
    }

    private async Task CommitAsync(List<Waiting> batch, bool fill = false)
    {
        try
        {
            await _writer.Run(async transaction =>
            {
                if (fill)
                    Fill(batch);
                var updates = batch.ConvertAll(waiting => waiting.Update);
                // Flags first: who stops having a concern is told by the standing that is about to be replaced.
                var facts = await FactsAsync(transaction, updates);
                FailPoint.Hit("mid-outbox");
                await _store.WriteAsync(transaction, updates);
                await WatchedMarks.CollectAsync(transaction, updates, facts);
                if (facts.Count > 0)
                    await _outbox.AddAsync(transaction, facts);
            });
            FailPoint.Hit("after-standing");
            _signal.Raise();
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

    /// <summary>Writes the flags that differ and returns the facts: the registers', then one per flag row that really changed.</summary>
    private async Task<List<OutboxFact>> FactsAsync(DbTransaction transaction, List<StandingUpdate> updates)
    {
        var facts = new List<OutboxFact>(updates.Count);
        foreach (var update in updates)
        {
            foreach (var register in update.Registers)
                facts.Add(new OutboxFact(update.Stream, register.FirstSeq, 0, register));
        }
        var noted = new List<NotedChange>();
        foreach (var round in Rounds(updates))
        {
            var stored = await StoredAsync(transaction, round);
            var rows = new List<FlagRow>();
            var sources = new List<StandingUpdate>();
            foreach (var (update, reply) in round)
            {
                var changes = reply.Restated ? Differences(reply, stored[reply.Outcome.Standing.Pupil.Value]) : reply.Outcome.Flags;
                foreach (var change in changes)
                {
                    rows.Add(new FlagRow(reply, change));
                    sources.Add(update);
                }
            }
            if (rows.Count == 0)
                continue;
            var changed = await _store.WriteFlagsAsync(transaction, rows);
            for (var i = 0; i < changed.Length; i++)
            {
                if (!changed[i])
                    continue;
                noted.Add(new NotedChange(sources[i].School, rows[i].Pupil, rows[i].Change));
                facts.Add(
                    new OutboxFact(
                        sources[i].Stream,
                        sources[i].FactPosition,
                        Ordinal(sources[i].Salt, rows[i]),
                        Fact(rows[i].Pupil, rows[i].Change)
                    )
                );
            }
        }
        if (noted.Count > 0)
            await FlagChangeLog.WriteAsync(transaction, noted, await UnconcernedAsync(transaction, noted, updates), _time.GetUtcNow());
        return facts;
    }

    /// <summary>Of the children whose flags changed, those who had a flag of concern or action that nobody dismissed and have none from now on.</summary>
    private async Task<IReadOnlySet<long>> UnconcernedAsync(
        DbTransaction transaction,
        List<NotedChange> noted,
        List<StandingUpdate> updates
    )
    {
        var now = noted.Select(change => change.Pupil).Distinct().ToDictionary(pupil => pupil, _ => FlagSeverity.None);
        foreach (var reply in updates.SelectMany(update => update.Replies))
        {
            var pupil = reply.Outcome.Standing.Pupil.Value;
            if (now.ContainsKey(pupil))
                now[pupil] = reply.Outcome.Standing.Severity;
        }
        var unconcerned = now.Where(child => child.Value < FlagSeverity.Concern).Select(child => child.Key).ToArray();
        return unconcerned.Length == 0 ? new HashSet<long>() : await _store.ConcernedAsync(transaction, unconcerned);
    }

    /// <summary>
    /// The replies that have something to say about flags, in order, each child once in a round: what a later reply is compared with must have been written.
    /// </summary>
    private static List<List<(StandingUpdate Update, FoldReply Reply)>> Rounds(List<StandingUpdate> updates)
    {
        var rounds = new List<List<(StandingUpdate, FoldReply)>>();
        var roundOf = new Dictionary<long, int>();
        foreach (var update in updates)
        {
            foreach (var reply in update.Replies)
            {
                if (!reply.Restated && reply.Outcome.Flags.Count == 0)
                    continue;
                var pupil = reply.Outcome.Standing.Pupil.Value;
                var round = roundOf.GetValueOrDefault(pupil);
                roundOf[pupil] = round + 1;
                if (round == rounds.Count)
                    rounds.Add([]);
                rounds[round].Add((update, reply));
            }
        }
        return rounds;
    }

    /// <summary>The stored flags of the children whose flags are said whole.</summary>
    private async Task<ILookup<long, StoredFlag>> StoredAsync(
        DbTransaction transaction,
        List<(StandingUpdate Update, FoldReply Reply)> round
    )
    {
        var pupils = round.Where(said => said.Reply.Restated).Select(said => said.Reply.Outcome.Standing.Pupil.Value).ToArray();
        var rows = pupils.Length == 0 ? [] : await _store.FlagsAsync(transaction, pupils);
        return rows.ToLookup(row => row.PupilId);
    }

    /// <summary>
    /// A child whose flags are said whole, because something said before may never have been written: what differs from the stored rows. So nothing is
    /// lost with a failed write, and nothing is told twice after a restart.
    /// </summary>
    private static List<FlagChange> Differences(FoldReply reply, IEnumerable<StoredFlag> rows)
    {
        var fold = reply.Positions.Sum(position => position.Seq);
        var stored = rows.ToDictionary(row => (row.Rule, row.Episode));
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
    private static int Ordinal(long salt, FlagRow row)
    {
        unchecked
        {
            var hash = ((ulong)row.Pupil ^ (ulong)salt) * 0x9E3779B97F4A7C15UL;
            foreach (var letter in row.Change.Rule)
                hash = (hash ^ letter) * 0x100000001B3UL;
            hash = (hash ^ (uint)row.Episode) * 0x9E3779B97F4A7C15UL;
            return ((int)(hash >> 36) << 3) | (int)row.Change.Kind;
        }
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
