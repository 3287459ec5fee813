using System.Data.Common;
using Attendance.SharedKernel.Data;
using Dapper;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Attendance.SharedKernel.Facts;

/// <summary>
/// The notes of one transaction that a handler has had a fact. Each is written when it is made. On PostgreSQL, where a statement is a journey, those of many facts
/// can be asked before and written after all handlers: <see cref="TogetherAsync"/>, then <see cref="WriteAsync"/>.
/// </summary>
internal sealed class Inbox(TimeProvider time)
{
    private const string Insert = "insert into inbox (stream, position, ordinal, handler, handled_at) ";

    private HashSet<(long Position, int Ordinal, string Handler)>? _known;
    private List<(FactPlace Place, string Handler)> _made = [];

    /// <summary>An inbox for facts of one stream that are told in one transaction, all or none.</summary>
    public static async Task<Inbox> TogetherAsync(DbTransaction transaction, TimeProvider time, IReadOnlyCollection<FactPlace> facts)
    {
        var inbox = new Inbox(time);
        if (transaction is NpgsqlTransaction)
        {
            var known = await transaction.Connection!.QueryAsync<(long, int, string)>(
                """
                select position, ordinal, handler from inbox join unnest(@positions, @ordinals) as f (position, ordinal) using (position, ordinal)
                where stream = @stream
                """,
                new
                {
                    stream = facts.First().Stream,
                    positions = facts.Select(place => place.Position).ToArray(),
                    ordinals = facts.Select(place => place.Ordinal).ToArray(),
                },
                transaction
            );
            inbox._known = known.ToHashSet();
        }
        return inbox;
    }

    /// <summary>Notes that a handler has the fact. False: it had it before.</summary>
    public async Task<bool> NoteAsync(DbTransaction transaction, FactPlace place, string handler)
    {
        if (_known is not null)
        {
            if (!_known.Add((place.Position, place.Ordinal, handler)))
                return false;
            _made.Add((place, handler));
            return true;
        }
        var now = time.GetUtcNow();
        if (transaction.Connection is SqliteConnection sqlite)
            return SqliteStatement
                    .For(sqlite, Insert + "values (?,?,?,?,?) on conflict do nothing")
                    .Bind(1, place.Stream)
                    .Bind(2, place.Position)
                    .Bind(3, place.Ordinal)
                    .Bind(4, handler)
                    .Bind(5, (string)SqlTypes.Instant(now, sqlite: true))
                    .Execute() > 0;
        return await transaction.Connection!.ExecuteAsync(
                Insert + "values (@Stream, @Position, @Ordinal, @handler, @now) on conflict do nothing",
                new
                {
                    place.Stream,
                    place.Position,
                    place.Ordinal,
                    handler,
                    now,
                },
                transaction
            ) > 0;
    }

    /// <summary>Writes what waits. False: somebody else has made one of the notes meanwhile, so the transaction must not be committed.</summary>
    public async Task<bool> WriteAsync(DbTransaction transaction)
    {
        if (_made.Count == 0)
            return true;
        var made = _made;
        _made = [];
        return await transaction.Connection!.ExecuteAsync(
                Insert + "select @stream, n.*, @now from unnest(@positions, @ordinals, @handlers) as n on conflict do nothing",
                new
                {
                    stream = made[0].Place.Stream,
                    positions = made.ConvertAll(note => note.Place.Position),
                    ordinals = made.ConvertAll(note => note.Place.Ordinal),
                    handlers = made.ConvertAll(note => note.Handler),
                    now = time.GetUtcNow(),
                },
                transaction
            ) == made.Count;
    }
}
