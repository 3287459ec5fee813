using Attendance.Casework.Contracts;
using Attendance.SharedKernel;

namespace Attendance.Casework.Cases;

/// <summary>A case with all that happened in it, in order.</summary>
internal sealed record CaseFile(CaseId Id, PupilId Pupil, DateOnly OpenedOn, CaseStatus Status, IReadOnlyList<RecordedEvent> Events)
{
    /// <summary>The number of the last event: what a change is based on.</summary>
    public int Version => Events.Count;

    /// <summary>True until the case is closed.</summary>
    public bool IsOpen => Status.ClosedOn is null;

    /// <summary>The events of a kind, in order. What was erased with the child's key is left out.</summary>
    public IEnumerable<T> Of<T>()
        where T : CaseEvent => Events.Select(recorded => recorded.Event).OfType<T>();

    /// <summary>The events of a kind with when and by whom they were recorded.</summary>
    public IEnumerable<(RecordedEvent Recorded, T Event)> Recorded<T>()
        where T : CaseEvent => Events.Where(recorded => recorded.Event is T).Select(recorded => (recorded, (T)recorded.Event!));
}

/// <summary>
/// An event as it was recorded: its number in the case from 1, when by the school clock, by whom (a caller's name). <paramref name="Event"/> is null when it was erased with
/// the child's key.
/// </summary>
internal sealed record RecordedEvent(int Number, DateTimeOffset At, string By, string Kind, CaseAudience Audience, CaseEvent? Event);
