using System.ComponentModel;
using Attendance.SharedKernel;

namespace Attendance.Partners.BehaviourImprovement;

/// <summary>What was recorded of the schools of the Behaviour Improvement Programme; of each thing the latest.</summary>
internal sealed record BipRecords(
    IReadOnlyDictionary<Laestab, SchoolLead> Leads,
    ILookup<Laestab, SchoolPolicy> Policies,
    ILookup<Laestab, SchoolCount> Counts
);

/// <summary>Who leads on behaviour and attendance at a school, since a day.</summary>
[Description("Who leads on behaviour and attendance at a school.")]
internal sealed record SchoolLead(
    [property: Description("A lead behaviour professional, or the head teacher.")] LeadKind Kind,
    [property: Description("Name.")] string Name,
    [property: Description("First day.")] DateOnly From
);

/// <summary>A policy that a school agreed.</summary>
[Description("A policy that a school has agreed.")]
internal sealed record SchoolPolicy(
    [property: Description("Which.")] PolicyKind Kind,
    [property: Description("When it was agreed.")] DateOnly AgreedOn,
    [property: Description("When it is looked at again.")] DateOnly ReviewOn
);

/// <summary>A count of a half term, by its first day.</summary>
internal sealed record SchoolCount(CountKind Kind, DateOnly HalfTerm, int Count);

/// <summary>Who leads. Stored by name.</summary>
[Description("Who leads on behaviour and attendance at a school.")]
internal enum LeadKind
{
    [Description("A lead behaviour professional, in a high school.")]
    LeadProfessional,

    [Description("The head teacher, in a primary school.")]
    HeadTeacher,
}

/// <summary>The policies that a school of the programme has. Stored by name.</summary>
[Description("A policy that a school of the programme has.")]
internal enum PolicyKind
{
    [Description("Behaviour.")]
    Behaviour,

    [Description("Attendance.")]
    Attendance,

    [Description("Against bullying.")]
    AntiBullying,

    [Description("Exclusion and reintegration.")]
    Exclusion,
}

/// <summary>What is counted by hand. Stored by name.</summary>
[Description("What is counted by hand, because no register has it.")]
internal enum CountKind
{
    [Description("Serious behaviour incidents.")]
    SeriousIncidents,

    [Description("Children who took part in councils, mentoring, buddying or awards.")]
    PositiveContribution,

    [Description("Incidents in which a child was not safe: bullying, weapons, strangers on the site.")]
    SafetyIncidents,
}
