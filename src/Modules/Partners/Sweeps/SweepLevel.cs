using System.ComponentModel;

namespace Attendance.Partners.Sweeps;

/// <summary>Who organises a sweep. Stored by name. Source: S110.</summary>
[Description("Who organises a sweep.")]
internal enum SweepLevel
{
    [Description("The police and the authority of this area.")]
    Local,

    [Description("Part of a national operation.")]
    National,
}
