using System.Data.Common;
using Attendance.SharedKernel.Data;

namespace Attendance.SharedKernel.Facts;

/// <summary>
/// Lends one transaction to handler after handler; committing is the dispatcher's. <paramref name="apart"/>: each stands behind a savepoint of its own, and what a
/// handler wrote that throws is undone alone.
/// </summary>
internal sealed class LentWriter(DbTransaction transaction, bool apart) : IWriter
{
    private const string Savepoint = "told";

    public async Task<T> Run<T>(Func<DbTransaction, Task<T>> work, CancellationToken cancellation = default)
    {
        if (!apart)
            return await work(transaction);
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
