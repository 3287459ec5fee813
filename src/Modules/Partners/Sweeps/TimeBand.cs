using System.ComponentModel;

namespace Attendance.Partners.Sweeps;

/// <summary>A part of the school day, by the clock on the wall. Source: S205.</summary>
[Description("A part of the school day.")]
internal enum TimeBand
{
    [Description("Before 10:00.")]
    Before10,

    [Description("10:00 to 12:00.")]
    TenToNoon,

    [Description("12:00 to 14:00.")]
    NoonToTwo,

    [Description("From 14:00.")]
    AfterTwo,
}
