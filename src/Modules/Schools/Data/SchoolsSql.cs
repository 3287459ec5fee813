using System.Data;
using System.Data.Common;
using System.Text;
using Attendance.Access.Contracts;
using Attendance.SharedKernel.Data;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Attendance.Schools.Data;

/// <summary>The few things that reading and writing reference data needs on top of ADO.NET, alike on both databases.</summary>
internal static class SchoolsSql
{
    /// <summary>Opens one consistent view for several queries. Takes no write lock.</summary>
    public static async Task<DbTransaction> BeginReadAsync(this DbConnection connection, CancellationToken cancellation) =>
        connection is SqliteConnection sqlite
            ? sqlite.BeginTransaction(deferred: true)
            : await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellation);

    /// <summary>A command in the transaction.</summary>
    public static DbCommand Command(this DbTransaction transaction, string sql)
    {
        var command = transaction.Connection!.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = sql;
        return command;
    }

    /// <summary>Adds a parameter; null becomes SQL null, dates and instants take the form of the database.</summary>
    public static DbCommand With(this DbCommand command, string name, object? value)
    {
        var parameter = command.CreateParameter();
        parameter.ParameterName = name;
        parameter.Value = Value(value, command is SqliteCommand);
        command.Parameters.Add(parameter);
        return command;
    }

    /// <summary>Adds the parameters of a scope.</summary>
    public static DbCommand With(this DbCommand command, Visible visible)
    {
        foreach (var (name, value) in visible.Parameters)
            command.With(name, value);
        return command;
    }

    /// <summary>
    /// Fills in a placeholder <c>{name}</c> that stands for "one of these": <c>where pupil_id {ids}</c>. One parameter, whatever the number.
    /// </summary>
    public static DbCommand WithAny<T>(this DbCommand command, string name, IEnumerable<T> values)
        where T : notnull
    {
        var list = values as T[] ?? values.ToArray();
        var parameter = command.CreateParameter();
        parameter.ParameterName = name;
        if (command is SqliteCommand)
        {
            command.CommandText = command.CommandText.Replace($"{{{name}}}", $"in (select value from json_each(@{name}))");
            parameter.Value = JsonList(list);
        }
        else
        {
            command.CommandText = command.CommandText.Replace($"{{{name}}}", $"= any(@{name})");
            parameter.Value = list;
        }
        command.Parameters.Add(parameter);
        return command;
    }

    /// <summary>Reads every row.</summary>
    public static async Task<List<T>> ReadAsync<T>(this DbCommand command, Func<DbDataReader, T> row, CancellationToken cancellation)
    {
        await using (command)
        {
            await using var reader = await command.ExecuteReaderAsync(cancellation);
            var rows = new List<T>();
            while (await reader.ReadAsync(cancellation))
                rows.Add(row(reader));
            return rows;
        }
    }

    /// <summary>Runs a command that returns nothing; answers the number of rows.</summary>
    public static async Task<int> RunAsync(this DbCommand command, CancellationToken cancellation)
    {
        await using (command)
            return await command.ExecuteNonQueryAsync(cancellation);
    }

    /// <summary>Inserts many rows with few statements. <paramref name="tail"/>: an <c>on conflict</c> clause.</summary>
    public static async Task InsertAsync(
        this DbTransaction transaction,
        string table,
        IReadOnlyList<string> columns,
        IReadOnlyList<object?[]> rows,
        string tail,
        CancellationToken cancellation
    )
    {
        // PostgreSQL is spared journeys. SQLite has none, and finds each of many parameters by comparing names one by one.
        var chunk = transaction is SqliteTransaction ? 1 : 64;
        DbCommand? command = null;
        try
        {
            for (var start = 0; start < rows.Count; start += chunk)
            {
                var count = Math.Min(chunk, rows.Count - start);
                if (command is null || command.Parameters.Count != count * columns.Count)
                {
                    if (command is not null)
                        await command.DisposeAsync();
                    command = transaction.Command(InsertText(table, columns, count, tail));
                    for (var i = 0; i < count * columns.Count; i++)
                        command.With($"p{i}", null);
                }
                var sqlite = command is SqliteCommand;
                for (var row = 0; row < count; row++)
                for (var column = 0; column < columns.Count; column++)
                {
                    var parameter = command.Parameters[(row * columns.Count) + column];
                    if (parameter is NpgsqlParameter npgsql)
                        npgsql.ResetDbType();
                    parameter.Value = Value(rows[start + row][column], sqlite);
                }
                await command.ExecuteNonQueryAsync(cancellation);
            }
        }
        finally
        {
            if (command is not null)
                await command.DisposeAsync();
        }
    }

    /// <summary>The date in a column, or null.</summary>
    public static DateOnly? DateOrNull(this DbDataReader reader, int column) =>
        reader.IsDBNull(column) ? null : SqlTypes.ToDate(reader.GetValue(column));

    /// <summary>The date in a column.</summary>
    public static DateOnly Date(this DbDataReader reader, int column) => SqlTypes.ToDate(reader.GetValue(column));

    /// <summary>The instant in a column.</summary>
    public static DateTimeOffset Instant(this DbDataReader reader, int column) => SqlTypes.ToInstant(reader.GetValue(column));

    /// <summary>The text in a column, or null.</summary>
    public static string? TextOrNull(this DbDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetString(column);

    private static string InsertText(string table, IReadOnlyList<string> columns, int count, string tail)
    {
        var text = new StringBuilder("insert into ").Append(table).Append(" (").AppendJoin(", ", columns).Append(") values ");
        var parameter = 0;
        for (var row = 0; row < count; row++)
        {
            text.Append(row == 0 ? "(" : ", (");
            for (var column = 0; column < columns.Count; column++)
                text.Append(column == 0 ? "@p" : ", @p").Append(parameter++);
            text.Append(')');
        }
        return text.Append(' ').Append(tail).ToString();
    }

    private static object Value(object? value, bool sqlite) =>
        value switch
        {
            null => DBNull.Value,
            DateOnly date => SqlTypes.Date(date, sqlite),
            DateTimeOffset instant => SqlTypes.Instant(instant, sqlite),
            _ => value,
        };

    private static string JsonList<T>(T[] values)
        where T : notnull
    {
        var text = new StringBuilder("[");
        foreach (var value in values)
        {
            if (text.Length > 1)
                text.Append(',');
            // Only numbers and UPNs (letters and digits) come here; anything else would need escaping.
            if (value is string word)
                text.Append('"').Append(System.Text.Json.JsonEncodedText.Encode(word)).Append('"');
            else
                text.Append(value);
        }
        return text.Append(']').ToString();
    }
}
