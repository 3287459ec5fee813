using System.ComponentModel;

namespace Attendance.Partners.Sweeps;

/// <summary>What the register says of a child at the half-day at which a sweep met the child. Stored by name.</summary>
[Description("What the register says of a child who was stopped, at that half-day.")]
internal enum StopFinding
{
    [Description("No child of the authority's rolls was matched.")]
    NotMatched,

    [Description("The child had no school then: a holiday, or on no roll.")]
    NoSchool,

    [Description("Absent with leave, or somewhere the school sent the child.")]
    WithLeave,

    [Description("Absent without leave.")]
    WithoutLeave,

    [Description("The register has the child in school: the child left after registration.")]
    MarkedPresent,

    [Description("No reason is known yet, or the register is not in.")]
    NotKnown,
}
