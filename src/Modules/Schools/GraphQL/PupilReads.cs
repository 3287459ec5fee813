using Attendance.Schools.Contracts;
using Attendance.Schools.Reading;
using Attendance.SharedKernel;
using Attendance.SharedKernel.GraphQL;
using GraphQL.DataLoader;

namespace Attendance.Schools.GraphQL;

/// <summary>The children read in one request: each is read once, however many of its fields are asked for.</summary>
internal sealed class PupilReads(PupilLedgers ledgers)
{
    // Grains answer a silo side by side; more at once would only queue.
    private const int SideBySide = 16;

    private readonly BatchLoader<(PupilId, Moment), PupilLedger> _ledgers = new(
        async (keys, cancellation) =>
        {
            var found = new Dictionary<(PupilId, Moment), PupilLedger>();
            foreach (var some in keys.Chunk(SideBySide))
            {
                var read = await Task.WhenAll(some.Select(key => ledgers.ReadAsync(key.Item1, key.Item2, cancellation)));
                for (var i = 0; i < some.Length; i++)
                {
                    if (read[i] is { } ledger)
                        found[some[i]] = ledger;
                }
            }
            return found;
        }
    );

    /// <summary>Something of a child's ledger. The default when there was no such child at the moment.</summary>
    public IDataLoaderResult<T> Load<T>(PupilNode pupil, Func<PupilLedger, CancellationToken, Task<T>> part, T none) =>
        _ledgers
            .Load((pupil.Key, pupil.Moment))
            .Then(async (ledger, cancellation) => ledger is null ? none : await part(ledger, cancellation));
}
