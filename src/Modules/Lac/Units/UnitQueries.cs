using System.ComponentModel;
using Attendance.Access.Contracts;
using Attendance.Lac.Children;
using Attendance.SharedKernel.GraphQL;
using Attendance.SharedKernel.Time;
using IdAttribute = GraphQL.IdAttribute;

namespace Attendance.Lac.Units;

/// <summary>Units with what they do about attendance.</summary>
[QueryRoot]
internal sealed class UnitQueries(CareDesk desk, UnitBook units, UnitActionBook book, SchoolClock clock)
{
    [Description("The residential units that the caller works at, or all for the looked-after team, with their issues and actions.")]
    [Cost(20)]
    public async Task<IReadOnlyList<CareUnit>?> CareUnits(Caller caller, CancellationToken cancellation = default)
    {
        // The children of a unit come with the board: who is shown neither is told so.
        await desk.VisibleAsync(caller, "a.pupil_id", cancellation, Act.WorkAtUnit);
        var actions = await book.ReadAsync(cancellation);
        var found = new List<CareUnit>();
        foreach (var unit in await units.ListAsync(cancellation))
        {
            if (await desk.AtUnitAsync(caller, unit.Id, reads: true, cancellation))
                found.Add(new CareUnit(unit.Id, unit.Name, [.. actions[unit.Id].Select(row => UnitAction.Of(row, clock.Today))]));
        }
        return found;
    }
}

[Description("A residential unit with its issues of attendance and what is done about them.")]
internal sealed record CareUnit(
    [property: Description("Its number.")] long Number,
    [property: Description("Its name.")] string Name,
    [property: Description("Issues and actions, those not settled first.")] IReadOnlyList<UnitAction> Actions
);

[Description("An issue of a residential unit, and what is done about it.")]
internal sealed record UnitAction(
    [property: Id, Description("The action's id.")] string Id,
    [property: Description("What stands in the way of attendance.")] string Issue,
    [property: Description("What is done.")] string What,
    [property: Description("Whose it is.")] string Owner,
    [property: Description("By when.")] DateOnly By,
    [property: Description("True when it is not settled after that day.")] bool Overdue,
    [property: Description("When it was settled; null: not yet.")] DateTimeOffset? SettledAt,
    [property: Description("What came of it.")] string? Note
)
{
    public static UnitAction Of(UnitActionRow row, DateOnly today) =>
        new(
            CareDesk.NodeId(row.Id),
            row.Issue,
            row.What,
            row.Owner,
            row.DueOn,
            row.SettledAt is null && row.DueOn < today,
            row.SettledAt,
            row.Note
        );
}
