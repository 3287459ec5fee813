using Attendance.SharedKernel.Data;

namespace Attendance.Schools.Pupils;

/// <summary>
/// How many snapshots are written at a time. A city's children come due in the same weeks; all at once they would fill the pool of connections, and on
/// SQLite block a thread each while they wait for the one writer. Who finds the gate shut tries again at its next mark: a snapshot is only a shortcut.
/// </summary>
internal sealed class SnapshotGate(Database database)
{
    private readonly int _most = database.IsSqlite ? 1 : 4;
    private int _writing;

    /// <summary>True when a snapshot may be written now; <see cref="Leave"/> afterwards.</summary>
    public bool TryEnter()
    {
        if (Interlocked.Increment(ref _writing) <= _most)
            return true;
        Interlocked.Decrement(ref _writing);
        return false;
    }

    /// <summary>Makes room for the next one.</summary>
    public void Leave() => Interlocked.Decrement(ref _writing);
}
