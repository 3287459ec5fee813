using System.ComponentModel;

namespace Attendance.Lac.Carers;

/// <summary>What somebody who looks after children is. Stored by name.</summary>
[Description("What somebody who looks after children is.")]
internal enum CarerKind
{
    [Description("A foster carer.")]
    Foster,

    [Description("Staff of a residential unit.")]
    Residential,

    [Description("A social worker.")]
    SocialWorker,
}

/// <summary>What a training is about. Stored by name. Source: the strategy asks for sessions on attendance; the others are ours.</summary>
[Description("What a training is about.")]
internal enum TrainingTopic
{
    [Description("School attendance.")]
    Attendance,

    [Description("Exclusion from school.")]
    Exclusion,

    [Description("The personal education plan.")]
    EducationPlan,
}
