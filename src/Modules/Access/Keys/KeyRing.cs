using System.Collections.Concurrent;
using Attendance.Access.Contracts;
using Attendance.Access.People;
using Attendance.SharedKernel;
using Attendance.SharedKernel.Data;
using Dapper;

namespace Attendance.Access.Keys;

/// <summary>
/// Turns a key into its caller. A key that was found is believed for <see cref="AccessNews.Believed"/>, so that a revocation bites within two seconds on every Host;
/// on the Host that revokes it is forgotten at once. Keys that do not exist are looked up every time and take no memory.
/// </summary>
internal sealed class KeyRing(Database database, TimeProvider time)
{
    private readonly ConcurrentDictionary<string, Entry> _found = new(StringComparer.Ordinal);
    private int _revocations;

    public async ValueTask<Caller?> FindAsync(string text, CancellationToken cancellation)
    {
        if (!SecretKey.TryHash(text, out var hash))
            return null;
        var name = Convert.ToHexString(hash);
        if (_found.TryGetValue(name, out var entry) && time.GetElapsedTime(entry.ReadAt) < AccessNews.Believed)
            return entry.Caller;

        var before = Volatile.Read(ref _revocations);
        var readAt = time.GetTimestamp();
        await using var connection = await database.OpenAsync(cancellation);
        var row = await connection.QuerySingleOrDefaultAsync<KeyRow>(
            new CommandDefinition(
                "select id, kind, school_id, name from access_key where hash = @hash and revoked_at is null",
                new { hash },
                cancellationToken: cancellation
            )
        );
        if (row is null)
        {
            _found.TryRemove(name, out _);
            return null;
        }
        var caller = row.ToCaller();
        _found[name] = new Entry(row.Id, caller, readAt);
        // A revocation between the reading and the remembering would otherwise be missed for two seconds.
        if (before != Volatile.Read(ref _revocations))
            _found.TryRemove(name, out _);
        return caller;
    }

    /// <summary>The caller of a key by its id, if it is good now: for tokens that the key was exchanged for.</summary>
    public async Task<Caller?> FindByIdAsync(string id, CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        var row = await connection.QuerySingleOrDefaultAsync<KeyRow>(
            new CommandDefinition(
                "select id, kind, school_id, name from access_key where id = @id and revoked_at is null",
                new { id },
                cancellationToken: cancellation
            )
        );
        return row?.ToCaller();
    }

    /// <summary>True when a text is the key with this id, and good now.</summary>
    public async Task<bool> IsKeyAsync(string id, string text, CancellationToken cancellation)
    {
        if (!SecretKey.TryHash(text, out var hash))
            return false;
        await using var connection = await database.OpenAsync(cancellation);
        return await connection.ExecuteScalarAsync<long>(
                new CommandDefinition(
                    "select count(*) from access_key where id = @id and hash = @hash and revoked_at is null",
                    new { id, hash },
                    cancellationToken: cancellation
                )
            ) == 1;
    }

    /// <summary>Forgets a key that was revoked on this Host.</summary>
    public void Forget(string id)
    {
        Interlocked.Increment(ref _revocations);
        foreach (var (name, entry) in _found)
        {
            if (entry.Id == id)
                _found.TryRemove(name, out _);
        }
    }

    private sealed record Entry(string Id, Caller Caller, long ReadAt);

    private sealed class KeyRow
    {
        public string Id { get; init; } = "";
        public string Kind { get; init; } = "";
        public long? SchoolId { get; init; }
        public string Name { get; init; } = "";

        public Caller ToCaller() =>
            SchoolId is { } school
                ? new Caller(CallerKind.School, $"{school}/{Name}", Laestab.From(school))
                : new Caller(CallerKind.Loader, $"loader/{Name}");
    }
}
