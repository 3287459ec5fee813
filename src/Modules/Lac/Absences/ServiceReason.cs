using System.ComponentModel;

namespace Attendance.Lac.Absences;

[Description("What a service took a child out of school for.")]
internal enum ServiceReason
{
    [Description("A meeting or review.")]
    Meeting,

    [Description("Contact with the family.")]
    Contact,

    [Description("An assessment.")]
    Assessment,
}
