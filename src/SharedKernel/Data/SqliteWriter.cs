using System.Collections.Concurrent;
using System.Data.Common;
using System.Diagnostics;
using Microsoft.Data.Sqlite;

namespace Attendance.SharedKernel.Data;

/// <summary>
/// One thread, one connection, one transaction after another. SQLite is synchronous underneath, so the thread is not the grain scheduler's. Works that
/// wait go into one transaction, each behind a savepoint of its own: one that throws is undone alone, and the disk is asked once for all of them.
/// </summary>
internal sealed class SqliteWriter : IWriter, IDisposable
{
    /// <summary>Works in one transaction at most.</summary>
    private const int Most = 32;

    /// <summary>A transaction older than this takes no further work: those that are done wait for its end.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(15);

    private readonly BlockingCollection<Work> _queue = [];
    private readonly Thread _thread;
    private readonly Database _database;

    public SqliteWriter(Database database)
    {
        _database = database;
        _thread = new Thread(Loop) { IsBackground = true, Name = "sqlite-writer" };
        _thread.Start();
    }

    public Task<T> Run<T>(Func<DbTransaction, Task<T>> work, CancellationToken cancellation = default)
    {
        var waiting = new Work<T>(work, cancellation);
        _queue.Add(waiting, CancellationToken.None);
        return waiting.Task;
    }

    private void Loop()
    {
        using var connection = _database.OpenSqlite(write: true);
        var done = new List<Work>();
        foreach (var first in _queue.GetConsumingEnumerable())
        {
            Commit(connection, first, done);
            done.Clear();
        }
    }

    private void Commit(SqliteConnection connection, Work first, List<Work> done)
    {
        try
        {
            // deferred: false takes the write lock at the start, so a work never fails half way because another process writes.
            using var transaction = connection.BeginTransaction(deferred: false);
            var begun = Stopwatch.GetTimestamp();
            var next = first;
            do
            {
                if (Try(transaction, next, done.Count > 0))
                    done.Add(next);
                else if (done.Count == 0)
                    return;
            } while (done.Count < Most && Stopwatch.GetElapsedTime(begun) < Patience && _queue.TryTake(out next!));
            transaction.Commit();
        }
#pragma warning disable CA1031 // Nothing was committed: the failure belongs to every work of the transaction.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            if (done.Count == 0)
                first.Fail(exception);
            foreach (var work in done)
                work.Fail(exception);
            return;
        }
        foreach (var work in done)
            work.Succeed();
    }

    /// <summary>
    /// False when the work failed alone: it has been told. The first work of a transaction needs no savepoint, for without it there is nothing to keep.
    /// Throws when the failure took the whole transaction with it (a full disk does).
    /// </summary>
    private static bool Try(SqliteTransaction transaction, Work work, bool behindOthers)
    {
        const string Savepoint = "work";
        try
        {
            if (behindOthers)
                transaction.Save(Savepoint);
            work.Execute(transaction);
            if (behindOthers)
                transaction.Release(Savepoint);
            return true;
        }
#pragma warning disable CA1031 // Whatever the work throws belongs to the caller that waits for it.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            work.Fail(exception);
            if (behindOthers)
                transaction.Rollback(Savepoint);
            return false;
        }
    }

    public void Dispose()
    {
        _queue.CompleteAdding();
        _thread.Join(TimeSpan.FromSeconds(30));
        _queue.Dispose();
    }

    private abstract class Work
    {
        public abstract void Execute(DbTransaction transaction);

        public abstract void Succeed();

        public abstract void Fail(Exception exception);
    }

    private sealed class Work<T>(Func<DbTransaction, Task<T>> work, CancellationToken cancellation) : Work
    {
        private readonly TaskCompletionSource<T> _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private T _result = default!;

        public Task<T> Task => _done.Task;

        public override void Execute(DbTransaction transaction)
        {
            cancellation.ThrowIfCancellationRequested();
#pragma warning disable RS0030 // The dedicated thread is there to wait: SQLite completes every call synchronously.
            _result = work(transaction).GetAwaiter().GetResult();
#pragma warning restore RS0030
        }

        public override void Succeed() => _done.TrySetResult(_result);

        public override void Fail(Exception exception) => _done.TrySetException(exception);
    }
}
