using Attendance.SharedKernel.Data;
using Microsoft.Data.Sqlite;

namespace Attendance.Bench.Servers;

/// <summary>
/// Prepared statements on the one writer thread; the register's rows go through a table in memory, so that the rest is set-based. The cross joins keep SQLite
/// from reading all totals to find thirty.
/// </summary>
internal sealed class SqlitePeer(IWriter writer) : IPeerStore
{
    private bool _hasBatch;

    public Task CreateAsync() =>
        writer.Run(async transaction =>
        {
            await using var command = transaction.Connection!.CreateCommand();
            command.Transaction = transaction;
            command.CommandText = """
                create table peer_submission (school_id integer, client_key text, session integer, recorded_at text default current_timestamp, primary key (school_id, client_key)) without rowid;
                create table peer_mark (session integer, pupil_id integer, code text, class integer, primary key (session, pupil_id)) without rowid;
                create index peer_mark_unauthorised on peer_mark (pupil_id, session) where class = 3;
                create table peer_total (pupil_id integer primary key, possible integer, attended integer, authorised integer, unauthorised integer,
                    absent_run integer, last_session integer);
                create table peer_flag (pupil_id integer, rule text, level integer, since integer, primary key (pupil_id, rule)) without rowid;
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
            command.CommandText = "create temp table r (p integer primary key, code text, c integer)";
            command.ExecuteNonQuery();
            _hasBatch = true;
        }
        SqliteStatement.For(connection, "delete from temp.r").Execute();
        SqliteStatement
            .For(connection, "insert into peer_submission (school_id, client_key, session) values (?,?,?)")
            .Bind(1, register.School)
            .Bind(2, register.Key)
            .Bind(3, register.Session)
            .Execute();
        var row = SqliteStatement.For(connection, "insert into temp.r values (?,?,?)");
        for (var i = 0; i < register.Pupils.Length; i++)
            row.Bind(1, register.Pupils[i]).Bind(2, register.Codes[i]).Bind(3, register.Classes[i]).Execute();
        SqliteStatement
            .For(connection, "insert into peer_mark select ?, p, code, c from temp.r order by p")
            .Bind(1, register.Session)
            .Execute();
        SqliteStatement
            .For(
                connection,
                """
                insert into peer_total select p, 1, c = 1, c = 2, c = 3, c > 1, ? from temp.r where true order by p
                on conflict (pupil_id) do update set possible = possible + 1, attended = attended + excluded.attended,
                    authorised = authorised + excluded.authorised, unauthorised = unauthorised + excluded.unauthorised,
                    absent_run = case when excluded.absent_run = 0 then 0 else absent_run + 1 end, last_session = excluded.last_session
                """
            )
            .Bind(1, register.Session)
            .Execute();
        SqliteStatement
            .For(
                connection,
                """
                delete from peer_flag where (pupil_id, rule) in (
                    select f.pupil_id, f.rule from temp.r cross join peer_flag f on f.pupil_id = r.p cross join peer_total t on t.pupil_id = r.p where not case f.rule
                        when 'PA' then t.authorised + t.unauthorised >= 64
                        when 'CONSECUTIVE' then t.absent_run >= 6
                        when 'BAND' then t.possible >= 20 and t.attended * 10 < t.possible * 9
                        else (select count(*) from peer_mark m where m.pupil_id = t.pupil_id and m.class = 3 and m.session > ? - 140) >= 10 end)
                """
            )
            .Bind(1, register.Session)
            .Execute();
        SqliteStatement
            .For(
                connection,
                """
                insert into peer_flag (pupil_id, rule, level, since)
                select pupil_id, rule, level, ?1 from (
                    select t.pupil_id, 'PA' as rule, 1 as level from temp.r cross join peer_total t on t.pupil_id = r.p where authorised + unauthorised >= 64
                    union all select t.pupil_id, 'CONSECUTIVE', 1 from temp.r cross join peer_total t on t.pupil_id = r.p where absent_run >= 6
                    union all select t.pupil_id, 'BAND', case when attended * 2 < possible then 2 else 1 end from temp.r cross join peer_total t on t.pupil_id = r.p
                        where possible >= 20 and attended * 10 < possible * 9
                    union all select t.pupil_id, 'UNAUTHORISED', 1 from temp.r cross join peer_total t on t.pupil_id = r.p where unauthorised >= 10
                        and (select count(*) from peer_mark m where m.pupil_id = t.pupil_id and m.class = 3 and m.session > ?1 - 140) >= 10)
                where true
                on conflict (pupil_id, rule) do update set level = excluded.level where level <> excluded.level
                """
            )
            .Bind(1, register.Session)
            .Execute();
    }
}
