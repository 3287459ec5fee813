using System.ComponentModel;
using Attendance.SharedKernel;

namespace Attendance.Partners.SchoolTargets;

/// <summary>A fortnightly meeting of the behaviour and attendance consultant with the social inclusion officer. <paramref name="Agenda"/>: what had changed since the meeting before, kept as it was.</summary>
internal sealed record ConsultantMeeting(
    long Id,
    DateOnly HeldOn,
    string Present,
    string Notes,
    IReadOnlyList<AgendaItem> Agenda,
    string WrittenBy,
    DateTimeOffset WrittenAt,
    IReadOnlyList<ConsultantAction> Actions
);

/// <summary>What was agreed: who does what by when, about a school or (null) none.</summary>
internal sealed record ConsultantAction(int Number, Laestab? School, string What, string Owner, DateOnly DueOn, DateOnly? DoneOn);

/// <summary>A change since the last meeting, or something that is late.</summary>
[Description("Something that changed since the last meeting, or is late.")]
[global::GraphQL.Name("ConsultantAgendaItem")]
internal sealed record AgendaItem(
    [property: Description("What it is.")] ConsultantItem Kind,
    [property: Description("The school; null: about no one school.")] Laestab? School,
    [property: Description("The change, in words.")] string Text
);

/// <summary>Kinds of items, in the order of the agenda. Stored by name.</summary>
[Description("What an item of the agenda is.")]
internal enum ConsultantItem
{
    [Description("An action of an earlier meeting is late.")]
    ActionOverdue,

    [Description("A school stands otherwise against its target.")]
    Light,

    [Description("A school's attendance fell in the last two weeks.")]
    Fell,

    [Description("A termly meeting decided of a school.")]
    Decision,

    [Description("A visit of a school has fallen due and was not made.")]
    VisitOverdue,

    [Description("A visit was recorded.")]
    Visit,

    [Description("A target was set.")]
    Target,

    [Description("A note was written on a school.")]
    Note,

    [Description("Two schools were linked.")]
    Link,

    [Description("A school took on a practice.")]
    Practice,
}
