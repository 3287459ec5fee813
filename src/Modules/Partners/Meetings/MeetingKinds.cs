namespace Attendance.Partners.Meetings;

/// <summary>What follows from the kind of a meeting.</summary>
internal static class MeetingKinds
{
    /// <summary>About one child.</summary>
    public static bool IsAboutChild(PartnersMeetingKind kind) =>
        kind is PartnersMeetingKind.TeamAroundChild or PartnersMeetingKind.ChildInNeed or PartnersMeetingKind.DtoPlanning
        || IsProtection(kind);

    /// <summary>Of child protection: shown to who works on the case or may read safeguarding, and to the agencies that were asked.</summary>
    public static bool IsProtection(PartnersMeetingKind kind) =>
        kind is PartnersMeetingKind.ProtectionPlanning or PartnersMeetingKind.CoreGroup or PartnersMeetingKind.ProtectionConference;

    /// <summary>Attendance is an item that is minuted: of a child in need, and of every child protection meeting (S159).</summary>
    public static bool NeedsAttendance(PartnersMeetingKind kind) => kind is PartnersMeetingKind.ChildInNeed || IsProtection(kind);
}
