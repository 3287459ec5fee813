using System.ComponentModel;

namespace Attendance.Partners.Sweeps;

/// <summary>Where a child was taken. A constable may take a child to the child's school or to premises that the authority designated. Stored by name. Source: s16(3).</summary>
[Description("Where a child was taken.")]
internal enum TakenTo
{
    [Description("To the child's school.")]
    School,

    [Description("To designated premises.")]
    Premises,

    [Description("Home, with a parent's agreement.")]
    Home,

    [Description("Left with the adult who was there.")]
    LeftWithAdult,

    [Description("Nowhere: the child was let go.")]
    Nowhere,
}
