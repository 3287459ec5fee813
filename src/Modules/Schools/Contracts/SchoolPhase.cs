using System.Diagnostics.CodeAnalysis;

namespace Attendance.Schools.Contracts;

/// <summary>
/// The phase of a school, which decides the denominators it is in. Special schools and alternative provision stand outside the primary and secondary
/// figures (S63; BVPI 45 and 46).
/// </summary>
public enum SchoolPhase : byte
{
    /// <summary>Under five.</summary>
    Nursery = 1,

    /// <summary>Five to eleven.</summary>
    Primary = 2,

    /// <summary>Between primary and secondary.</summary>
    Middle = 3,

    /// <summary>Eleven to sixteen or eighteen.</summary>
    Secondary = 4,

    /// <summary>Primary and secondary in one.</summary>
    AllThrough = 5,

    /// <summary>For children with special educational needs.</summary>
    Special = 6,

    /// <summary>Pupil referral units and the like.</summary>
    AlternativeProvision = 7,
}

/// <summary>The text of a phase as it travels and is stored.</summary>
public static class SchoolPhases
{
    /// <summary>nursery, primary, middle, secondary, all-through, special, alternative-provision.</summary>
    public static string Text(this SchoolPhase phase) =>
        phase switch
        {
            SchoolPhase.Nursery => "nursery",
            SchoolPhase.Primary => "primary",
            SchoolPhase.Middle => "middle",
            SchoolPhase.Secondary => "secondary",
            SchoolPhase.AllThrough => "all-through",
            SchoolPhase.Special => "special",
            SchoolPhase.AlternativeProvision => "alternative-provision",
        };

    /// <summary>Reads the text exactly.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out SchoolPhase phase)
    {
        foreach (var candidate in Enum.GetValues<SchoolPhase>())
        {
            if (candidate.Text() != text)
                continue;
            phase = candidate;
            return true;
        }
        phase = default;
        return false;
    }
}
