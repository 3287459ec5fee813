using System.Threading.Channels;
using Attendance.SharedKernel;
using Attendance.SharedKernel.Data;
using Attendance.SharedKernel.Facts;
using Microsoft.Extensions.Logging;

namespace Attendance.Schools.Journal;

/// <summary>
/// The truth: an append-only journal of submissions. Appends of many schools share a commit: whoever waits while a commit is under way
/// goes into the next one. A failed batch is tried again school by school, so that only the guilty one fails.
/// </summary>
internal sealed class RegisterJournal : IAsyncDisposable
{
    /// <summary>Marks in one transaction at most: about 20 ms of work.</summary>
    private const int BatchMarks = 4_000;

    private readonly Channel<Waiting> _queue = Channel.CreateBounded<Waiting>(
        new BoundedChannelOptions(1_024) { FullMode = BoundedChannelFullMode.Wait }
    );
    private readonly IJournalStore _store;
    private readonly IWriter _writer;
    private readonly IOutbox _outbox;
    private readonly ILogger<RegisterJournal> _log;
    private readonly Task[] _loops;

    public RegisterJournal(Database database, IWriter writer, IJournalStore store, IOutbox outbox, ILogger<RegisterJournal> log)
    {
        _store = store;
        _outbox = outbox;
        _writer = writer;
        _log = log;
        // SQLite has one writer; on PostgreSQL a second transaction fills while the first one waits for the disk.
        _loops = Enumerable.Range(0, database.IsSqlite ? 1 : 2).Select(_ => Task.Run(LoopAsync)).ToArray();
    }

    /// <summary>
    /// Completes when the submissions of one school, which follow each other, are durable: all of them or none. Throws <see cref="JournalConflictException"/> when
    /// their numbers are taken (a second activation wrote first), <see cref="QueueFullException"/> before anything is stored when too many wait, and the database's
    /// exception when it failed: then the outcome is unknown.
    /// </summary>
    public Task AppendAsync(params IReadOnlyList<Submission> submissions)
    {
        var waiting = new Waiting(submissions, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        if (!_queue.Writer.TryWrite(waiting))
            throw new QueueFullException();
        return waiting.Done.Task;
    }

    private async Task LoopAsync()
    {
        var batch = new List<Waiting>();
        var reader = _queue.Reader;
        while (await reader.WaitToReadAsync())
        {
            if (!reader.TryRead(out var first))
                continue;
            batch.Add(first);
            await CommitAsync(batch, fill: true);
            batch.Clear();
        }
    }

    /// <summary>Takes what waits: called when the transaction begins, so that whoever came while the writer was busy goes with it.</summary>
    private void Fill(List<Waiting> batch)
    {
        var marks = batch.Sum(waiting => waiting.Rows);
        while (marks < BatchMarks && _queue.Reader.TryRead(out var next))
        {
            batch.Add(next);
            marks += next.Rows;
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
                var submissions = batch.SelectMany(waiting => waiting.Submissions).ToList();
                await _store.AppendAsync(transaction, submissions);
                if (submissions.Exists(submission => submission.Answers is not null))
                    await _outbox.AddAsync(transaction, [.. submissions.Select(each => each.Answers?.Fact).OfType<OutboxFact>()]);
                FailPoint.Hit("before-commit");
            });
            FailPoint.Hit("after-commit");
            foreach (var waiting in batch)
                waiting.Done.SetResult();
        }
#pragma warning disable CA1031 // Every failure belongs to the submissions that wait: one alone gets it, several are tried one by one.
        catch (Exception exception) when (batch.Count > 1)
#pragma warning restore CA1031
        {
            _log.LogWarning(exception, "A batch of {Count} submissions failed; they are tried one by one", batch.Count);
            foreach (var waiting in batch)
                await CommitAsync([waiting]);
        }
#pragma warning disable CA1031
        catch (Exception exception)
#pragma warning restore CA1031
        {
            batch[0].Done.SetException(_store.IsConflict(exception) ? new JournalConflictException(exception) : exception);
        }
    }

    public async ValueTask DisposeAsync()
    {
        FailPoint.Hit("shutdown");
        _queue.Writer.TryComplete();
        await Task.WhenAll(_loops);
    }

    private sealed record Waiting(IReadOnlyList<Submission> Submissions, TaskCompletionSource Done)
    {
        public int Rows => Submissions.Sum(submission => submission.Entries.Length + 1);
    }
}

/// <summary>The numbers of a submission are taken: another activation of the school's grain has written.</summary>
internal sealed class JournalConflictException(Exception inner) : Exception("The journal has gone on without this activation.", inner);

/// <summary>Too many appends wait. Nothing was stored; try again in a moment.</summary>
internal sealed class QueueFullException() : Exception("Too many writes are waiting.");
