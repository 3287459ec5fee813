using System.ComponentModel;

namespace Attendance.Casework.Letters;

/// <summary>What a letter is. Stored by name.</summary>
[Description("What a letter is.")]
internal enum LetterKind
{
    [Description("A penalty warning.")]
    PenaltyWarning,

    [Description("A notice to improve.")]
    NoticeToImprove,

    [Description("A penalty notice, which is posted or handed over.")]
    PenaltyNotice,

    [Description("That a penalty notice is withdrawn.")]
    NoticeWithdrawn,

    [Description("An invitation to a fast track's school panel.")]
    FastTrack,

    [Description("That the authority prosecutes.")]
    Prosecution,

    [Description("The first notice of a school attendance order.")]
    AttendanceOrderNotice,
}

/// <summary>How a letter goes. Stored by name.</summary>
[Description("How a letter goes.")]
internal enum LetterRoad
{
    [Description("First-class post.")]
    Posted,

    [Description("Handed over.")]
    HandedOver,

    [Description("Email through GOV.UK Notify.")]
    Email,
}
