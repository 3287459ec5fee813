using System.ComponentModel;

namespace Attendance.Partners.Sweeps;

/// <summary>Ranks that may authorise a sweep: superintendent or above. Stored by name. Source: Crime and Disorder Act 1998 s16(2).</summary>
[Description("Ranks that may authorise a sweep: superintendent or above.")]
internal enum AuthorisingRank
{
    [Description("Superintendent.")]
    Superintendent,

    [Description("Chief superintendent.")]
    ChiefSuperintendent,

    [Description("Assistant chief constable.")]
    AssistantChiefConstable,

    [Description("Deputy chief constable.")]
    DeputyChiefConstable,

    [Description("Chief constable.")]
    ChiefConstable,
}
