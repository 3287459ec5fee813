using System.ComponentModel;
using Attendance.Partners.Effects;

namespace Attendance.Partners.SchoolTargets;

/// <summary>A school's target of attendance for a school year, in tenths of a per cent.</summary>
internal sealed record SchoolTarget(int Year, int Tenths, string SetBy, DateTimeOffset SetAt)
{
    /// <summary>The lowest target.</summary>
    public const int Least = 500;

    /// <summary>The highest.</summary>
    public const int Most = 1000;
}

/// <summary>Where a school stands against its target.</summary>
[Description("Where a school stands against its target of attendance.")]
internal enum TargetLight
{
    [Description("At the target or above.")]
    Green,

    [Description("A little below it: within the value that the authority set.")]
    Amber,

    [Description("Further below it.")]
    Red,
}

/// <summary>Red, amber, green. Half-days are compared exactly, never rounded percentages. Pure.</summary>
internal static class TargetRule
{
    /// <summary>Null without a target or without a possible half-day.</summary>
    public static TargetLight? Of(HalfDays year, int? target, int amber)
    {
        if (target is not { } tenths || year.Possible == 0)
            return null;
        if (1000 * year.Attended >= tenths * year.Possible)
            return TargetLight.Green;
        return 1000 * year.Attended >= (tenths - amber) * year.Possible ? TargetLight.Amber : TargetLight.Red;
    }
}
