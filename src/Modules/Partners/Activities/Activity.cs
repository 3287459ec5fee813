using System.ComponentModel;

namespace Attendance.Partners.Activities;

/// <summary>
/// An activity that young people can be signed up for: the support of the same number, as a menu shows it. <paramref name="FromYear"/> and <paramref name="ToYear"/>: National Curriculum years, 0 for
/// reception. <paramref name="Taken"/>: how many of the <paramref name="Places"/> are. Source: the strategy's lines 811 to 815.
/// </summary>
internal sealed record Activity(
    long Support,
    string Agency,
    string Title,
    string Place,
    string Area,
    ActivityTime Time,
    IReadOnlyList<string> Interests,
    IReadOnlyList<string> Needs,
    int FromYear,
    int ToYear,
    int Places,
    int Taken,
    DateOnly From,
    DateOnly? Until
)
{
    /// <summary>Places left.</summary>
    public int Free => Math.Max(0, Places - Taken);

    /// <summary>True when it still takes somebody on a day.</summary>
    public bool IsOpen(DateOnly today) => Free > 0 && (Until is null || Until >= today);
}

/// <summary>When an activity is. Stored by name.</summary>
[Description("When an activity is.")]
internal enum ActivityTime
{
    [Description("In school hours, as part of the timetable.")]
    DuringSchool,

    [Description("After school.")]
    AfterSchool,

    [Description("At weekends.")]
    Weekend,

    [Description("In the school holidays.")]
    Holidays,
}
