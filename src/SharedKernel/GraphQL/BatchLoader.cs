using GraphQL.DataLoader;

namespace Attendance.SharedKernel.GraphQL;

/// <summary>
/// Reads many things in one go: the keys that the fields of one level ask for are collected, and the fetch runs once for all of them when the
/// first result is awaited. A key is read once in the life of the loader, so a loader must not outlive a request (or one event of a subscription).
/// A key that the fetch does not return gives the default value. Safe for fields that run side by side.
/// </summary>
public sealed class BatchLoader<TKey, TValue>(
    Func<IReadOnlyCollection<TKey>, CancellationToken, Task<IReadOnlyDictionary<TKey, TValue>>> fetch,
    int largest = BatchLoader<TKey, TValue>.DefaultLargest
)
    where TKey : notnull
{
    /// <summary>Keys in one fetch, unless given: a number of parameters that both databases take.</summary>
    public const int DefaultLargest = 500;

    private readonly Lock _lock = new();
    private readonly Dictionary<TKey, Entry> _entries = [];
    private Batch? _open;

    /// <summary>Asks for one key. Nothing is read before the result is awaited.</summary>
    public IDataLoaderResult<TValue?> Load(TKey key)
    {
        lock (_lock)
        {
            if (_entries.TryGetValue(key, out var known))
                return known;
            if (_open is null || _open.Keys.Count >= largest)
                _open = new Batch(this);
            _open.Keys.Add(key);
            return _entries[key] = new Entry(key, _open);
        }
    }

    private sealed class Batch(BatchLoader<TKey, TValue> loader)
    {
        private Task<IReadOnlyDictionary<TKey, TValue>>? _values;

        public List<TKey> Keys { get; } = [];

        public Task<IReadOnlyDictionary<TKey, TValue>> Values(CancellationToken cancellation)
        {
            lock (loader._lock)
            {
                if (loader._open == this)
                    loader._open = null;
                return _values ??= loader.Fetch(Keys, cancellation);
            }
        }
    }

    // Leaves the lock before the fetch runs any code of its own.
    private async Task<IReadOnlyDictionary<TKey, TValue>> Fetch(IReadOnlyCollection<TKey> keys, CancellationToken cancellation)
    {
        await Task.Yield();
        return await fetch(keys, cancellation);
    }

    private sealed class Entry(TKey key, Batch batch) : IDataLoaderResult<TValue?>
    {
        public async Task<TValue?> GetResultAsync(CancellationToken cancellationToken = default) =>
            (await batch.Values(cancellationToken)).GetValueOrDefault(key);

        async Task<object?> IDataLoaderResult.GetResultAsync(CancellationToken cancellationToken) =>
            await GetResultAsync(cancellationToken);
    }
}
