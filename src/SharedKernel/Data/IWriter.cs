using System.Data.Common;

namespace Attendance.SharedKernel.Data;

/// <summary>
/// The only way to write. Opens a transaction, lends it to the work, commits, and only then completes. When the work throws, or the commit
/// fails, nothing is stored and the exception reaches the caller. On SQLite every work runs on one dedicated thread in the order of asking,
/// so the work must not wait for anything but its own transaction; on PostgreSQL works run side by side.
/// </summary>
public interface IWriter
{
    /// <summary>Runs the work in one transaction. The connection is <c>transaction.Connection</c>.</summary>
    Task<T> Run<T>(Func<DbTransaction, Task<T>> work, CancellationToken cancellation = default);

    /// <summary>Runs the work in one transaction.</summary>
    Task Run(Func<DbTransaction, Task> work, CancellationToken cancellation = default) =>
        Run(
            async transaction =>
            {
                await work(transaction);
                return true;
            },
            cancellation
        );
}
