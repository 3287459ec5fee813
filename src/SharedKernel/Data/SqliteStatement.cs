using System.Runtime.CompilerServices;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Attendance.SharedKernel.Data;

/// <summary>
/// A prepared statement for the few places where thousands of rows a second are written: binds by position and steps, with no command, parameter or
/// reader objects. Belongs to one connection and one thread; kept with the connection, so that it is prepared once.
/// </summary>
public sealed class SqliteStatement
{
    private static readonly ConditionalWeakTable<SqliteConnection, Dictionary<string, SqliteStatement>> Kept = [];

    private readonly sqlite3 _database;
    private readonly sqlite3_stmt _statement;

    private SqliteStatement(SqliteConnection connection, string sql)
    {
        _database = connection.Handle!;
        Check(raw.sqlite3_prepare_v2(_database, sql, out _statement));
    }

    /// <summary>The connection's statement for this SQL text.</summary>
    public static SqliteStatement For(SqliteConnection connection, string sql)
    {
        var statements = Kept.GetOrCreateValue(connection);
        if (!statements.TryGetValue(sql, out var statement))
            statements[sql] = statement = new SqliteStatement(connection, sql);
        return statement;
    }

    /// <summary>Binds a number at a position from 1.</summary>
    public SqliteStatement Bind(int position, long value)
    {
        Check(raw.sqlite3_bind_int64(_statement, position, value));
        return this;
    }

    /// <summary>Binds a number or null.</summary>
    public SqliteStatement Bind(int position, long? value)
    {
        Check(value is { } number ? raw.sqlite3_bind_int64(_statement, position, number) : raw.sqlite3_bind_null(_statement, position));
        return this;
    }

    /// <summary>Binds text or null.</summary>
    public SqliteStatement Bind(int position, string? value)
    {
        Check(value is null ? raw.sqlite3_bind_null(_statement, position) : raw.sqlite3_bind_text(_statement, position, value));
        return this;
    }

    /// <summary>Binds UTF-8 text.</summary>
    public SqliteStatement BindUtf8(int position, ReadOnlySpan<byte> value)
    {
        Check(raw.sqlite3_bind_text(_statement, position, value));
        return this;
    }

    /// <summary>Binds bytes.</summary>
    public SqliteStatement BindBytes(int position, ReadOnlySpan<byte> value)
    {
        Check(raw.sqlite3_bind_blob(_statement, position, value));
        return this;
    }

    /// <summary>Runs the statement and makes it ready for the next row. Returns how many rows changed. Throws <see cref="SqliteException"/>.</summary>
    public int Execute()
    {
        var code = raw.sqlite3_step(_statement);
        if (code is raw.SQLITE_ROW or raw.SQLITE_DONE)
        {
            var changes = raw.sqlite3_changes(_database);
            raw.sqlite3_reset(_statement);
            return changes;
        }
        raw.sqlite3_reset(_statement);
        throw Failure(code);
    }

    private void Check(int code)
    {
        if (code != raw.SQLITE_OK)
            throw Failure(code);
    }

    private SqliteException Failure(int code) =>
        new(raw.sqlite3_errmsg(_database).utf8_to_string(), code & 0xff, raw.sqlite3_extended_errcode(_database));
}
