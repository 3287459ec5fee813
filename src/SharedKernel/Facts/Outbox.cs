using System.Data.Common;
using Attendance.SharedKernel.Data;
using Microsoft.Data.Sqlite;
using Npgsql;
using NpgsqlTypes;

namespace Attendance.SharedKernel.Facts;

/// <summary>The outbox on both databases: one statement for all facts on PostgreSQL, one prepared statement run for each on SQLite.</summary>
internal sealed class Outbox(FactTypes types, FactSignal signal, TimeProvider time) : IOutbox
{
    public async Task AddAsync(DbTransaction transaction, IReadOnlyCollection<OutboxFact> facts, CancellationToken cancellation = default)
    {
        var told = facts.Where(fact => types.IsHandled(fact.Fact)).ToList();
        if (told.Count == 0)
            return;
        if (transaction.Connection is NpgsqlConnection postgres)
            await AddPostgresAsync(postgres, (NpgsqlTransaction)transaction, told, cancellation);
        else
            AddSqlite((SqliteConnection)transaction.Connection!, told);
        // Before the commit, so the dispatcher gathers for a moment before it looks.
        signal.Raise();
    }

    private async Task AddPostgresAsync(
        NpgsqlConnection connection,
        NpgsqlTransaction transaction,
        List<OutboxFact> facts,
        CancellationToken cancellation
    )
    {
        var rows = facts.ConvertAll(fact => (Fact: fact, Written: types.Write(fact.Fact)));
        await using var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = """
            insert into outbox (stream, position, ordinal, type, payload, raised_at)
            select stream, position, ordinal, type, payload, $6
            from unnest($1, $2, $3, $4, $5) as f (stream, position, ordinal, type, payload)
            order by stream, position, ordinal
            on conflict do nothing
            """;
        command.Parameters.AddColumn(rows, row => row.Fact.Stream, NpgsqlDbType.Text);
        command.Parameters.AddColumn(rows, row => row.Fact.Position, NpgsqlDbType.Bigint);
        command.Parameters.AddColumn(rows, row => row.Fact.Ordinal, NpgsqlDbType.Integer);
        command.Parameters.AddColumn(rows, row => row.Written.Name, NpgsqlDbType.Text);
        command.Parameters.AddColumn(rows, row => row.Written.Payload, NpgsqlDbType.Text);
        command.Parameters.Add(new NpgsqlParameter { Value = SqlTypes.Instant(time.GetUtcNow(), sqlite: false) });
        await command.ExecuteNonQueryAsync(cancellation);
    }

    private void AddSqlite(SqliteConnection connection, List<OutboxFact> facts)
    {
        var row = SqliteStatement.For(
            connection,
            "insert into outbox (stream, position, ordinal, type, payload, raised_at) values (?,?,?,?,?,?) on conflict do nothing"
        );
        var raisedAt = (string)SqlTypes.Instant(time.GetUtcNow(), sqlite: true);
        foreach (var fact in facts)
        {
            var (name, payload) = types.Write(fact.Fact);
            row.Bind(1, fact.Stream)
                .Bind(2, fact.Position)
                .Bind(3, fact.Ordinal)
                .Bind(4, name)
                .Bind(5, payload)
                .Bind(6, raisedAt)
                .Execute();
        }
    }
}
