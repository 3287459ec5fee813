using System.ComponentModel;

namespace Attendance.Partners.Sweeps;

/// <summary>Where a sweep stands.</summary>
[Description("Where a sweep stands.")]
internal enum SweepState
{
    [Description("Area and period are set; nobody of the rank has authorised it.")]
    Planned,

    [Description("Authorised; its period has not begun.")]
    Authorised,

    [Description("Its officers are out.")]
    Open,

    [Description("Its period is over; what was recorded without a connection still comes in.")]
    Over,

    [Description("Closed: everything was compared once more.")]
    Closed,
}
