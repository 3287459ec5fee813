namespace Attendance.Casework.Enforcement.Law;

/// <summary>The ways of enforcement. A matter is one of them, against one parent about one child.</summary>
internal enum Track
{
    /// <summary>A warning or a notice to improve, then a penalty notice (K6a, K7).</summary>
    PenaltyNotice,

    /// <summary>Time-focused case management with a clock of twelve weeks to court (K6b).</summary>
    FastTrack,

    /// <summary>Proceedings in the magistrates' court (K8).</summary>
    Prosecution,

    /// <summary>An education supervision order by the family court (K6c).</summary>
    SupervisionOrder,

    /// <summary>A voluntary contract with a parent.</summary>
    ParentingContract,

    /// <summary>A court's order that a parent follows requirements and a programme.</summary>
    ParentingOrder,

    /// <summary>An order that a child who is on no roll is registered at the school it names (s437).</summary>
    AttendanceOrder,
}

/// <summary>Where a matter stands. Stored by name. Which stages a track has is told by its transitions.</summary>
internal enum Stage
{
    /// <summary>Nothing is done yet.</summary>
    New,

    Warned,
    ToImprove,
    NoticeIssued,
    Unpaid,
    PaidLow,
    PaidHigh,
    NoticeWithdrawn,
    Prosecuted,

    FastTrackEntered,
    PanelHeld,
    ActionPlan,
    Reviewed,

    Decided,
    Summoned,
    Heard,
    Fined,
    Custody,
    Discharged,
    Dismissed,
    ProceedingsWithdrawn,
    OrderInstead,

    OrderConsidered,
    OrderApplied,
    OrderMade,
    OrderRefused,
    OrderEnded,
    OrderDischarged,

    ContractOffered,
    ContractAgreed,
    ContractRefused,
    ContractKept,
    ContractBroken,

    FirstNotice,
    SchoolNamed,
    OrderServed,
    Complied,
    Revoked,
    Breached,

    /// <summary>Attendance improved: closed.</summary>
    Improved,

    /// <summary>Stopped for another reason, which is written down.</summary>
    Stopped,
}

/// <summary>What is done in a matter. Stored by name.</summary>
internal enum Step
{
    Warn,
    RequireImprovement,
    IssueNotice,
    PayLowRate,
    PayHighRate,
    EndPayment,
    WithdrawNotice,
    Prosecute,

    EnterFastTrack,
    HoldPanel,
    AgreeActionPlan,
    Review,

    DecideToProsecute,
    Summon,
    Hear,
    RecordFine,
    RecordCustody,
    RecordDischarge,
    RecordDismissal,
    WithdrawProceedings,
    DirectSupervisionOrder,

    ConsiderOrder,
    ApplyForOrder,
    MakeOrder,
    RefuseOrder,
    GiveDirection,
    RecordCompliance,
    RecordFailure,
    ExtendOrder,
    DischargeOrder,
    EndOrder,
    RecordBreach,

    OfferContract,
    AgreeContract,
    RefuseContract,
    KeepContract,
    BreakContract,

    ServeFirstNotice,
    NameSchool,
    ServeOrder,
    Comply,
    RevokeOrder,

    CloseImproved,
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
