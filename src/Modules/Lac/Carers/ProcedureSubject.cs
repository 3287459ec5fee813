using System.ComponentModel;

namespace Attendance.Lac.Carers;

[Description("What a procedure is about.")]
internal enum ProcedureSubject
{
    [Description("Contact with the family.")]
    Contact,

    [Description("Meetings and reviews.")]
    Meetings,

    [Description("Assessments.")]
    Assessments,
}
