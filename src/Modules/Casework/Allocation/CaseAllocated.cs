using Attendance.Casework.Cases;

namespace Attendance.Casework.Allocation;

/// <summary>
/// A manager gave the case to a key worker. <paramref name="Former"/>: who held it before, and then <paramref name="HandOver"/> says where it stands. <paramref name="Place"/>: the
/// worker's place among those who were proposed, from 1; <paramref name="Why"/>: what spoke for the worker; <paramref name="Reason"/>: the manager's own, needed when it was not the first.
/// </summary>
[CaseEventKind("case-allocated")]
internal sealed record CaseAllocated(
    long Worker,
    string WorkerName,
    long? Former,
    int Place,
    IReadOnlyList<string> Why,
    string? Reason,
    string? HandOver,
    DateOnly AssessBy
) : CaseEvent
{
    public override string Tell() =>
        $"Given to {WorkerName}. {string.Join(' ', Why)}{(Reason is null ? "" : $" The manager's reason: {Reason}")}{(HandOver is null ? "" : $" Hand-over: {HandOver}")}";

    public override string? TellSchool() => $"{WorkerName} is the key worker.";

    public override CaseStatus Apply(CaseStatus status)
    {
        var held = status.Without(CaseOpened.Allocation) with { Worker = Worker };
        return held.Stage is CaseStage.Waiting
            ? held.With(Assessments.AssessmentRecorded.Item, AssessBy, "Assess the circumstances.") with
            {
                Stage = CaseStage.Allocated,
            }
            : held;
    }
}

/// <summary>A worker has, or had, a tie to the family that keeps the worker from the case.</summary>
[CaseEventKind("conflict-declared")]
internal sealed record ConflictDeclared(long Worker, string WorkerName, string Reason) : CaseEvent
{
    public override string Tell() => $"{WorkerName} has a conflict of interest: {Reason}";
}
