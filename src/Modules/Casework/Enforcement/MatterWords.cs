using Attendance.Casework.Enforcement.Law;

namespace Attendance.Casework.Enforcement;

/// <summary>Tracks and stages as people say them.</summary>
internal static class MatterWords
{
    /// <summary>A track's name.</summary>
    public static string Title(Track track) =>
        track switch
        {
            Track.PenaltyNotice => "Penalty notice",
            Track.FastTrack => "Fast track to court",
            Track.Prosecution => "Prosecution",
            Track.SupervisionOrder => "Education supervision order",
            Track.ParentingContract => "Parenting contract",
            Track.ParentingOrder => "Parenting order",
            Track.AttendanceOrder => "School attendance order",
        };

    /// <summary>Where a matter stands.</summary>
    public static string Stands(Stage stage) =>
        stage switch
        {
            Stage.New => "Not begun",
            Stage.Warned => "Warning sent",
            Stage.ToImprove => "Notice to improve sent",
            Stage.NoticeIssued => "Notice issued",
            Stage.Unpaid => "Unpaid",
            Stage.PaidLow => "Paid at the lower amount",
            Stage.PaidHigh => "Paid at the full amount",
            Stage.NoticeWithdrawn => "Notice withdrawn",
            Stage.Prosecuted => "Prosecuted",
            Stage.FastTrackEntered => "Fast track started",
            Stage.PanelHeld => "School panel held",
            Stage.ActionPlan => "Action plan running",
            Stage.Reviewed => "Reviewed",
            Stage.Decided => "Proceedings decided",
            Stage.Summoned => "Summoned",
            Stage.Heard => "Heard",
            Stage.Fined => "Fined",
            Stage.Custody => "Custody",
            Stage.Discharged => "Discharged",
            Stage.Dismissed => "Dismissed",
            Stage.ProceedingsWithdrawn => "Proceedings withdrawn",
            Stage.OrderInstead => "Supervision order to be considered",
            Stage.OrderConsidered => "Order considered",
            Stage.OrderApplied => "Order applied for",
            Stage.OrderMade => "Order in force",
            Stage.OrderRefused => "Order refused",
            Stage.OrderEnded => "Order ended",
            Stage.OrderDischarged => "Order discharged",
            Stage.ContractOffered => "Contract offered",
            Stage.ContractAgreed => "Contract agreed",
            Stage.ContractRefused => "Contract refused",
            Stage.ContractKept => "Contract kept",
            Stage.ContractBroken => "Contract broken",
            Stage.FirstNotice => "First notice served",
            Stage.SchoolNamed => "School named",
            Stage.OrderServed => "Order served",
            Stage.Complied => "Complied with",
            Stage.Revoked => "Revoked",
            Stage.Breached => "Breached",
            Stage.Improved => "Attendance improved",
            Stage.Stopped => "Stopped",
        };
}
