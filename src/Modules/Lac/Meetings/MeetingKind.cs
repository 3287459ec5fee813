using System.ComponentModel;

namespace Attendance.Lac.Meetings;

/// <summary>What a meeting about a child is. Stored by name. Source: the strategy's child protection table.</summary>
[Description("What a meeting about a child is.")]
internal enum MeetingKind
{
    [Description("A progress meeting of the care and education team, about everything.")]
    Progress,

    [Description("A statutory review of a looked-after child.")]
    LookedAfterReview,

    [Description("A review of a child protection plan.")]
    ProtectionReview,

    [Description("The personal education plan, each school term.")]
    EducationPlan,

    [Description("A core assessment.")]
    CoreAssessment,
}

/// <summary>Where a meeting stands. Stored by name.</summary>
[Description("Where a meeting stands.")]
internal enum MeetingState
{
    [Description("To be held, or held and not closed.")]
    Planned,

    [Description("Held, and closed with what came of it.")]
    Closed,

    [Description("Not held.")]
    Cancelled,
}

/// <summary>What follows from a meeting's kind.</summary>
internal static class MeetingRules
{
    /// <summary>
    /// Attendance is a set item: the meeting closes only when it was discussed, with a minute. A core assessment may lack its section, and is then listed.
    /// </summary>
    public static bool NeedsItem(MeetingKind kind) => kind is not MeetingKind.CoreAssessment;
}
