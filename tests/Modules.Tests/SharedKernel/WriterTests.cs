using Attendance.SharedKernel.Data;
using Attendance.TestSupport;
using Dapper;
using Xunit;

namespace Attendance.Modules.Tests.SharedKernel;

/// <summary>The storage contract of <see cref="IWriter"/>: works that share a transaction on SQLite, and do not on PostgreSQL, behave alike.</summary>
public sealed class WriterTests
{
    [Theory]
    [InlineData(DatabaseProvider.Sqlite)]
    [InlineData(DatabaseProvider.Postgres)]
    public async Task A_work_that_throws_among_others_is_undone_alone(DatabaseProvider provider)
    {
        await using var database = await TestDatabase.CreateAsync(provider);
        await database.Writer.Run(transaction =>
            transaction.Connection!.ExecuteAsync("create table tried (id bigint primary key)", transaction: transaction)
        );
        using var gate = new ManualResetEventSlim();
        // While this one holds the writer, the others queue behind it and go together.
        var blocking = database.Writer.Run(async transaction =>
        {
            await transaction.Connection!.ExecuteAsync("insert into tried values (0)", transaction: transaction);
            gate.Wait(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);
        });
        var works = Enumerable
            .Range(1, 40)
            .Select(id =>
                database.Writer.Run(async transaction =>
                {
                    await transaction.Connection!.ExecuteAsync("insert into tried values (@id)", new { id }, transaction);
                    if (id % 3 == 0)
                        throw new InvalidOperationException($"work {id}");
                    if (id % 7 == 0)
                        await transaction.Connection!.ExecuteAsync("insert into tried values (@id)", new { id }, transaction);
                })
            )
            .ToList();
        gate.Set();
        await blocking;
        for (var i = 0; i < works.Count; i++)
        {
            var id = i + 1;
            if (id % 3 == 0)
                Assert.Equal($"work {id}", (await Assert.ThrowsAsync<InvalidOperationException>(() => works[i])).Message);
            else if (id % 7 == 0)
                await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() => works[i]);
            else
                await works[i];
        }

        await using var connection = await database.Database.OpenAsync(TestContext.Current.CancellationToken);
        var stored = await connection.QueryAsync<long>("select id from tried order by id");
        Assert.Equal(Enumerable.Range(0, 41).Where(id => id == 0 || (id % 3 != 0 && id % 7 != 0)).Select(id => (long)id), stored);
    }

    [Fact]
    public async Task A_transaction_that_cannot_be_committed_fails_every_work_in_it()
    {
        await using var database = await TestDatabase.CreateAsync(DatabaseProvider.Sqlite);
        await database.Writer.Run(transaction =>
            transaction.Connection!.ExecuteAsync(
                """
                create table parent (id bigint primary key);
                create table child (id bigint primary key, parent bigint references parent (id) deferrable initially deferred);
                """,
                transaction: transaction
            )
        );
        using var gate = new ManualResetEventSlim();
        var blocking = database.Writer.Run(transaction =>
        {
            gate.Wait(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);
            return transaction.Connection!.ExecuteAsync("insert into child values (1, 99)", transaction: transaction);
        });
        var good = database.Writer.Run(transaction =>
            transaction.Connection!.ExecuteAsync("insert into parent values (1)", transaction: transaction)
        );
        gate.Set();
        await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() => blocking);
        await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() => good);
        await database.Writer.Run(transaction =>
            transaction.Connection!.ExecuteAsync("insert into parent values (1)", transaction: transaction)
        );
    }
}
