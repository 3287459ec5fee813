using System.ComponentModel;
using Attendance.Access.Contracts;
using Attendance.Lac.Children;
using Attendance.SharedKernel;
using Attendance.SharedKernel.GraphQL;
using Attendance.SharedKernel.Time;
using IdAttribute = GraphQL.IdAttribute;

namespace Attendance.Lac.Going;

/// <summary>What the team records before a child goes home.</summary>
[MutationRoot]
internal sealed class GoingHomeMutations(CareDesk desk, IAuditTrail trail, ChecklistBook book, SchoolClock clock)
{
    [Description(
        "Writes the checklist of a child who is to be placed with its parents on a day, as it is now. The placement is recorded only when it is complete."
    )]
    [Cost(20)]
    public async Task<DonePayload?> SaveGoingHome(
        Caller caller,
        [Description("The child, the day, and what is done.")] ChecklistInput input,
        CancellationToken cancellation = default
    )
    {
        var pupil = await desk.ChildAsync(caller, input.Pupil, cancellation);
        if (new[] { input.SchoolTold, input.NurseTold, input.KeyWorkerTold, input.StatementOn }.Any(day => day > clock.Today))
            return DonePayload.Refused(Error.Validation("/schoolTold", "too-late", "What is done is not in the future."));
        if (input.MonitoredUntil < input.PlannedOn)
            return DonePayload.Refused(Error.Validation("/monitoredUntil", "date-order", "The last day is before the first."));
        await trail.ChangingAsync(caller, nameof(SaveGoingHome), pupil, null, cancellation);
        return DonePayload.Of(await book.SaveAsync(caller, pupil, input, cancellation) == 1);
    }
}

[Description("What is done before a child is placed with its parents; null: not yet.")]
internal sealed record ChecklistInput(
    [property: Id, Description("The child's id.")] string Pupil,
    [property: Description("The first day with the parents, as planned.")] DateOnly PlannedOn,
    [property: Description("When the school was told.")] DateOnly? SchoolTold,
    [property: Description("When the school nurse was told.")] DateOnly? NurseTold,
    [property: Description("When the key worker was told.")] DateOnly? KeyWorkerTold,
    [property: Description("When the parent signed that attendance is theirs to answer for.")] DateOnly? StatementOn,
    [property: Description("Until when attendance is watched.")] DateOnly? MonitoredUntil
);
