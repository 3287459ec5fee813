using System.ComponentModel;

namespace Attendance.Casework.Reintegration;

/// <summary>A day of the school week.</summary>
[Description("A day of the school week.")]
internal enum SchoolDay
{
    [Description("Monday.")]
    Monday = DayOfWeek.Monday,

    [Description("Tuesday.")]
    Tuesday = DayOfWeek.Tuesday,

    [Description("Wednesday.")]
    Wednesday = DayOfWeek.Wednesday,

    [Description("Thursday.")]
    Thursday = DayOfWeek.Thursday,

    [Description("Friday.")]
    Friday = DayOfWeek.Friday,
}
