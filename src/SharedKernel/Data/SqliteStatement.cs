using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Attendance.SharedKernel.Data;

/// <summary>
/// A prepared statement for the few places where thousands of rows a second are written: binds by position and steps, with no command, parameter or
/// reader objects. Belongs to one connection and one thread; kept with the connection, so that it is prepared once.
/// </summary>
public sealed partial class SqliteStatement
{
    private static readonly byte[] Nothing = [0];

    private static readonly ConditionalWeakTable<SqliteConnection, Dictionary<string, SqliteStatement>> Kept = [];

    private readonly sqlite3 _database;
    private readonly sqlite3_stmt _statement;

    // The safe handle counts its users at every call, which costs as much as the call; the statement lives as long as this object.
    private readonly IntPtr _handle;

    private SqliteStatement(SqliteConnection connection, string sql)
    {
        _database = connection.Handle!;
        Check(raw.sqlite3_prepare_v2(_database, sql, out _statement));
        _handle = _statement.DangerousGetHandle();
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
        Check(Native.BindInt64(_handle, position, value));
        return this;
    }

    /// <summary>Binds a number or null.</summary>
    public SqliteStatement Bind(int position, long? value)
    {
        Check(value is { } number ? Native.BindInt64(_handle, position, number) : Native.BindNull(_handle, position));
        return this;
    }

    /// <summary>Binds text or null.</summary>
    public SqliteStatement Bind(int position, string? value)
    {
        if (value is null)
        {
            Check(Native.BindNull(_handle, position));
            return this;
        }
        Span<byte> buffer = stackalloc byte[256];
        return BindUtf8(
            position,
            Encoding.UTF8.TryGetBytes(value, buffer, out var written) ? buffer[..written] : Encoding.UTF8.GetBytes(value)
        );
    }

    /// <summary>Binds UTF-8 text.</summary>
    public SqliteStatement BindUtf8(int position, ReadOnlySpan<byte> value)
    {
        Check(Native.BindText(_handle, position, in First(value), value.Length, Native.Copied));
        return this;
    }

    /// <summary>Binds bytes.</summary>
    public SqliteStatement BindBytes(int position, ReadOnlySpan<byte> value)
    {
        Check(Native.BindBlob(_handle, position, in First(value), value.Length, Native.Copied));
        return this;
    }

    /// <summary>Runs the statement and makes it ready for the next row. Returns how many rows changed. Throws <see cref="SqliteException"/>.</summary>
    public int Execute()
    {
        var code = Native.Step(_handle);
        if (code is raw.SQLITE_ROW or raw.SQLITE_DONE)
        {
            var changes = raw.sqlite3_changes(_database);
            _ = Native.Reset(_handle);
            return changes;
        }
        // It repeats the failure of the step, which is about to be thrown.
        _ = Native.Reset(_handle);
        throw Failure(code);
    }

    /// <summary>Runs a statement that answers with one number, and makes it ready for the next time. Null when it has no row. Throws <see cref="SqliteException"/>.</summary>
    public long? ExecuteNumber()
    {
        var code = Native.Step(_handle);
        long? number = code == raw.SQLITE_ROW ? Native.ColumnInt64(_handle, 0) : null;
        // A statement that writes is done when it has been asked for the row behind the last one.
        while (code == raw.SQLITE_ROW)
            code = Native.Step(_handle);
        _ = Native.Reset(_handle);
        return code == raw.SQLITE_DONE ? number : throw Failure(code);
    }

    /// <summary>An address even of nothing: a null pointer would bind null.</summary>
    private static ref readonly byte First(ReadOnlySpan<byte> value) => ref value.IsEmpty ? ref Nothing[0] : ref value[0];

    private void Check(int code)
    {
        if (code != raw.SQLITE_OK)
            throw Failure(code);
    }

    private SqliteException Failure(int code) =>
        new(raw.sqlite3_errmsg(_database).utf8_to_string(), code & 0xff, raw.sqlite3_extended_errcode(_database));

    /// <summary>The functions of the SQLite library that Microsoft.Data.Sqlite has loaded.</summary>
    private static partial class Native
    {
        private const string Library = "e_sqlite3";

        /// <summary>SQLITE_TRANSIENT: SQLite takes a copy before the call returns.</summary>
        public static readonly IntPtr Copied = -1;

        [LibraryImport(Library, EntryPoint = "sqlite3_bind_int64"), SuppressGCTransition]
        public static partial int BindInt64(IntPtr statement, int position, long value);

        [LibraryImport(Library, EntryPoint = "sqlite3_bind_null"), SuppressGCTransition]
        public static partial int BindNull(IntPtr statement, int position);

        [LibraryImport(Library, EntryPoint = "sqlite3_bind_text")]
        public static partial int BindText(IntPtr statement, int position, in byte value, int length, IntPtr destructor);

        [LibraryImport(Library, EntryPoint = "sqlite3_bind_blob")]
        public static partial int BindBlob(IntPtr statement, int position, in byte value, int length, IntPtr destructor);

        [LibraryImport(Library, EntryPoint = "sqlite3_column_int64"), SuppressGCTransition]
        public static partial long ColumnInt64(IntPtr statement, int column);

        [LibraryImport(Library, EntryPoint = "sqlite3_step")]
        public static partial int Step(IntPtr statement);

        [LibraryImport(Library, EntryPoint = "sqlite3_reset")]
        public static partial int Reset(IntPtr statement);
    }
}
