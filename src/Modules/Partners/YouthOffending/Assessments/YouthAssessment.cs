using System.ComponentModel;
using Attendance.SharedKernel;

namespace Attendance.Partners.YouthOffending.Assessments;

/// <summary>
/// An assessment of need by the service. <paramref name="Attendance"/>: what is known of attendance, for the school and the case too; <paramref name="Offence"/>: for the service alone.
/// </summary>
internal sealed record YouthAssessment(
    long Id,
    string Agreement,
    PupilId Pupil,
    YouthReferralKind Kind,
    DateOnly AssessedOn,
    IReadOnlyList<YouthRiskFactor> Factors,
    byte[]? Attendance,
    byte[]? Offence,
    byte[] Summary
)
{
    /// <summary>The factors that a school may know of: those of education.</summary>
    public static IReadOnlySet<YouthRiskFactor> OfEducation { get; } =
        new HashSet<YouthRiskFactor> { YouthRiskFactor.PoorAttendance, YouthRiskFactor.Disaffection, YouthRiskFactor.Exclusion };
}

/// <summary>How a young person came to the service. Stored by name.</summary>
[Description("How a young person came to the youth offending service.")]
internal enum YouthReferralKind
{
    [Description("To prevent: no offence was brought to court.")]
    Preventative,

    [Description("Because a law or a court says so.")]
    Statutory,
}

/// <summary>What may lead a young person to offend or away from school (line 483). Stored by name.</summary>
[Description("What may lead a young person to offend or away from school.")]
internal enum YouthRiskFactor
{
    [Description("Anti-social behaviour.")]
    AntiSocialBehaviour,

    [Description("Offending.")]
    Offending,

    [Description("Poor attendance.")]
    PoorAttendance,

    [Description("Disaffection from education.")]
    Disaffection,

    [Description("Excluded, or at risk of it.")]
    Exclusion,

    [Description("Family.")]
    Family,

    [Description("Friends and peers.")]
    Peers,

    [Description("Alcohol or drugs.")]
    Substances,

    [Description("Health, also of the mind.")]
    Health,

    [Description("Where the family lives.")]
    Housing,
}
