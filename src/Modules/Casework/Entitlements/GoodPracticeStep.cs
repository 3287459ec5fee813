using System.ComponentModel;

namespace Attendance.Casework.Entitlements;

/// <summary>
/// A step of the good practice to which every flagged child is entitled (S68; the strategy, section 7). Stored by name.
/// </summary>
[Description("A step of the good practice to which every flagged child is entitled.")]
internal enum GoodPracticeStep
{
    [Description("A key worker holds the case.")]
    KeyWorker,

    [Description("The circumstances are assessed.")]
    Assessment,

    [Description("A Personal Attendance Plan is in force.")]
    Plan,

    [Description("Support was offered to the child and family.")]
    Support,

    [Description("The plan is reviewed when it is due.")]
    Review,

    [Description("The return after a long absence is planned.")]
    Reintegration,

    [Description("The school was told how the case stands.")]
    Feedback,

    [Description("The family was spoken with.")]
    Liaison,

    [Description("Since a threshold was passed something was done: support, plan or enforcement.")]
    Action,
}
