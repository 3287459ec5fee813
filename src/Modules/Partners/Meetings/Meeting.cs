using System.ComponentModel;
using Attendance.SharedKernel;

namespace Attendance.Partners.Meetings;

/// <summary>
/// A meeting of agencies. <paramref name="Pupil"/>: the child it is about; null: an area or a programme, named by <paramref name="Area"/>. Texts are under the child's data key where there is a child, else plain
/// UTF-8. <paramref name="Agency"/>: the agency that called it; null: the authority did.
/// <paramref name="Summary"/>: the child's attendance as the invitation told it; <paramref name="Attendance"/>: what was said of it.
/// </summary>
internal sealed record Meeting(
    long Id,
    PartnersMeetingKind Kind,
    PupilId? Pupil,
    string Area,
    DateTimeOffset At,
    string Place,
    byte[] Agenda,
    string CalledBy,
    byte[]? Minutes,
    DateTimeOffset? MinutedAt,
    byte[]? Summary,
    byte[]? Attendance,
    IReadOnlyList<MeetingParty> Parties,
    IReadOnlyList<MeetingAction> Actions,
    string? Agency,
    IReadOnlyList<MeetingSchool> Schools
);

/// <summary>A school or pupil referral unit that was asked to come. <paramref name="Attended"/>: null before the meeting is minuted.</summary>
internal sealed record MeetingSchool(Laestab School, bool? Attended);

/// <summary>An agency that was asked to come. <paramref name="Attended"/>: null before the meeting is minuted.</summary>
internal sealed record MeetingParty(string Agency, bool? Attended);

/// <summary>What was agreed: which agency does what by when.</summary>
internal sealed record MeetingAction(int Number, string Agency, byte[] What, DateOnly DueOn, DateOnly? DoneOn);

/// <summary>What a meeting is. Stored by name.</summary>
[Description("What a meeting of agencies is.")]
internal enum PartnersMeetingKind
{
    [Description("The team around one child.")]
    TeamAroundChild,

    [Description("A community sector meeting, about an area.")]
    CommunitySector,

    [Description("Liaison of services, about schools or a programme.")]
    Liaison,

    [Description("Planning of a detention and training order, to which schools or pupil referral units are asked.")]
    DtoPlanning,

    [Description("About a child in need.")]
    ChildInNeed,

    [Description("Child protection: a planning meeting.")]
    ProtectionPlanning,

    [Description("Child protection: the core group.")]
    CoreGroup,

    [Description("Child protection: a conference.")]
    ProtectionConference,
}
