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
        var names = new string[facts.Count];
        var payloads = new string[facts.Count];
        var i = 0;
        foreach (var fact in facts)
            (names[i], payloads[i++]) = types.Write(fact.Fact);
        await using var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = """
            insert into outbox (stream, position, ordinal, type, payload, raised_at)
            select stream, position, ordinal, type, payload, $6
            from unnest($1, $2, $3, $4, $5) as f (stream, position, ordinal, type, payload)
            order by stream, position, ordinal
            on conflict do nothing
            """;
        Add(facts.Select(fact => fact.Stream).ToArray(), NpgsqlDbType.Text);
        Add(facts.Select(fact => fact.Position).ToArray(), NpgsqlDbType.Bigint);
        Add(facts.Select(fact => fact.Ordinal).ToArray(), NpgsqlDbType.Integer);
        Add(names, NpgsqlDbType.Text);
        Add(payloads, NpgsqlDbType.Text);
        command.Parameters.Add(new NpgsqlParameter { Value = SqlTypes.Instant(time.GetUtcNow(), sqlite: false) });
        await command.ExecuteNonQueryAsync(cancellation);

        void Add(Array values, NpgsqlDbType type) =>
            command.Parameters.Add(new NpgsqlParameter { Value = values, NpgsqlDbType = NpgsqlDbType.Array | type });
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
