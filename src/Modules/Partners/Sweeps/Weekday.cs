using System.ComponentModel;

namespace Attendance.Partners.Sweeps;

/// <summary>A day of the week, by its name in the schema.</summary>
[Description("A day of the week.")]
internal enum Weekday
{
    [Description("Sunday.")]
    Sunday,

    [Description("Monday.")]
    Monday,

    [Description("Tuesday.")]
    Tuesday,

    [Description("Wednesday.")]
    Wednesday,

    [Description("Thursday.")]
    Thursday,

    [Description("Friday.")]
    Friday,

    [Description("Saturday.")]
    Saturday,
}
