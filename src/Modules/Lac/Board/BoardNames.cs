using System.Collections.Concurrent;
using Attendance.Access.Contracts;
using Attendance.Schools.Contracts;
using Attendance.SharedKernel;
using MediatR;

namespace Attendance.Lac.Board;

/// <summary>
/// Names and places of the children on the board, read once for all who look at it and believed for <see cref="Believed"/>: a register changes marks and no names. Who may see which child is
/// asked every time, before this is; each child that is answered is noted for the audit.
/// </summary>
internal sealed class BoardNames(IMediator mediator, TimeProvider time)
{
    private static readonly TimeSpan Believed = TimeSpan.FromSeconds(5);

    private const int Most = 5_000;

    private readonly ConcurrentDictionary<PupilId, (long At, PupilAtSchool Child)> _known = new();

    /// <summary>The children, by the ids that were asked; one that the caller may not read is left out.</summary>
    public async Task<IReadOnlyDictionary<PupilId, PupilAtSchool>> OfAsync(
        Caller caller,
        IReadOnlyCollection<PupilId> pupils,
        CancellationToken cancellation
    )
    {
        var found = new Dictionary<PupilId, PupilAtSchool>(pupils.Count);
        var unknown = new List<PupilId>();
        foreach (var pupil in pupils)
        {
            if (_known.TryGetValue(pupil, out var known) && time.GetElapsedTime(known.At) < Believed)
            {
                AuditScope.Current?.Show(known.Child.Pupil.Key);
                found[pupil] = known.Child;
            }
            else
                unknown.Add(pupil);
        }
        if (unknown.Count == 0)
            return found;
        if (_known.Count > Most)
            _known.Clear();
        var now = time.GetTimestamp();
        foreach (var (pupil, child) in await mediator.Send(new ReadPupils(caller, unknown), cancellation))
        {
            _known[pupil] = (now, child);
            found[pupil] = child;
        }
        return found;
    }
}
