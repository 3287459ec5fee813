using Attendance.Access.Contracts;
using Attendance.Partners.Disclosures;
using Attendance.Schools.Contracts;
using Attendance.SharedKernel;
using Attendance.SharedKernel.Time;
using MediatR;

namespace Attendance.Partners.Sharing;

/// <summary>Reads the children of an agreement as it shows them, and writes each of them into the ledger of disclosures before the answer leaves.</summary>
internal sealed class SharedReader(IMediator mediator, DisclosureBook ledger, SchoolClock clock)
{
    private static readonly Caller Job = Caller.System("agreements");

    /// <summary>
    /// The children in the order of their ids under the agreement, or of a field that it opens. Every child of the agreement is read to find, to order and to page them, by
    /// the opened fields alone: so nothing that is hidden can change what comes, in which order, or how much work it is.
    /// </summary>
    public async Task<IReadOnlyList<SharedChildNode>> ListAsync(
        SharedScope scope,
        Func<IReadOnlyList<SharedChildNode>, IEnumerable<SharedChildNode>> choose,
        Caller caller,
        CancellationToken cancellation
    )
    {
        var pupils = await mediator.Send(new ReadPupils(Job, [.. scope.Children.Select(child => child.Pupil)]), cancellation);
        var all = new List<SharedChildNode>();
        var keys = new Dictionary<string, PupilId>(StringComparer.Ordinal);
        foreach (var child in scope.Children.OrderBy(child => child.PseudonymousId, StringComparer.Ordinal))
        {
            if (!pupils.TryGetValue(child.Pupil, out var at))
                continue;
            all.Add(
                SharedFigures.Show(
                    child.PseudonymousId,
                    at,
                    await SessionsAsync(child.Pupil, scope, cancellation),
                    scope.Fields,
                    clock.Today
                )
            );
            keys[child.PseudonymousId] = child.Pupil;
        }
        var shown = choose(all).ToList();
        await ledger.WriteAsync(scope, caller, [.. shown.Select(child => keys[child.Id])], cancellation);
        return shown;
    }

    private async Task<ChildSessions?> SessionsAsync(PupilId pupil, SharedScope scope, CancellationToken cancellation)
    {
        if (!SharedFigures.NeedsMarks(scope.Fields))
            return null;
        var read = await mediator.Send(new ReadSessions(Job, pupil, AcademicYear.Of(clock.Today).FirstDay, clock.Today), cancellation);
        return read.IsOk ? read.Value : null;
    }
}
