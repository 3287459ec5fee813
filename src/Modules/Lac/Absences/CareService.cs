using System.ComponentModel;

namespace Attendance.Lac.Absences;

[Description("A service that takes children out of school.")]
internal enum CareService
{
    [Description("Social care.")]
    SocialCare,

    [Description("The safeguarding unit.")]
    Safeguarding,

    [Description("Health.")]
    Health,

    [Description("The courts, and guardians for them.")]
    Court,

    [Description("Youth offending.")]
    YouthOffending,
}
