using System.ComponentModel;
using GraphQL;

namespace Attendance.Casework.Enforcement.Law;

/// <summary>The ways of enforcement. A matter is one of them, against one parent about one child.</summary>
[Description("The ways of enforcement.")]
[Name("EnforcementTrack")]
internal enum Track
{
    [Description("A warning or a notice to improve, then a penalty notice (K6a, K7).")]
    PenaltyNotice,

    [Description("Time-focused case management with a clock of twelve weeks to court (K6b).")]
    FastTrack,

    [Description("Proceedings in the magistrates' court (K8).")]
    Prosecution,

    [Description("An education supervision order by the family court (K6c).")]
    SupervisionOrder,

    [Description("A voluntary contract with a parent.")]
    ParentingContract,

    [Description("A court's order that a parent follows requirements and a programme.")]
    ParentingOrder,

    [Description("An order that a child who is on no roll is registered at the school it names (s437).")]
    AttendanceOrder,
}

/// <summary>Where a matter stands. Stored by name. Which stages a track has is told by its transitions.</summary>
[Description("Where a matter of enforcement stands.")]
[Name("EnforcementStage")]
internal enum Stage
{
    [Description("Not begun.")]
    New,

    [Description("Warning sent.")]
    Warned,

    [Description("Notice to improve sent.")]
    ToImprove,

    [Description("Notice issued.")]
    NoticeIssued,

    [Description("Unpaid.")]
    Unpaid,

    [Description("Paid at the lower amount.")]
    PaidLow,

    [Description("Paid at the full amount.")]
    PaidHigh,

    [Description("Notice withdrawn.")]
    NoticeWithdrawn,

    [Description("Prosecuted.")]
    Prosecuted,

    [Description("Fast track started.")]
    FastTrackEntered,

    [Description("School panel held.")]
    PanelHeld,

    [Description("Action plan running.")]
    ActionPlan,

    [Description("Reviewed.")]
    Reviewed,

    [Description("Proceedings decided.")]
    Decided,

    [Description("Summoned.")]
    Summoned,

    [Description("Heard.")]
    Heard,

    [Description("Fined.")]
    Fined,

    [Description("Custody.")]
    Custody,

    [Description("Discharged.")]
    Discharged,

    [Description("Dismissed.")]
    Dismissed,

    [Description("Proceedings withdrawn.")]
    ProceedingsWithdrawn,

    [Description("Supervision order to be considered.")]
    OrderInstead,

    [Description("Order considered.")]
    OrderConsidered,

    [Description("Order applied for.")]
    OrderApplied,

    [Description("Order in force.")]
    OrderMade,

    [Description("Order refused.")]
    OrderRefused,

    [Description("Order ended.")]
    OrderEnded,

    [Description("Order discharged.")]
    OrderDischarged,

    [Description("Contract offered.")]
    ContractOffered,

    [Description("Contract agreed.")]
    ContractAgreed,

    [Description("Contract refused.")]
    ContractRefused,

    [Description("Contract kept.")]
    ContractKept,

    [Description("Contract broken.")]
    ContractBroken,

    [Description("First notice served.")]
    FirstNotice,

    [Description("School named.")]
    SchoolNamed,

    [Description("Order served.")]
    OrderServed,

    [Description("Complied with.")]
    Complied,

    [Description("Revoked.")]
    Revoked,

    [Description("Breached.")]
    Breached,

    [Description("Attendance improved.")]
    Improved,

    [Description("Stopped.")]
    Stopped,
}

/// <summary>What is done in a matter. Stored by name.</summary>
[Description("What is done in a matter of enforcement.")]
[Name("EnforcementStep")]
internal enum Step
{
    [Description("A penalty warning was sent..")]
    Warn,

    [Description("A notice to improve was sent..")]
    RequireImprovement,

    [Description("A penalty notice was issued..")]
    IssueNotice,

    [Description("Enter a payment at the lower amount.")]
    PayLowRate,

    [Description("Enter a payment at the full amount.")]
    PayHighRate,

    [Description("End the time for payment.")]
    EndPayment,

    [Description("Withdraw the notice.")]
    WithdrawNotice,

    [Description("Prosecute for the offence.")]
    Prosecute,

    [Description("A fast track to court was started..")]
    EnterFastTrack,

    [Description("Enter the school panel.")]
    HoldPanel,

    [Description("Enter the action plan.")]
    AgreeActionPlan,

    [Description("Enter the review.")]
    Review,

    [Description("Proceedings in court were decided on..")]
    DecideToProsecute,

    [Description("A hearing is set..")]
    Summon,

    [Description("Enter the hearing.")]
    Hear,

    [Description("Result: fine.")]
    RecordFine,

    [Description("Result: custody.")]
    RecordCustody,

    [Description("Result: discharge.")]
    RecordDischarge,

    [Description("Result: dismissed.")]
    RecordDismissal,

    [Description("Withdraw the proceedings.")]
    WithdrawProceedings,

    [Description("Result: the court directs a supervision order to be considered.")]
    DirectSupervisionOrder,

    [Description("Consider an education supervision order.")]
    ConsiderOrder,

    [Description("Apply for the order.")]
    ApplyForOrder,

    [Description("An order was made..")]
    MakeOrder,

    [Description("The court refused the order.")]
    RefuseOrder,

    [Description("Give a direction.")]
    GiveDirection,

    [Description("A direction was followed.")]
    RecordCompliance,

    [Description("A direction was not followed.")]
    RecordFailure,

    [Description("Enter an extension.")]
    ExtendOrder,

    [Description("The order was discharged.")]
    DischargeOrder,

    [Description("The order ended.")]
    EndOrder,

    [Description("Prosecute for breach.")]
    RecordBreach,

    [Description("Offer a parenting contract.")]
    OfferContract,

    [Description("The contract was agreed.")]
    AgreeContract,

    [Description("The contract was refused.")]
    RefuseContract,

    [Description("The contract was kept.")]
    KeepContract,

    [Description("The contract was broken.")]
    BreakContract,

    [Description("Serve the first notice.")]
    ServeFirstNotice,

    [Description("Name the school intended.")]
    NameSchool,

    [Description("Serve the order.")]
    ServeOrder,

    [Description("The order was complied with.")]
    Comply,

    [Description("Revoke the order.")]
    RevokeOrder,

    [Description("Enforcement ended: attendance improved..")]
    CloseImproved,

    [Description("Stop for another reason.")]
    Stop,
}

/// <summary>
/// One arrow of a track's state machine: from where, by which step, to where; what must hold; whether a second person agrees before it is taken; and where the step comes from.
/// </summary>
internal sealed record Transition(
    Track Track,
    Stage From,
    Step Step,
    Stage To,
    IReadOnlyList<Guard> Guards,
    bool SecondPerson,
    string Source
);
