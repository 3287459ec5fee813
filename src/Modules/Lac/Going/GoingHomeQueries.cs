using System.ComponentModel;
using Attendance.Access.Contracts;
using Attendance.Lac.Children;
using Attendance.Schools.Contracts;
using Attendance.SharedKernel;
using Attendance.SharedKernel.GraphQL;
using Attendance.SharedKernel.Time;
using MediatR;

namespace Attendance.Lac.Going;

/// <summary>Children who go home.</summary>
[QueryRoot]
internal sealed class GoingHomeQueries(CareDesk desk, ChecklistBook book, IMediator mediator, SchoolClock clock)
{
    [Description(
        "Checklists of children who are to be placed with their parents, the latest planned day first, and, before them, children who are placed there without a checklist or with one that is not complete."
    )]
    [Cost(30)]
    public async Task<IReadOnlyList<GoingHomeChecklist>?> GoingHome(Caller caller, CancellationToken cancellation = default)
    {
        var visible = await desk.VisibleAsync(caller, "c.pupil_id", cancellation);
        var lists = await book.ListAsync(visible, cancellation);
        var placed = (await book.PlacedAsync(visible, cancellation)).ToDictionary(one => (one.Pupil.Value, one.Since));
        var without = placed
            .Keys.Where(key => !lists.Any(list => (list.PupilId, list.PlannedOn) == key))
            .Select(key => new Checklist { PupilId = key.Value, PlannedOn = key.Since });
        var all = lists.Concat(without).ToList();
        var pupils = await mediator.Send(
            new ReadPupils(caller, [.. all.Select(list => new PupilId(list.PupilId)).Distinct()]),
            cancellation
        );
        return
        [
            .. all.Where(list => pupils.ContainsKey(new PupilId(list.PupilId)))
                .Select(list =>
                    GoingHomeChecklist.Of(
                        pupils[new PupilId(list.PupilId)].Pupil,
                        list,
                        placed.ContainsKey((list.PupilId, list.PlannedOn)),
                        clock.Today
                    )
                )
                .OrderByDescending(list => list.PlacedWithout),
        ];
    }
}

[Description("What is done before a child is placed with its parents.")]
internal sealed record GoingHomeChecklist(
    [property: Description("The child.")] PupilNode Pupil,
    [property: Description("The first day with the parents, as planned.")] DateOnly PlannedOn,
    [property: Description("When the school was told.")] DateOnly? SchoolTold,
    [property: Description("When the school nurse was told.")] DateOnly? NurseTold,
    [property: Description("When the key worker was told.")] DateOnly? KeyWorkerTold,
    [property: Description("When the parent signed that attendance is theirs to answer for.")] DateOnly? StatementOn,
    [property: Description("Until when attendance is watched.")] DateOnly? MonitoredUntil,
    [property: Description("What is not done.")] IReadOnlyList<ChecklistItem> Missing,
    [property: Description("True when the child is placed there now.")] bool Placed,
    [property: Description("True when it is, and something is not done.")] bool PlacedWithout,
    [property: Description("True when the child is placed there and attendance is watched today.")] bool Monitored
)
{
    public static GoingHomeChecklist Of(PupilNode pupil, Checklist list, bool placed, DateOnly today) =>
        new(
            pupil,
            list.PlannedOn,
            list.SchoolTold,
            list.NurseTold,
            list.KeyWorkerTold,
            list.StatementOn,
            list.MonitoredUntil,
            list.Missing(),
            placed,
            placed && list.Missing().Count > 0,
            placed && list.MonitoredUntil >= today
        );
}
