using System.ComponentModel;
using Attendance.Lac.Ladder;

namespace Attendance.Lac.Meetings;

/// <summary>
/// The agenda of a meeting, drawn from the ladder and from what is not done yet. A step reached since the last meeting of the kind is an item by itself; the 10th
/// and 25th day stay items as long as they hold. Source: the strategy ("feeds progress meetings and action plans"). Pure.
/// </summary>
internal static class Agenda
{
    /// <summary>
    /// Puts it together. <paramref name="crossings"/>: steps of the meeting's year that hold; <paramref name="actions"/>: agreed before this meeting and not settled.
    /// </summary>
    public static IReadOnlyList<AgendaItem> Of(
        IReadOnlyList<ReachedStep> crossings,
        IReadOnlyList<OpenAction> actions,
        DateOnly? last,
        DateOnly held
    )
    {
        var items = new List<AgendaItem>();
        foreach (var reached in crossings.Where(step => step.On <= held).OrderByDescending(step => step.Step))
        {
            var since = last is null || reached.On > last;
            if (reached.Step is LadderStep.TenDays or LadderStep.TwentyFiveDays || since)
                items.Add(
                    new AgendaItem(
                        reached.Step switch
                        {
                            LadderStep.TenDays => AgendaKind.TenDays,
                            LadderStep.TwentyFiveDays => AgendaKind.TwentyFiveDays,
                            _ => AgendaKind.Warning,
                        },
                        $"{reached.Step / 2} days missed, reached on {reached.On:d MMMM yyyy}{(since ? "" : ", before the last meeting")}"
                    )
                );
        }
        items.Add(new AgendaItem(AgendaKind.Attendance, "Attendance since the last meeting"));
        items.AddRange(
            actions.Select(action => new AgendaItem(
                AgendaKind.OpenAction,
                $"{action.Text.What}: {action.Text.Owner}, by {action.By:d MMMM yyyy}{(action.By < held ? ", overdue" : "")}"
            ))
        );
        return items;
    }
}

/// <summary>A step of the ladder that holds, and since when.</summary>
internal sealed record ReachedStep(int Step, DateOnly On);

/// <summary>An action that is not settled.</summary>
internal sealed record OpenAction(ActionText Text, DateOnly By);

[Description("An item of a meeting's agenda.")]
internal sealed record AgendaItem(
    [property: Description("Where it comes from.")] AgendaKind Kind,
    [property: Description("What is to be talked about.")] string Text
);

[Description("Where an item of an agenda comes from.")]
internal enum AgendaKind
{
    [Description("The 10th missed day is reached.")]
    TenDays,

    [Description("The 25th missed day is reached.")]
    TwentyFiveDays,

    [Description("A step on the way to them was reached since the last meeting.")]
    Warning,

    [Description("Attendance, the set item.")]
    Attendance,

    [Description("An action agreed before, and not done yet.")]
    OpenAction,
}
