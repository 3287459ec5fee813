using System.Data.Common;
using Attendance.SharedKernel.Data;
using Npgsql;
using NpgsqlTypes;

namespace Attendance.SharedKernel.Facts;

/// <summary>The outbox on both databases: one statement for all facts on PostgreSQL, one prepared statement run for each on SQLite.</summary>
internal sealed class Outbox(FactTypes types, FactSignal signal, TimeProvider time) : IOutbox
{
    public async Task AddAsync(DbTransaction transaction, IReadOnlyCollection<OutboxFact> facts, CancellationToken cancellation = default)
    {
        if (facts.Count == 0)
            return;
        await using var command = transaction.Connection!.CreateCommand();
        command.Transaction = transaction;
        if (command is NpgsqlCommand postgres)
            await AddPostgresAsync(postgres, facts, cancellation);
        else
            AddSqlite(command, facts);
        // Before the commit, so the dispatcher gathers for a moment before it looks.
        signal.Raise();
    }

    private async Task AddPostgresAsync(NpgsqlCommand command, IReadOnlyCollection<OutboxFact> facts, CancellationToken cancellation)
    {
        var names = new string[facts.Count];
        var payloads = new string[facts.Count];
        var i = 0;
        foreach (var fact in facts)
            (names[i], payloads[i++]) = types.Write(fact.Fact);
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

    private void AddSqlite(DbCommand command, IReadOnlyCollection<OutboxFact> facts)
    {
        command.CommandText = """
            insert into outbox (stream, position, ordinal, type, payload, raised_at)
            values (@stream, @position, @ordinal, @type, @payload, @raised_at)
            on conflict do nothing
            """;
        var stream = Add("@stream");
        var position = Add("@position");
        var ordinal = Add("@ordinal");
        var type = Add("@type");
        var payload = Add("@payload");
        Add("@raised_at").Value = SqlTypes.Instant(time.GetUtcNow(), sqlite: true);
        foreach (var fact in facts)
        {
            stream.Value = fact.Stream;
            position.Value = fact.Position;
            ordinal.Value = fact.Ordinal;
            (type.Value, payload.Value) = types.Write(fact.Fact);
            command.ExecuteNonQuery();
        }

        DbParameter Add(string name)
        {
            var parameter = command.CreateParameter();
            parameter.ParameterName = name;
            command.Parameters.Add(parameter);
            return parameter;
        }
    }
}
