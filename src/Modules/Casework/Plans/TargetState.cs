using System.ComponentModel;

namespace Attendance.Casework.Plans;

/// <summary>How a target stands.</summary>
[Description("How a target of a plan stands.")]
internal enum TargetState
{
    [Description("Its half term has not begun, or no half-day of it counts yet.")]
    Ahead,

    [Description("So far as good as it should be.")]
    OnTrack,

    [Description("So far below, and it can still be reached.")]
    Behind,

    [Description("Below, and it cannot be reached any more even if every half-day that is left is attended.")]
    OutOfReach,

    [Description("The half term is over and it was reached.")]
    Reached,

    [Description("The half term is over and it was not reached.")]
    Missed,
}
