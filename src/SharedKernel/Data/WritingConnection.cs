using System.Data;
using System.Diagnostics.CodeAnalysis;
using Microsoft.Data.Sqlite;

namespace Attendance.SharedKernel.Data;

/// <summary>
/// The one connection that writes to a SQLite file. Microsoft.Data.Sqlite parses the text of a command each time anew, which for the short statements of a fact's
/// handlers costs as much as running them; commands of this connection borrow what was prepared for the same text before. For one thread.
/// </summary>
internal sealed class WritingConnection(string connectionString) : SqliteConnection(connectionString)
{
    /// <summary>Texts whose statements are kept. There are about two hundred in the product; whatever comes beyond is prepared and let go.</summary>
    private const int MostKept = 400;

    private readonly Dictionary<string, Stack<SqliteCommand>> _kept = new(StringComparer.Ordinal);

    public override SqliteCommand CreateCommand() => new Borrowing(this) { Transaction = Transaction, CommandTimeout = DefaultTimeout };

    protected override void Dispose(bool disposing)
    {
        foreach (var command in _kept.Values.SelectMany(kept => kept))
            command.Dispose();
        _kept.Clear();
        base.Dispose(disposing);
    }

    private SqliteCommand Take(string text) =>
        _kept.TryGetValue(text, out var kept) && kept.TryPop(out var command) ? command : new SqliteCommand(text, this);

    private void GiveBack(SqliteCommand command)
    {
        if (!_kept.TryGetValue(command.CommandText, out var kept))
        {
            if (_kept.Count == MostKept)
            {
                command.Dispose();
                return;
            }
            _kept[command.CommandText] = kept = new Stack<SqliteCommand>(1);
        }
        command.Parameters.Clear();
        command.Transaction = null;
        kept.Push(command);
    }

    /// <summary>A command as its user sees it; what runs is a kept one of the same text, borrowed until this is disposed, which closes its reader.</summary>
    private sealed class Borrowing : SqliteCommand
    {
        private readonly WritingConnection _connection;
        private SqliteCommand? _borrowed;

        public Borrowing(WritingConnection connection) => Connection = _connection = connection;

        [AllowNull]
        public override string CommandText
        {
            get => base.CommandText;
            set
            {
                Return();
                base.CommandText = value;
            }
        }

        public override int ExecuteNonQuery() => Borrowed().ExecuteNonQuery();

        public override object? ExecuteScalar() => Borrowed().ExecuteScalar();

        public override SqliteDataReader ExecuteReader() => Borrowed().ExecuteReader();

        public override SqliteDataReader ExecuteReader(CommandBehavior behavior) => Borrowed().ExecuteReader(behavior);

        protected override void Dispose(bool disposing)
        {
            if (disposing)
                Return();
            base.Dispose(disposing);
        }

        private SqliteCommand Borrowed()
        {
            var command = _borrowed ??= _connection.Take(CommandText);
            command.Transaction = Transaction;
            command.CommandTimeout = CommandTimeout;
            command.Parameters.Clear();
            foreach (SqliteParameter parameter in Parameters)
                command.Parameters.Add(parameter);
            return command;
        }

        private void Return()
        {
            if (_borrowed is { } command)
                _connection.GiveBack(command);
            _borrowed = null;
        }
    }
}
