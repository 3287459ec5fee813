using Attendance.Access.Contracts;
using Attendance.Schools.Contracts;
using Attendance.Schools.Reading;
using Attendance.SharedKernel;
using Attendance.SharedKernel.GraphQL;
using GraphQL.DataLoader;
using MediatR;

namespace Attendance.Schools.GraphQL;

/// <summary>The children read in one request: each is read once, however many of its fields are asked for.</summary>
internal sealed class PupilReads(PupilLedgers ledgers, PupilRights rights)
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

    /// <summary>
    /// Something of a child's ledger that the caller may see; forbidden when the caller's role does not show it. The default when there was no such child at the
    /// moment.
    /// </summary>
    public IDataLoaderResult<T> Load<T>(
        PupilNode pupil,
        Caller caller,
        Act act,
        Func<PupilLedger, ChildRights, CancellationToken, Task<T>> part,
        T none
    )
    {
        // Both are asked for here, so that those of a whole page are read together.
        var ledger = _ledgers.Load((pupil.Key, pupil.Moment));
        return rights
            .Load(caller, pupil.Key)
            .Then(
                async (own, cancellation) =>
                {
                    if (!own.May(act))
                    {
                        AuditScope.Current?.Deny(caller.Kind.ToString(), act, GrantTarget.Of(pupil.Key));
                        throw Refusal.Forbidden("Your role does not show this.");
                    }
                    return await ledger.GetResultAsync(cancellation) is { } found ? await part(found, own, cancellation) : none;
                }
            );
    }

    /// <summary>
    /// What people said of a child's flags under any of its ids, each with the name of who did, as records name callers. Empty for a role that is not shown who did what, or not every flag: a flag's
    /// rule may tell the code of a mark.
    /// </summary>
    public IDataLoaderResult<IReadOnlyList<TShown>> LoadSaid<TRow, TShown>(
        IMediator mediator,
        PupilNode pupil,
        Caller caller,
        Func<IReadOnlyCollection<PupilId>, CancellationToken, Task<IReadOnlyList<TRow>>> read,
        Func<TRow, string> by,
        Func<TRow, string, TShown> show
    ) =>
        Load<IReadOnlyList<TShown>>(
            pupil,
            caller,
            Act.ReadChild,
            async (ledger, own, cancellation) =>
            {
                if (!own.May(Act.ReadHistory) || !own.May(Act.ReadFlags) || !own.May(Act.ReadCodes))
                    return [];
                var rows = await read([ledger.Record.Id, .. ledger.Record.Aliases], cancellation);
                var names = await mediator.Send(new ReadRecordedNames([.. rows.Select(by)]), cancellation);
                return [.. rows.Select(row => show(row, names.GetValueOrDefault(by(row), by(row))))];
            },
            []
        );
}
