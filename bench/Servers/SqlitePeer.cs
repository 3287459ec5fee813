using Attendance.SharedKernel.Data;
using Microsoft.Data.Sqlite;

namespace Attendance.Bench.Servers;

/// <summary>Prepared statements on the one writer thread; the register's rows go through a table in memory, so that the rest is set-based.</summary>
internal sealed class SqlitePeer(IWriter writer) : IPeerStore
{
    // The rules name the numbers of the session $1 to $9.
    private static readonly string Children = PeerRules.Update("temp.r").Replace('$', '?');

    // One session of marks that are stored already.
    private static readonly string ChildrenAgain = PeerRules
        .Update(
            $"(select pupil_id, {PeerRules.KindOfStored} as kind from peer_mark where session = $1 and pupil_id in (select pupil_id from temp.r))"
        )
        .Replace('$', '?');

    private bool _hasBatch;

    public Task CreateAsync() =>
        writer.Run(async transaction =>
        {
            await using var command = transaction.Connection!.CreateCommand();
            command.Transaction = transaction;
            command.CommandText = $"""
                create table peer_submission (school_id integer, client_key text, session integer, recorded_at text default current_timestamp, primary key (school_id, client_key)) without rowid;
                create table peer_mark (session integer, pupil_id integer, code text, primary key (session, pupil_id)) without rowid;
                create table peer_child (pupil_id integer primary key, {PeerRules.Columns});
                create view peer_flag as {PeerRules.OpenFlags};
                """;
            await command.ExecuteNonQueryAsync();
        });

    public Task TakeAsync(PeerRegister register) =>
        writer.Run(transaction =>
        {
            Take((SqliteConnection)transaction.Connection!, register);
            return Task.CompletedTask;
        });

    private void Take(SqliteConnection connection, PeerRegister register)
    {
        if (!_hasBatch)
        {
            using var command = connection.CreateCommand();
            command.CommandText = "create temp table r (pupil_id integer primary key, code text, kind integer)";
            command.ExecuteNonQuery();
            _hasBatch = true;
        }
        SqliteStatement.For(connection, "delete from temp.r").Execute();
        SqliteStatement
            .For(connection, "insert into peer_submission (school_id, client_key, session) values (?,?,?)")
            .Bind(1, register.School)
            .Bind(2, register.Key)
            .Bind(3, register.Session.Number)
            .Execute();
        var row = SqliteStatement.For(connection, "insert into temp.r values (?,?,?)");
        for (var i = 0; i < register.Pupils.Length; i++)
            row.Bind(1, register.Pupils[i]).Bind(2, register.Codes[i]).Bind(3, register.Kinds[i]).Execute();
        SqliteStatement
            .For(connection, "insert into peer_mark select ?, pupil_id, code from temp.r order by pupil_id")
            .Bind(1, register.Session.Number)
            .Execute();
        SqliteStatement.For(connection, "insert or ignore into peer_child (pupil_id) select pupil_id from temp.r").Execute();
        var late = SqliteStatement
            .For(
                connection,
                "select 1 from temp.r as r cross join peer_child as c on c.pupil_id = r.pupil_id where c.last_session >= ? limit 1"
            )
            .Bind(1, register.Session.Number)
            .ExecuteNumber();
        if (late is null)
        {
            Step(connection, Children, register.Session);
            return;
        }
        // A register of a later session was first: then the children's rows start again from nothing.
        SqliteStatement
            .For(connection, $"update peer_child set {PeerRules.Reset} where pupil_id in (select pupil_id from temp.r)")
            .Execute();
        foreach (var session in PeerCalendar.All)
            Step(connection, ChildrenAgain, session);
    }

    private static void Step(SqliteConnection connection, string sql, PeerSession session)
    {
        var children = SqliteStatement.For(connection, sql);
        foreach (var (i, number) in session.Numbers.Index())
            children.Bind(i + 1, number);
        children.Execute();
    }
}
