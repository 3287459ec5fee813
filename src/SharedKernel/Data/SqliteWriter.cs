using System.Collections.Concurrent;
using System.Data.Common;
using Microsoft.Data.Sqlite;

namespace Attendance.SharedKernel.Data;

/// <summary>One thread, one connection, one transaction after another. SQLite is synchronous underneath, so the thread is not the grain scheduler's.</summary>
internal sealed class SqliteWriter : IWriter, IDisposable
{
    private readonly BlockingCollection<Action<SqliteConnection>> _queue = [];
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
        var done = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        _queue.Add(
            connection =>
            {
                try
                {
                    cancellation.ThrowIfCancellationRequested();
                    // deferred: false takes the write lock at the start, so a work never fails half way because another process writes.
                    using var transaction = connection.BeginTransaction(deferred: false);
#pragma warning disable RS0030 // The dedicated thread is there to wait: SQLite completes every call synchronously.
                    var result = work(transaction).GetAwaiter().GetResult();
#pragma warning restore RS0030
                    transaction.Commit();
                    done.SetResult(result);
                }
#pragma warning disable CA1031 // Whatever the work throws belongs to the caller that waits for it.
                catch (Exception exception)
#pragma warning restore CA1031
                {
                    done.SetException(exception);
                }
            },
            CancellationToken.None
        );
        return done.Task;
    }

    private void Loop()
    {
        using var connection = _database.OpenSqlite(write: true);
        foreach (var work in _queue.GetConsumingEnumerable())
            work(connection);
    }

    public void Dispose()
    {
        _queue.CompleteAdding();
        _thread.Join(TimeSpan.FromSeconds(30));
        _queue.Dispose();
    }
}
