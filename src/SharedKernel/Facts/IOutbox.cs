using System.Data.Common;

namespace Attendance.SharedKernel.Facts;

/// <summary>Writes facts in the publisher's own transaction, so that a fact is told exactly when what it says is stored.</summary>
public interface IOutbox
{
    /// <summary>Stores the facts that any handler waits for; repeats (same stream, position and ordinal) are ignored.</summary>
    Task AddAsync(DbTransaction transaction, IReadOnlyCollection<OutboxFact> facts, CancellationToken cancellation = default);
}

/// <summary>
/// A fact on its way to the outbox. <paramref name="Stream"/> is what keeps its order (Schools: "school/3552007"; other modules: the child or
/// organisation). <paramref name="Position"/> and <paramref name="Ordinal"/> place it in the stream: a second fact at the same place is the same fact and is dropped.
/// </summary>
public sealed record OutboxFact(string Stream, long Position, int Ordinal, IFact Fact);
