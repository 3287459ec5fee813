namespace Attendance.Lac.Going;

/// <summary>
/// What is to be done before a child is placed with its parents: school, school nurse and key worker told, the parent's statement that attendance is theirs to answer
/// for, and until when it is watched. Source: the strategy's child protection table (Placement with Parents). Pure.
/// </summary>
internal sealed class Checklist
{
    public long PupilId { get; init; }
    public DateOnly PlannedOn { get; init; }
    public int Version { get; init; }
    public DateOnly? SchoolTold { get; init; }
    public DateOnly? NurseTold { get; init; }
    public DateOnly? KeyWorkerTold { get; init; }
    public DateOnly? StatementOn { get; init; }
    public DateOnly? MonitoredUntil { get; init; }

    /// <summary>What is not done.</summary>
    public IReadOnlyList<ChecklistItem> Missing() =>
        [
            .. new (ChecklistItem Item, DateOnly? Done)[]
            {
                (ChecklistItem.School, SchoolTold),
                (ChecklistItem.Nurse, NurseTold),
                (ChecklistItem.KeyWorker, KeyWorkerTold),
                (ChecklistItem.Statement, StatementOn),
                (ChecklistItem.Monitoring, MonitoredUntil),
            }
                .Where(item => item.Done is null)
                .Select(item => item.Item),
        ];
}
