using System.ComponentModel;

namespace Attendance.Lac.Going;

[Description("Something to be done before a child is placed with its parents.")]
internal enum ChecklistItem
{
    [Description("The school is told.")]
    School,

    [Description("The school nurse is told.")]
    Nurse,

    [Description("The key worker is told.")]
    KeyWorker,

    [Description("The parent signed that attendance is theirs to answer for.")]
    Statement,

    [Description("It is agreed until when attendance is watched.")]
    Monitoring,
}
