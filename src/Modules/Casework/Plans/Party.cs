using System.ComponentModel;

namespace Attendance.Casework.Plans;

/// <summary>Who a part of a plan falls to.</summary>
[Description("Who a part of a plan falls to.")]
internal enum Party
{
    [Description("The child.")]
    Child,

    [Description("A parent or carer.")]
    Parent,

    [Description("The school.")]
    School,

    [Description("Another agency.")]
    Agency,

    [Description("The authority's key worker.")]
    KeyWorker,
}
