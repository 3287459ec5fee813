using System.ComponentModel;
using Attendance.SharedKernel;

namespace Attendance.Partners.Health;

/// <summary>A training of a school's staff. <paramref name="RenewOn"/>: the first day on which it is to be done again.</summary>
internal sealed record MedicalTraining(
    long Id,
    Laestab School,
    MedicalTopic Topic,
    DateOnly HeldOn,
    DateOnly RenewOn,
    int Staff,
    string Trainer
);

/// <summary>What staff were trained on. Stored by name.</summary>
[Description("What a school's staff were trained on.")]
internal enum MedicalTopic
{
    [Description("Asthma.")]
    Asthma,

    [Description("Severe allergy.")]
    Allergy,

    [Description("Epilepsy.")]
    Epilepsy,

    [Description("Diabetes.")]
    Diabetes,

    [Description("Care plans: how to follow one.")]
    CarePlans,

    [Description("Another medical condition.")]
    Other,
}
