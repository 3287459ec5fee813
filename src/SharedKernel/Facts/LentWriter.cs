using System.Data.Common;
using Attendance.SharedKernel.Data;

namespace Attendance.SharedKernel.Facts;

/// <summary>
/// Lends one transaction to handler after handler, each behind a savepoint of its own: what a handler wrote that throws is undone alone. Committing is the
/// dispatcher's.
/// </summary>
internal sealed class LentWriter(DbTransaction transaction) : IWriter
{
    private const string Savepoint = "told";

    public async Task<T> Run<T>(Func<DbTransaction, Task<T>> work, CancellationToken cancellation = default)
    {
        await transaction.SaveAsync(Savepoint, cancellation);
        try
        {
            var result = await work(transaction);
            await transaction.ReleaseAsync(Savepoint, cancellation);
            return result;
        }
        catch
        {
            await transaction.RollbackAsync(Savepoint, CancellationToken.None);
            throw;
        }
    }
}
