using System.Data.Common;

namespace Attendance.SharedKernel.Data;

/// <summary>A pooled connection and a transaction for each work.</summary>
internal sealed class PostgresWriter(Database database) : IWriter
{
    public async Task<T> Run<T>(Func<DbTransaction, Task<T>> work, CancellationToken cancellation = default)
    {
        await using var connection = await database.Postgres.OpenConnectionAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        var result = await work(transaction);
        await transaction.CommitAsync(cancellation);
        return result;
    }
}
